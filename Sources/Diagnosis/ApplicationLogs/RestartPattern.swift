import Model

/// How it shows that a container is restarted again and again.
enum RestartPattern: Sendable {
  /// It waits in CrashLoopBackOff.
  case backOff
  /// Between two restarts it is shown as ended, not as waiting.
  case ended
  /// A probe has it restarted; the Event says so.
  case probe(ClusterEvent)
  /// It runs, but failed lately and often.
  case often
  /// It runs and is not ready, and failed lately, once or twice: too early to tell a habit.
  case lately

  /// Restarts that are a habit, not an accident.
  private static let habit = 3
  /// Longer than the greatest back-off: whoever has run for this long has stopped failing.
  private static let calm = seconds(600)

  /// The pattern of a container; nil where it is not restarted again and again. `end` is when the bundle was taken.
  static func find(of status: ContainerStatus, in pod: Pod, _ index: IncidentIndex, end: Moment?) -> RestartPattern? {
    guard !pod.isFinished, pod.object.deleted == nil else { return nil }
    if status.waitingReason == "CrashLoopBackOff" { return .backOff }
    guard status.restartCount > 0 else { return nil }
    if let kill = probeKill(of: status, in: pod, index) { return .probe(kill) }
    if let ended = status.terminated, let code = ended.exitCode, code != 0,
      pod.object.string(at: "spec.restartPolicy") != "Never"
    {
      return .ended
    }
    guard !hasSettled(status, end: end) else { return nil }
    guard let last = status.lastTermination, let code = last.exitCode, code != 0,
      let finished = last.finished, let end, end.latest.nanoseconds(since: finished.earliest) < calm
    else { return nil }
    if status.restartCount >= habit { return .often }
    return status.value["ready"]?.string?.lowercased() == "false" ? .lately : nil
  }

  /// Whether a container that failed at its start, for what was not there yet, has by now run far longer than it ever
  /// took to fail.
  private static func hasSettled(_ status: ContainerStatus, end: Moment?) -> Bool {
    guard status.isRunning, status.value["ready"]?.string?.lowercased() == "true", let since = status.runningSince,
      let last = status.lastTermination, let began = last.value["startedAt"]?.moment, let finished = last.finished,
      let end
    else { return false }
    let lasted = finished.instant.nanoseconds(since: began.instant)
    return end.instant.nanoseconds(since: since.instant) > max(seconds(60), 4 * lasted)
  }

  /// `Container main failed liveness probe, will be restarted`, for one container of a pod.
  static func probeKill(of status: ContainerStatus, in pod: Pod, _ index: IncidentIndex) -> ClusterEvent? {
    let texts = ["liveness", "startup"].flatMap { kind in
      [
        "Container \(status.name) failed \(kind) probe, will be restarted",
        // Before 1.19: `Container main failed liveness probe, will be restarted` came with the container's full name.
        "\(status.name)\" failed \(kind) probe",
      ]
    }
    return (index.events("Killing", about: pod.reference) + index.events("Unhealthy", about: pod.reference)).last {
      event in
      texts.contains { event.message.byteRange(of: $0) != nil }
    }
  }
}
