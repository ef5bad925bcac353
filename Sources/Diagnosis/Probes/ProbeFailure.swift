import Model

/// A probe that fails, and what is wrong with it as far as the pod and the kubelet's words tell.
struct ProbeFailure: Sendable {
  /// Id of the failure mode.
  var mode: String
  /// The pod.
  var pod: Pod
  /// The container.
  var container: ContainerStatus
  /// The probe.
  var probe: ProbeSpec
  /// What is wrong, one sentence.
  var text: String
  /// The kubelet's words first.
  var evidence: [Evidence]
  /// When it failed.
  var span: Span?
  /// What the grounds allow.
  var confidence: Diagnosis.Confidence

  /// Failures right after the start are no failures.
  private static let warmUp = 3

  /// All failing probes that harm their pod.
  static func all(in incident: Incident) -> [ProbeFailure] {
    let logs = ContainerLogTable(incident.containerLogs)
    return incident.index.pods.flatMap { pod -> [ProbeFailure] in
      let unhealthy = incident.index.events("Unhealthy", about: pod.reference)
      guard !unhealthy.isEmpty, !pod.isFinished, pod.object.deleted == nil else { return [] }
      return pod.containers.flatMap { spec, field -> [ProbeFailure] in
        guard let status = spec["name"]?.string.flatMap({ pod.status(of: $0) }) else { return [] }
        let probes = ProbeSpec.all(of: spec, field: field, in: pod)
        return probes.compactMap { probe in
          let failures = unhealthy.filter { isAbout($0, probe, status, pod) }
          guard !failures.isEmpty else { return nil }
          let judgement = ProbeJudgement(
            pod: pod, spec: spec, status: status, probe: probe,
            siblings: probes.filter { $0.purpose != probe.purpose }, failures: failures,
            failed: Dictionary(
              probes.map { other in
                (other.purpose, unhealthy.filter { isAbout($0, other, status, pod) }.map(\.count).reduce(0, +))
              }, uniquingKeysWith: +),
            log: logs.logs(of: status, in: pod).first)
          return find(judgement, incident.index)
        }
      }
    }
  }

  /// Whether an Event tells of this probe: by its beginning, and by container or port where the pod has several.
  private static func isAbout(
    _ event: ClusterEvent, _ probe: ProbeSpec, _ status: ContainerStatus, _ pod: Pod
  ) -> Bool {
    guard event.message.hasPrefix("\(probe.purpose.title) probe ") else { return false }
    if !event.regarding.container.isEmpty { return event.regarding.container == status.name }
    if pod.containers.count == 1 { return true }
    return probe.port.map { event.message.byteRange(of: ":\($0)") != nil } ?? false
  }

  private static func find(_ judgement: ProbeJudgement, _ index: IncidentIndex) -> ProbeFailure? {
    let status = judgement.status
    switch judgement.probe.purpose {
    case .readiness:
      let isUnready = status.value["ready"]?.string == "false" && status.isRunning
      guard isUnready, judgement.count >= warmUp else { return nil }
      return judgement.readiness
    case .liveness, .startup:
      guard status.restartCount > 0,
        let kill = RestartPattern.probeKill(of: status, in: judgement.pod, index),
        kill.message.byteRange(of: " \(judgement.probe.purpose.rawValue) probe") != nil
      else { return nil }
      return judgement.restarting(kill)
    }
  }
}
