import Model

/// What keeps a pod off one node, read from pod and node themselves: for bundles that lack the scheduler's word.
///
/// Filters are tried in the scheduler's order, so a node counts once. What the objects do not show keeps nobody off.
struct NodeObstacle {
  let cause: SchedulerMessage.Cause
  let evidence: [Evidence]

  /// Nil where the node could take the pod as far as the bundle shows.
  init?(_ needs: PodNeeds, _ node: KubernetesObject) {
    if let field = node.value(at: "spec.unschedulable"), field.boolean == true || field.string == "true" {
      self.init(.cordoned, [node.evidence(for: field, field: "spec.unschedulable")])
      return
    }
    // A row of a table shows neither taints, nor labels, nor what the node has.
    guard node.rendering > .table else { return nil }
    if let (key, shown) = Self.untolerated(of: node, needs) {
      self.init(.taint(key: key), [shown])
      return
    }
    if let unmet = needs.selector.first(where: { node.label($0.key) != $0.value }) {
      self.init(.nodeSelection, [unmet.evidence])
      return
    }
    if let affinity = needs.affinity, !affinity.terms.contains(where: { $0.isMet(by: node) }) {
      self.init(.nodeSelection, [affinity.evidence])
      return
    }
    for (resource, amount) in needs.requests.sorted(by: { $0.key < $1.key }) {
      guard let field = node.value(at: "status.allocatable")?[resource],
        let held = field.string.flatMap({ Quantity.value(of: $0) }), amount > held
      else { continue }
      self.init(
        .insufficient(resource: resource), [node.evidence(for: field, field: "status.allocatable.\(resource)")])
      return
    }
    return nil
  }

  private init(_ cause: SchedulerMessage.Cause, _ evidence: [Evidence]) {
    self.cause = cause
    self.evidence = evidence
  }

  private static func untolerated(of node: KubernetesObject, _ needs: PodNeeds) -> (String, Evidence)? {
    guard let tolerations = needs.tolerations else { return nil }
    for (offset, taint) in (node.value(at: "spec.taints")?.items ?? []).enumerated() {
      guard let key = taint["key"]?.string, let effect = taint["effect"]?.string,
        effect == "NoSchedule" || effect == "NoExecute",
        !tolerations.contains(where: { tolerates($0, key, taint["value"]?.string ?? "", effect) })
      else { continue }
      return (key, node.evidence(for: taint, field: "spec.taints.\(offset)"))
    }
    return nil
  }

  private static func tolerates(_ toleration: Value, _ key: String, _ value: String, _ effect: String) -> Bool {
    let named = toleration["key"]?.string ?? ""
    let only = toleration["effect"]?.string ?? ""
    guard named.isEmpty || named == key, only.isEmpty || only == effect else { return false }
    return toleration["operator"]?.string == "Exists" || toleration["value"]?.string ?? "" == value
  }
}

/// One term of a required node affinity: labels and fields that a node must have all together.
struct NodeSelectorTerm {
  private let value: Value

  init(_ value: Value) { self.value = value }

  /// What this program does not know of an expression is taken as met.
  func isMet(by node: KubernetesObject) -> Bool {
    guard LabelSelector(value).selects({ node.label($0) }) else { return false }
    return (value["matchFields"]?.items ?? []).allSatisfy { field in
      guard field["key"]?.string == "metadata.name" else { return true }
      let isNamed = (field["values"]?.items ?? []).contains { $0.string == node.name }
      return field["operator"]?.string == "NotIn" ? !isNamed : isNamed
    }
  }
}

/// What a pod asks of a node: from the pod, and where its text leaves that out, from the manifest of its workload.
struct PodNeeds {
  var selector: [(key: String, value: String, evidence: Evidence)] = []
  var affinity: (terms: [NodeSelectorTerm], evidence: Evidence)?
  /// Nil where nothing shows them: then no taint is held against the pod.
  var tolerations: [Value]?
  /// Amounts by resource.
  var requests: [String: Double] = [:]

  init(_ pod: Pod, _ incident: Incident) {
    let wanted = pod.object.rendering == .api ? nil : incident.wantedSpec(of: pod)
    func field(_ name: String, inText: Bool = true) -> (value: Value, evidence: Evidence)? {
      if let value = pod.object.value(at: "spec.\(name)"), !value.isNull {
        return (value, pod.object.evidence(for: value, field: "spec.\(name)"))
      }
      // What a description shows is absent where it does not show it.
      if inText, pod.object.rendering > .table { return nil }
      guard let wanted, let value = wanted.manifest.value(at: "\(wanted.path).\(name)"), !value.isNull else {
        return nil
      }
      return (value, wanted.manifest.evidence(for: value, field: "\(wanted.path).\(name)"))
    }
    if let labels = field("nodeSelector") {
      selector = labels.value.members.map { ($0.key, $0.value.string ?? "", labels.evidence) }
    }
    let required = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
    if let terms = field("\(required).nodeSelectorTerms", inText: false), !terms.value.items.isEmpty {
      affinity = (terms.value.items.map(NodeSelectorTerm.init), terms.evidence)
    }
    if pod.object.rendering > .table || wanted != nil {
      tolerations = field("tolerations")?.value.items ?? []
    }
    let own = pod.object.value(at: "spec.containers")?.items ?? []
    let spec = own.isEmpty ? wanted.flatMap { $0.manifest.value(at: $0.path) } : pod.object.value(at: "spec")
    let containers = ["containers", "initContainers"].flatMap { spec?[$0]?.items ?? [] }
    for resource in Set(containers.flatMap { $0.value(at: "resources.requests")?.members ?? [] }.map(\.key)) {
      requests[resource] = PodDemand("requests", of: resource, spec: spec).amount
    }
  }

  /// Whether a node has the labels that the pod asks for; nil where it asks for none.
  func selects(_ node: KubernetesObject) -> Bool? {
    guard !selector.isEmpty || affinity != nil else { return nil }
    return selector.allSatisfy { node.label($0.key) == $0.value }
      && (affinity?.terms.contains { $0.isMet(by: node) } ?? true)
  }
}
