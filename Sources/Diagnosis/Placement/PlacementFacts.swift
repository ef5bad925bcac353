import Model

/// What the pod asks of a node, and what the nodes offer, as far as the objects tell.
struct PlacementFacts {
  private let pod: Pod
  private let nodes: [KubernetesObject]
  private let wanted: (manifest: KubernetesObject, path: String)?
  /// Names of the claims that the pod uses.
  let claims: [String]

  init(_ pod: Pod, _ incident: Incident) {
    self.pod = pod
    nodes = incident.index.objects(kind: "Node")
    wanted = incident.wantedSpec(of: pod)
    claims = incident.claims(of: pod)
  }

  /// Which of nodeSelector and node affinity keeps the pod off the nodes; nil where that cannot be told.
  var selection: (id: String, what: String, evidence: [Evidence])? {
    let wish = wanted.flatMap { $0.manifest.value(at: $0.path) }
    var selector = pod.object.value(at: "spec.nodeSelector")
    var source = pod.object
    // A row of a table shows no selector.
    var field = "spec.nodeSelector"
    if selector == nil, pod.object.rendering == .table, let wanted, let labels = wish?["nodeSelector"] {
      selector = labels
      source = wanted.manifest
      field = "\(wanted.path).nodeSelector"
    }
    let pairs = (selector?.members ?? []).compactMap { pair in pair.value.string.map { (pair.key, $0) } }
    let affinity =
      pod.object.value(at: "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution")
      ?? (pod.object.rendering == .api
        ? nil : wish?.value(at: "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"))
    if let selector, !pairs.isEmpty {
      let isMet = nodes.contains { node in pairs.allSatisfy { node.label($0.0) == $0.1 } }
      if affinity == nil || !nodes.isEmpty && !isMet {
        if let renamed = renamed(pairs.map(\.0)) {
          return (
            "label-or-taint-renamed",
            "its nodeSelector names \(renamed.old), which nodes no longer have; they have \(renamed.new)",
            [source.evidence(for: selector, field: field)]
          )
        }
        let text = pairs.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
        return (
          "node-selector-mismatch", "no node that it may use has the labels of its nodeSelector \(text)",
          [source.evidence(for: selector, field: field)]
        )
      }
    } else if affinity == nil, pod.object.rendering < .description {
      // A table says nothing about either.
      return nil
    }
    return (
      "node-affinity-mismatch", "no node that it may use matches its required node affinity",
      pod.object.evidence(at: "spec.affinity.nodeAffinity").map { [$0] } ?? []
    )
  }

  /// The taint by which somebody reserved nodes, where the message does not name it and there is one such key; nil where
  /// the nodes' taints follow from their state, or mark the control plane.
  var reservingTaint: String? {
    let keys = Set(
      nodes.flatMap { $0.value(at: "spec.taints")?.items ?? [] }.filter { $0["effect"]?.string != "PreferNoSchedule" }
        .compactMap { $0["key"]?.string })
    let reserving = keys.filter { !SchedulerMessage.Cause.taint(key: $0).isOfNode }
    return reserving.count == 1 ? reserving.first : nil
  }

  /// The one taint that each node has, where the bundle holds all of them: a cluster of one control-plane node, or one whose
  /// nodes are all reserved.
  func onlyTaint(ofAll total: Int?) -> String? {
    guard nodes.count == total else { return nil }
    let keys = nodes.map { node in
      (node.value(at: "spec.taints")?.items ?? []).filter { $0["effect"]?.string != "PreferNoSchedule" }
        .compactMap { $0["key"]?.string }
    }
    guard let key = keys.first?.first, keys.allSatisfy({ $0 == [key] }),
      !SchedulerMessage.Cause.taint(key: key).isNodeState
    else { return nil }
    return key
  }

  /// A label among those asked for that no node has, while some have what it is called today.
  private func renamed(_ labels: [String]) -> (old: String, new: String)? {
    for old in labels {
      guard let new = Self.successors[old], !nodes.contains(where: { $0.label(old) != nil }),
        nodes.contains(where: { $0.label(new) != nil })
      else { continue }
      return (old, new)
    }
    return nil
  }

  private static let successors = [
    "node-role.kubernetes.io/master": "node-role.kubernetes.io/control-plane",
    "beta.kubernetes.io/os": "kubernetes.io/os", "beta.kubernetes.io/arch": "kubernetes.io/arch",
    "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
    "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  ]

  /// What the pod requests of a resource against the largest node, where both are known.
  func shortage(of resource: String) -> (text: String, evidence: [Evidence])? {
    let demand = PodDemand("requests", of: resource, spec: pod.object.value(at: "spec"))
    let evidence = demand.parts.map { pod.object.evidence(for: $0.value, field: $0.field) }
    let largest = nodes.compactMap { node -> (Double, String)? in
      node.value(at: "status.allocatable")?[resource]?.string.flatMap { text in
        Quantity.value(of: text).map { ($0, text) }
      }
    }.max { $0.0 < $1.0 }
    guard demand.amount > 0, let largest else { return nil }
    let text = PodResources.text(demand.amount, of: resource)
    return demand.amount > largest.0
      ? ("it requests \(text), the largest node has \(largest.1) in all", evidence)
      : ("it requests \(text)", evidence)
  }
}

/// Amounts of pod resources for people.
enum PodResources {
  /// `500m` of cpu, `1.5 GiB` of memory.
  static func text(_ amount: Double, of resource: String) -> String {
    if resource.hasSuffix("cpu") {
      let milli = Int(clamping: Int64(max(0, min(amount * 1000, 1e15))))
      return milli % 1000 == 0 ? "\(milli / 1000)" : "\(milli)m"
    }
    return Quantity.description(ofBytes: Int64(max(0, min(amount, 9e18))))
  }
}

extension Incident {
  /// The pod spec that the manifest of a pod's workload wants, and its path there.
  func wantedSpec(of pod: Pod) -> (manifest: KubernetesObject, path: String)? {
    manifest(index.workload(of: pod.reference)).map { ($0, $0.kind == "Pod" ? "spec" : "spec.template.spec") }
  }

  /// The manifest of an object, as a hint for what the text of the live object leaves out.
  func manifest(_ reference: EntityReference) -> KubernetesObject? {
    manifests.first {
      $0.kind == reference.kind && $0.name == reference.name
        && ($0.namespace.isEmpty || reference.namespace.isEmpty || $0.namespace == reference.namespace)
    }
  }
}
