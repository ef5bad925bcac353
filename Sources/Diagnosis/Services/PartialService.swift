import Model

/// A Service that answers some callers and not others: it leads to pods that do not serve its port, or only to those of
/// the caller's own node.
enum PartialService {
  /// Services whose selector also fits pods of another workload, which do not have the port.
  static func withStrangers(_ investigation: Investigation) -> [Occurrence] {
    let selected = Selection(investigation)
    return investigation.index.objects(kind: "Service").compactMap { service -> Occurrence? in
      guard service.string(at: "spec.clusterIP") != "None", let pods = selected.pods(of: service), pods.count > 1,
        let ports = service.value(at: "spec.ports")?.items
      else { return nil }
      let byOwner = Dictionary(grouping: pods) { investigation.workload(of: $0) }
      guard byOwner.count > 1 else { return nil }
      for (offset, port) in ports.enumerated() {
        guard let target = (port["targetPort"] ?? port["port"])?.integer else { continue }
        let declaring = byOwner.filter { $0.value.allSatisfy { declares($0, target) } }
        let strangers = byOwner.filter { owner in
          declaring[owner.key] == nil
            && owner.value.allSatisfy { pod in isReady(pod) && !declared(pod).isEmpty && !declares(pod, target) }
        }
        guard !declaring.isEmpty, let stranger = strangers.keys.min(),
          declaring.count + strangers.count == byOwner.count,
          let selector = service.value(at: "spec.selector")
        else { continue }
        var occurrence = Occurrence(
          subject: service.reference, joints: [.object(service.reference.path), .namespace(service.namespace)],
          span: nil,
          text: "\(service.reference.path) also selects pods of \(stranger.path), which do not have port \(target)",
          evidence: [
            service.evidence(for: selector, field: "spec.selector"),
            service.evidence(for: port, field: "spec.ports.\(offset)"),
          ] + (strangers[stranger] ?? []).prefix(1).map(\.object.evidence))
        occurrence.confidence = .likely
        occurrence.affected = [.init(entity: service.reference, role: .victim, effect: "some calls fail")]
        return occurrence
      }
      return nil
    }
  }

  /// Services that lead only to pods of the caller's own node, with the nodes that have none: `(service, node)`.
  static func keptLocal(_ investigation: Investigation) -> [Occurrence] {
    let selected = Selection(investigation)
    return investigation.index.objects(kind: "Service").compactMap { service -> Occurrence? in
      guard let policy = service.value(at: "spec.internalTrafficPolicy"), policy.string == "Local",
        let pods = selected.pods(of: service)
      else { return nil }
      let served = Set(pods.filter(isReady).map(\.nodeName))
      // Nodes of callers whose calls failed: only there is it missed.
      let lacking = Set(
        investigation.applicationFailures.filter {
          $0.mode == "app-dependency-unreachable" && $0.service?.reference == service.reference
        }.map(\.pod.nodeName)
      ).subtracting(served).subtracting([""]).sorted()
      guard !served.isEmpty, !lacking.isEmpty else { return nil }
      var occurrence = Occurrence(
        subject: service.reference,
        joints: [.object(service.reference.path)], span: nil,
        text: "\(service.reference.path) keeps traffic on its node (internalTrafficPolicy Local), and none of its pods "
          + "runs on \(lacking.joined(separator: ", "))",
        evidence: [service.evidence(for: policy, field: "spec.internalTrafficPolicy")]
          + pods.filter(isReady).prefix(1).compactMap { $0.object.evidence(at: "spec.nodeName") })
      occurrence.confidence = .likely
      occurrence.affected = [.init(entity: service.reference, role: .victim, effect: "no answer on some nodes")]
      return occurrence
    }
  }

  private static func isReady(_ pod: Pod) -> Bool { pod.condition("Ready")?.value["status"]?.string == "True" }

  private static func declared(_ pod: Pod) -> [Value] {
    pod.containers.flatMap { $0.value["ports"]?.items ?? [] }
  }

  private static func declares(_ pod: Pod, _ port: Int) -> Bool {
    declared(pod).contains { $0["containerPort"]?.integer == port }
  }
}

/// Pods by the Services that select them.
private struct Selection {
  private let pods: [String: [Pod]]

  init(_ investigation: Investigation) {
    pods = Dictionary(
      grouping: investigation.index.pods.filter { !$0.isFinished && $0.object.deleted == nil }, by: \.object.namespace)
  }

  /// The pods that a Service selects; nil for one without a selector.
  func pods(of service: KubernetesObject) -> [Pod]? {
    let selector = service.value(at: "spec.selector")?.members ?? []
    guard !selector.isEmpty else { return nil }
    return (pods[service.namespace] ?? []).filter { pod in
      selector.allSatisfy { pod.object.label($0.key) == $0.value.string }
    }
  }
}
