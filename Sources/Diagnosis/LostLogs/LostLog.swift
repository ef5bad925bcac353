import Model

/// A log that `kubectl logs` could not get although the kubelet answered.
struct LostLog: Sendable {
  /// Lines of the log's collection.
  var log: ContainerLog
  /// Runtime scheme of the answer, e.g. `containerd`.
  var runtime: String
  /// Container id without scheme.
  var id: String
  /// The pod, where the bundle has it.
  var pod: Pod?
  /// The status of the container, where the pod has it.
  var status: ContainerStatus?
  /// Kubelet and runtime lines that say `NotFound` for this id after the container had ended.
  var echoes: [LogRecord]

  /// When the container ended; nil while it runs.
  var finished: Moment? {
    guard let status else { return nil }
    for end in [status.terminated, status.lastTermination] where end?.containerID == id { return end?.finished }
    return status.terminated?.finished
  }

  /// Whether the instance asked about is the one that runs.
  var isRunning: Bool { status?.isRunning == true && status?.containerID == id }

  static let notFound = LogSignature(
    "container-status-not-found", component: "kubelet", callSites: ["remote_runtime.go", "log.go"],
    literals: ["ContainerStatus"])
  static let runtimeNotFound = LogSignature(
    "runtime-container-status-failed", component: "containerd", literals: ["ContainerStatus for"])

  /// All lost logs of a bundle, in the order of its artifacts.
  static func all(in incident: Incident) -> [LostLog] {
    var echoes: [String: [LogRecord]] = [:]
    for signature in [notFound.id, runtimeNotFound.id] {
      for record in incident.records(signature) {
        let text = ([record.message] + record.fields.map(\.value)).joined(separator: " ")
        guard text.firstRange(of: "NotFound") != nil || text.firstRange(of: "not found") != nil else { continue }
        for id in Set(ContainerID.all(in: text)) { echoes[id, default: []].append(record) }
      }
    }
    return incident.containerLogs.compactMap { log in
      guard case .unableToRetrieve(let runtime, let id)? = log.answer else { return nil }
      let joined = incident.index.container(id: id)
      let pod = joined?.pod ?? log.container.flatMap { incident.index.pod(namespace: $0.namespace, name: $0.name) }
      let name = joined?.container ?? log.container?.container
      let status = name.flatMap { pod?.status(of: $0) }
      var lost = LostLog(log: log, runtime: runtime, id: id, pod: pod, status: status, echoes: [])
      let finished = lost.finished
      lost.echoes = (echoes[id] ?? []).filter { record in
        guard let finished, let time = record.time else { return true }
        return time.latest >= finished.earliest
      }.sorted {
        ($0.time?.instant.nanoseconds ?? .max, $0.evidence) < ($1.time?.instant.nanoseconds ?? .max, $1.evidence)
      }
      return lost
    }
  }

  /// When the log was asked for: the first echo, at the latest the end of the capture.
  func asked(_ investigation: Investigation) -> Span? {
    let times = echoes.compactMap(\.time)
    if let last = times.last { return Span(times[0], last) }
    return investigation.captured
  }
}
