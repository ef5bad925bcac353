import Model

/// Logs of containers as `kubectl logs` gets them.
struct PodLogs: Sendable {
  private let logs: [String: [ContainerLog]]
  private let read: @Sendable (ContainerLog) -> [ObjectAPI.LoggedLine]

  init(_ incident: Incident, read: @escaping @Sendable (ContainerLog) -> [ObjectAPI.LoggedLine]) {
    logs = Dictionary(grouping: incident.containerLogs) { log in
      "\(log.container?.namespace ?? "")/\(log.container?.name ?? "")"
    }
    self.read = read
  }

  func answer(_ request: APIRequest, pod: Value) -> APIResponse {
    let name = pod.value(at: "metadata.name")?.string ?? ""
    let containers = ["spec.containers", "spec.initContainers", "spec.ephemeralContainers"].flatMap {
      (pod.value(at: $0)?.items ?? []).compactMap { $0["name"]?.string }
    }
    let first = pod.value(at: "spec.containers")?.items.first?["name"]?.string ?? ""
    let wanted = request.query["container"] ?? ""
    if !wanted.isEmpty, !containers.isEmpty, !containers.contains(wanted) {
      return .failure(400, "BadRequest", "container \(wanted) is not valid for pod \(name)")
    }
    let container = wanted.isEmpty ? first : wanted
    let isPrevious = request.isSet("previous")
    let namespace = pod.value(at: "metadata.namespace")?.string ?? ""
    let found = (logs["\(namespace)/\(name)"] ?? []).filter {
      let own = $0.container?.container ?? ""
      return $0.isPrevious == isPrevious && (own == container || own.isEmpty || container.isEmpty)
    }
    guard let log = found.first else {
      let instance = isPrevious ? "of the previous instance of" : "of"
      return .failure(
        404, "NotFound", "the bundle holds no log \(instance) container \"\(container)\" in pod \"\(name)\"")
    }
    if let refusal = Self.refusal(log) { return refusal }
    return APIResponse(text: Self.text(read(log), request))
  }

  /// What the API answered when the log was collected; nil where it sent a log.
  private static func refusal(_ log: ContainerLog) -> APIResponse? {
    guard log.head.count <= 1, let answer = log.answer, var message = log.answerEvidence?.text else { return nil }
    for prefix in [
      "Error from server (BadRequest): ", "Error from server (NotFound): ", "Error from server: ", "error: ",
    ]
    where message.hasPrefix(prefix) {
      message = String(message.dropFirst(prefix.count))
    }
    switch answer {
    case .unableToRetrieve: return nil
    case .podNotFound: return .failure(404, "NotFound", message)
    case .waitingToStart, .previousNotFound, .notAvailable: return .failure(400, "BadRequest", message)
    case .kubeletUnreachable, .other: return .failure(500, "InternalError", message)
    }
  }

  private static func text(_ lines: [ObjectAPI.LoggedLine], _ request: APIRequest) -> [UInt8] {
    var chosen = lines[...]
    if let since = request.query["sinceTime"], let from = Moment(rfc3339: since) {
      chosen = chosen.drop { line in Moment(rfc3339: line.time).map { $0.instant < from.instant } ?? false }
    }
    if let tail = request.query["tailLines"].flatMap({ Int($0) }), tail >= 0 { chosen = chosen.suffix(tail) }
    let hasTimes = request.isSet("timestamps")
    var text: [UInt8] = []
    for line in chosen {
      if hasTimes, !line.time.isEmpty { text += Array(line.time.utf8) + [32] }
      text += line.text + [10]
    }
    if let limit = request.query["limitBytes"].flatMap({ Int($0) }), limit >= 0 { text = Array(text.prefix(limit)) }
    return text
  }
}
