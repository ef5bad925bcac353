import Model

/// The NetworkPolicies of the bundle, asked whether one pod may reach another.
///
/// Whatever the bundle does not show (labels of a namespace, the address of a pod, a named port) counts as allowed: only
/// a denial that follows from what is written is told.
struct PolicyEvaluation {
  private let policies: [String: [KubernetesObject]]
  private let index: IncidentIndex

  init(_ incident: Incident) {
    index = incident.index
    policies = Dictionary(
      grouping: incident.index.objects(kind: "NetworkPolicy").filter { $0.value(at: "spec") != nil }, by: \.namespace)
  }

  /// Whether there is anything to ask.
  var isEmpty: Bool { policies.isEmpty }

  /// One end of a connection.
  private enum Direction: String {
    case egress = "Egress"
    case ingress = "Ingress"

    var rules: String { self == .egress ? "spec.egress" : "spec.ingress" }
    var peers: String { self == .egress ? "to" : "from" }
  }

  /// The policy that keeps a pod from reaching another one on a port; nil where none does.
  func denying(from client: Pod, to server: Pod, port: Int?, protocol name: String) -> (KubernetesObject, String)? {
    if let policy = denying(.egress, of: client, peer: server, server: server, port, name) {
      return (policy, "lets pods of \(index.workload(of: client.reference).path) send nothing there")
    }
    if let policy = denying(.ingress, of: server, peer: client, server: server, port, name) {
      return (policy, "lets pods of \(index.workload(of: server.reference).path) receive nothing from there")
    }
    return nil
  }

  private func denying(
    _ direction: Direction, of pod: Pod, peer: Pod, server: Pod, _ port: Int?, _ name: String
  ) -> KubernetesObject? {
    let own = (policies[pod.object.namespace] ?? []).filter { policy in
      covers(policy, direction) && LabelSelector(policy.value(at: "spec.podSelector")).selects(pod.object.label)
    }
    // Policies add up: one rule of one of them suffices.
    let isAllowed = own.contains { policy in
      (policy.value(at: direction.rules)?.items ?? []).contains { rule in
        allows(rule, direction, peer, namespace: policy.namespace) && opens(rule, port, name, on: server)
      }
    }
    return isAllowed ? nil : own.first
  }

  private func covers(_ policy: KubernetesObject, _ direction: Direction) -> Bool {
    if let types = policy.value(at: "spec.policyTypes")?.items, !types.isEmpty {
      return types.contains { $0.string == direction.rawValue }
    }
    return direction == .ingress || policy.value(at: "spec.egress") != nil
  }

  private func allows(_ rule: Value, _ direction: Direction, _ peer: Pod, namespace: String) -> Bool {
    let peers = rule[direction.peers]?.items ?? []
    guard !peers.isEmpty else { return true }
    return peers.contains { entry in
      if entry["ipBlock"] != nil { return true }
      if let selector = entry["namespaceSelector"] {
        guard selects(selector, namespace: peer.object.namespace) else { return false }
      } else if peer.object.namespace != namespace {
        return false
      }
      return LabelSelector(entry["podSelector"]).selects(peer.object.label)
    }
  }

  private func selects(_ selector: Value, namespace name: String) -> Bool {
    guard let namespace = index.object(EntityReference(kind: "Namespace", name: name)) else {
      // Without the object only the label that every namespace has is known.
      let wanted = selector["matchLabels"]?.members ?? []
      return !wanted.contains { $0.key == "kubernetes.io/metadata.name" && $0.value.string != name }
    }
    return LabelSelector(selector).selects { key in
      namespace.label(key) ?? (key == "kubernetes.io/metadata.name" ? name : nil)
    }
  }

  private func opens(_ rule: Value, _ port: Int?, _ name: String, on server: Pod) -> Bool {
    let ports = rule["ports"]?.items ?? []
    guard !ports.isEmpty, let port else { return true }
    return ports.contains { entry in
      guard (entry["protocol"]?.string ?? "TCP") == name else { return false }
      guard let wanted = entry["port"] else { return true }
      if let first = wanted.integer { return first == port || port > first && port <= (entry["endPort"]?.integer ?? 0) }
      let named = server.containers.flatMap { $0.value["ports"]?.items ?? [] }
        .first { $0["name"]?.string == wanted.string }
      return named.map { $0["containerPort"]?.integer == port } ?? true
    }
  }
}
