import Model

/// A PodDisruptionBudget that allows no disruption, where somebody wants to empty a node.
enum BlockedDrain {
  /// The eviction API's answer, as autoscalers and other controllers log it.
  static let refused = LogSignature(
    "eviction-refused-by-budget", component: "cluster-autoscaler",
    literals: ["Cannot evict pod as it would violate the pod's disruption budget"])

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let incident = investigation.incident
    let text = refused.literals[0]
    let lines =
      incident.records(refused.id).map { ($0.evidence, $0.time.map { Span($0) }) }
      + incident.events.filter { $0.message.byteRange(of: text) != nil }.compactMap { event in
        event.evidence.first.map { ($0, event.time) }
      }
    let cordoned = Set(
      incident.index.objects(kind: "Node").filter { $0.value(at: "spec.unschedulable")?.boolean == true }.map(\.name))
    guard !lines.isEmpty || !cordoned.isEmpty else { return [] }
    let pods = Dictionary(grouping: incident.index.pods.filter { !$0.isFinished }, by: \.object.namespace)
    return incident.index.objects(kind: "PodDisruptionBudget").compactMap { budget in
      guard let allowed = budget.value(at: "status.disruptionsAllowed"), allowed.integer == 0,
        (budget.value(at: "status.expectedPods")?.integer ?? 0) > 0
      else { return nil }
      let selector = LabelSelector(budget.value(at: "spec.selector"))
      let members = (pods[budget.namespace] ?? []).filter { selector.selects($0.object.label) }
      let line = lines.first { line in members.contains { line.0.text.byteRange(of: $0.object.name) != nil } }
      let kept = members.filter { cordoned.contains($0.nodeName) }
      guard line != nil || !kept.isEmpty else { return nil }
      let drain = line == nil ? kept.lazy.compactMap { EmptiedNode.evidence($0, investigation) }.first : nil
      return occurrence(budget, allowed, line, kept, drain)
    }
  }

  private static func occurrence(
    _ budget: KubernetesObject, _ allowed: Value, _ line: (Evidence, Span?)?, _ kept: [Pod], _ drain: [Evidence]?
  ) -> Occurrence {
    let healthy = budget.value(at: "status.currentHealthy")?.integer
    let wanted = budget.value(at: "status.desiredHealthy")?.integer
    var counts = ""
    if let healthy, let wanted { counts = ": \(healthy) pods are healthy, \(wanted) must be" }
    var occurrence = Occurrence(
      subject: budget.reference,
      joints: [.object(budget.reference.path), .namespace(budget.namespace)] + kept.map { Joint.pod($0.reference) },
      span: line?.1, text: "\(budget.reference.path) lets no pod be evicted\(counts)",
      evidence: [line?.0, budget.evidence(for: allowed, field: "status.disruptionsAllowed")].compactMap { $0 }
        + kept.prefix(1).compactMap { $0.object.evidence(at: "spec.nodeName") } + (drain ?? []))
    // A cordoned node alone does not tell that anybody waits for it to become empty.
    occurrence.harmsByItself = line != nil || drain != nil
    if line == nil { occurrence.confidence = drain == nil ? .possible : .likely }
    occurrence.affected = kept.map { .init(entity: $0.reference, role: .victim, effect: "not evicted") }
    return occurrence
  }

  static func example(_ title: String, allowed: Int) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: web, namespace: shop, uid: b1, creationTimestamp: "2024-05-06T08:00:00Z"}
            spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
            status: {disruptionsAllowed: \(allowed), expectedPods: 1, currentHealthy: 1, desiredHealthy: 1}

            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, uid: u1, labels: {app: web}}
            spec: {nodeName: n1, containers: [{name: web, image: a}]}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

            """,
            """
            apiVersion: v1
            kind: Event
            metadata: {name: n1.e, namespace: default, uid: e1}
            involvedObject: {kind: Node, name: n1, uid: n1}
            reason: FailedDrain
            message: 'error when evicting pods/"web-0" -n "shop" (will retry after 5s): Cannot evict pod as it would violate the pod''s disruption budget.'
            type: Warning
            count: 40
            firstTimestamp: "2024-05-06T09:00:00Z"
            lastTimestamp: "2024-05-06T09:58:00Z"
            source: {component: machine-controller}

            """)
        ), StartExample.date,
      ])
  }
}
