import Model

/// The columns of pods; STATUS is computed from the containers as kubectl users know it.
enum PodColumns {
  static let columns: [Column] = [
    .name, .text("Ready", ready), .text("Status", status), Column(name: "Restarts") { .text(restarts($0, $1)) }, .age,
    .field("IP", "status.podIP", wide: true), .field("Node", "spec.nodeName", wide: true),
    .field("Nominated Node", "status.nominatedNodeName", wide: true),
    .text("Readiness Gates", wide: true, gates),
  ]

  private static func ready(_ pod: Value) -> String {
    let statuses = pod.value(at: "status.containerStatuses")?.items ?? []
    let sidecars = sidecarStatuses(pod)
    let count = (pod.value(at: "spec.containers")?.items.count ?? statuses.count) + sidecarNames(pod).count
    return "\((statuses + sidecars).count { $0["ready"]?.boolean == true })/\(count)"
  }

  private static func restarts(_ pod: Value, _ ages: AgeReference) -> String {
    let regular = (pod.value(at: "status.containerStatuses")?.items ?? []) + sidecarStatuses(pod)
    let initial = pod.value(at: "status.initContainerStatuses")?.items ?? []
    let statuses = isInitializing(pod) ? initial : regular
    let count = statuses.reduce(0) { $0 + ($1["restartCount"]?.integer ?? 0) }
    let last = statuses.compactMap { $0.value(at: "lastState.terminated.finishedAt")?.moment }
      .max { $0.instant < $1.instant }
    guard count > 0, let last else { return String(count) }
    let seconds = ages.now.nanoseconds(since: last.instant) / 1_000_000_000
    return "\(count) (\(AgeReference.duration(seconds: seconds)) ago)"
  }

  /// Names of init containers that keep running.
  private static func sidecarNames(_ pod: Value) -> Set<String> {
    let containers = pod.value(at: "spec.initContainers")?.items ?? []
    return Set(containers.filter { $0["restartPolicy"]?.string == "Always" }.compactMap { $0["name"]?.string })
  }

  private static func sidecarStatuses(_ pod: Value) -> [Value] {
    let names = sidecarNames(pod)
    return (pod.value(at: "status.initContainerStatuses")?.items ?? []).filter {
      names.contains($0["name"]?.string ?? "")
    }
  }

  private static func isInitializing(_ pod: Value) -> Bool { initStatus(pod) != nil }

  /// `Init:1/2`, `Init:Error`; nil once all init containers are through.
  private static func initStatus(_ pod: Value) -> String? {
    let statuses = pod.value(at: "status.initContainerStatuses")?.items ?? []
    let sidecars = sidecarNames(pod)
    let count = pod.value(at: "spec.initContainers")?.items.count ?? statuses.count
    for (place, status) in statuses.enumerated() {
      if let end = status.value(at: "state.terminated") {
        if end["exitCode"]?.integer == 0 { continue }
        return "Init:" + ended(end)
      }
      if sidecars.contains(status["name"]?.string ?? ""), status["started"]?.boolean == true { continue }
      if let reason = status.value(at: "state.waiting.reason")?.string, !reason.isEmpty, reason != "PodInitializing" {
        return "Init:" + reason
      }
      return "Init:\(place)/\(count)"
    }
    return nil
  }

  private static func ended(_ end: Value) -> String {
    if let reason = end["reason"]?.string, !reason.isEmpty { return reason }
    if let signal = end["signal"]?.integer, signal != 0 { return "Signal:\(signal)" }
    return "ExitCode:\(end["exitCode"]?.integer ?? 0)"
  }

  static func status(_ pod: Value) -> String {
    var status = pod.value(at: "status.phase")?.string ?? "Unknown"
    if let reason = pod.value(at: "status.reason")?.string, !reason.isEmpty { status = reason }
    let conditions = pod.value(at: "status.conditions")?.items ?? []
    if conditions.contains(where: { $0["type"]?.string == "PodScheduled" && $0["reason"]?.string == "SchedulingGated" })
    {
      status = "SchedulingGated"
    }
    let initial = initStatus(pod)
    let isInitialized = conditions.contains {
      $0["type"]?.string == "Initialized" && $0["status"]?.string == "True"
    }
    if let initial, !isInitialized {
      status = initial
    } else {
      var hasRunning = false
      for container in (pod.value(at: "status.containerStatuses")?.items ?? []).reversed() {
        if let reason = container.value(at: "state.waiting.reason")?.string, !reason.isEmpty {
          status = reason
        } else if let end = container.value(at: "state.terminated") {
          status = ended(end)
        } else if container["ready"]?.boolean == true, container.value(at: "state.running") != nil {
          hasRunning = true
        }
      }
      if status == "Completed", hasRunning {
        let isReady = conditions.contains { $0["type"]?.string == "Ready" && $0["status"]?.string == "True" }
        status = isReady ? "Running" : "NotReady"
      }
    }
    guard pod.value(at: "metadata.deletionTimestamp")?.isNull == false else { return status }
    return pod.value(at: "status.reason")?.string == "NodeLost" ? "Unknown" : "Terminating"
  }

  private static func gates(_ pod: Value) -> String {
    let gates = pod.value(at: "spec.readinessGates")?.items ?? []
    guard !gates.isEmpty else { return "<none>" }
    let conditions = pod.value(at: "status.conditions")?.items ?? []
    let met = gates.count { gate in
      conditions.contains { $0["type"]?.string == gate["conditionType"]?.string && $0["status"]?.string == "True" }
    }
    return "\(met)/\(gates.count)"
  }
}
