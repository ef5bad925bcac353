import Model

/// An alert that fires at the capture, with the thing that its labels name.
struct ActiveAlert: Sendable {
  /// The alert.
  var alert: Alert
  /// The node, pod, workload or Service that it is about.
  var entity: EntityReference
  /// The workload of a pod or Service; else the entity.
  var workload: EntityReference

  /// Alerts that fire by design, or only feed others.
  private static let silent: Set<String> = ["Watchdog", "DeadMansSwitch", "InfoInhibitor"]

  /// The alerts that fire and name a thing of the bundle, in their order.
  static func all(in incident: Incident) -> [ActiveAlert] {
    incident.alerts.compactMap { alert in
      guard !silent.contains(alert.name), alert.severity != "none", alert.severity != "info",
        ["active", "firing", ""].contains(alert.state)
      else { return nil }
      if alert.state.isEmpty, let ends = alert.ends, let end = incident.bundle.captured?.from,
        ends.isProvablyBefore(end)
      {
        return nil
      }
      return find(alert, incident.index)
    }
  }

  private static func find(_ alert: Alert, _ index: IncidentIndex) -> ActiveAlert? {
    let namespace = alert.label("namespace") ?? ""
    if let name = alert.label("pod"), let pod = index.pod(namespace: namespace, name: name) {
      return ActiveAlert(alert: alert, entity: pod.reference, workload: index.workload(of: pod.reference))
    }
    for (label, kinds) in [
      ("deployment", ["Deployment"]), ("statefulset", ["StatefulSet"]), ("daemonset", ["DaemonSet"]),
      ("workload", workloads), ("service", workloads), ("app", workloads),
    ] {
      guard let name = alert.label(label) else { continue }
      for kind in kinds {
        let reference = EntityReference(kind: kind, namespace: namespace, name: name)
        if let object = index.object(reference) {
          return ActiveAlert(alert: alert, entity: object.reference, workload: object.reference)
        }
      }
    }
    if let name = alert.label("service"),
      let service = index.object(EntityReference(kind: "Service", namespace: namespace, name: name))
    {
      let behind = ServiceDirectory.workload(behind: service, index)
      return ActiveAlert(alert: alert, entity: service.reference, workload: behind ?? service.reference)
    }
    guard let node = (alert.label("node") ?? alert.label("nodename")).flatMap({ index.node($0) }) else { return nil }
    return ActiveAlert(alert: alert, entity: node.reference, workload: node.reference)
  }

  private static let workloads = ["Deployment", "StatefulSet", "DaemonSet"]

  /// What it shares with causes.
  var joints: [Joint] {
    if entity.kind == "Node" { return [.node(entity.name), .cluster] }
    let service = EntityReference(kind: "Service", namespace: entity.namespace, name: entity.name)
    return [.workload(workload), .object(workload.path), .object(service.path), .namespace(entity.namespace)]
  }

  /// Everything that it says, in lower case.
  var words: String {
    ([alert.name, alert.summary, alert.description] + alert.labels.map(\.value)).joined(separator: " ").lowercased()
  }

  /// Whether it says that requests suffer: they are slow or fail.
  var tellsOfRequests: Bool {
    let words = words
    return ["latency", "slow response", "error rate", "requesterrors", "errorspike", "5xx", "success rate"].contains {
      words.byteRange(of: $0) != nil
    }
  }

  /// Whether it says one of some words.
  func says(_ pieces: String...) -> Bool {
    let words = words
    return pieces.contains { words.byteRange(of: $0) != nil }
  }

  /// `LatencyDegradation: p95 of orders is 1.2 s`.
  var sentence: String {
    let text = alert.description.isEmpty ? alert.summary : alert.description
    return text.isEmpty ? alert.name : "\(alert.name): \(LoggedFailure.quoted(text))"
  }
}
