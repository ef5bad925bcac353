import Model

/// What the failure modes of a node that is short of memory or process ids share.
enum NodePressureMode {
  static let layer = "Eviction and garbage collection"
  static let reference = "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"

  /// The condition of nodes, one occurrence an episode.
  static func states(_ resource: PressedResource, _ investigation: Investigation) -> [Occurrence] {
    investigation.nodePressure.filter { $0.resource == resource }.map { episode in
      let node = investigation.node(episode.node)
      let place = node.name.isEmpty ? "A node" : node.name
      var text = "\(place) ran low on \(resource.noun)"
      if !episode.evictions.isEmpty {
        text += ": the kubelet evicted \(episode.evictions.count == 1 ? "a pod" : "\(episode.evictions.count) pods")"
      }
      let figures = resource == .memory ? MemoryFigures.low(on: episode, investigation.incident) : []
      if let row = figures.first, let available = row.available ?? row.free {
        text +=
          "; \(Quantity.description(ofBytes: available)) of \(Quantity.description(ofBytes: row.total)) "
          + (row.available == nil ? "were free" : "were available")
      }
      let passes = episode.passes.prefix(2).map(\.evidence)
      let evidence =
        episode.statements + figures.map(\.evidence) + passes + episode.evictions.prefix(3).map(\.evidence)
        + episode.refused.prefix(2).compactMap { $0.object.evidence(at: "status.message") }
      var occurrence = Occurrence(
        subject: node, joints: [.node(node.name), .cluster], span: episode.span, text: text, evidence: evidence)
      occurrence.isPresent = episode.isOngoing
      occurrence.affected =
        [.init(entity: node, role: .victim, effect: resource.condition)]
        + episode.refused.map { .init(entity: $0.reference, role: .collateral, effect: "refused on arrival") }
      occurrence.undecided = [
        .init(
          id: resource.fault, artifact: "who uses the \(resource.noun) of \(place)",
          collect: .node(node.name),
          or: resource == .memory
            ? "kubectl top pods -A --containers --sort-by=memory; ps -eo pid,rss,cgroup,cmd --sort=-rss | head -40"
            : "ps -eLo cgroup= | sort | uniq -c | sort -n | tail -40; sysctl kernel.pid_max kernel.threads-max")
      ]
      return occurrence
    }
  }

  /// Whoever used the resource up.
  static func faults(_ resource: PressedResource, _ investigation: Investigation) -> [Occurrence] {
    investigation.pressureConsumers.filter { $0.episode.resource == resource }.compactMap { consumer in
      guard let subject = consumer.subjects.first else { return nil }
      let onset = consumer.episode.span?.from
      var occurrence = Occurrence(
        subject: subject, joints: [.node(consumer.episode.node)] + consumer.subjects.map(Joint.workload),
        span: (consumer.since ?? onset).map { Span($0, onset ?? $0) }, text: consumer.text, evidence: consumer.evidence)
      occurrence.subjects = consumer.subjects
      occurrence.confidence = consumer.confidence
      occurrence.affected = consumer.culprits.map {
        .init(entity: $0, role: .culprit, effect: "used up \(resource.noun)")
      }
      return occurrence
    }
  }

  /// The consumer, of the condition: its recognition has weighed the grounds.
  static func usedUp(by resource: PressedResource) -> CausalLink {
    CausalLink(
      from: resource.fault, by: .node, resource == .memory ? "uses the node's memory up" : "uses the process ids up",
      judge: { cause, _, _ in .supported(direct: cause.confidence == .proven) })
  }

  /// The condition, of an evicted pod: its message names the resource.
  static func evicts(_ resource: PressedResource) -> CausalLink {
    CausalLink(
      from: resource.state, by: .node, "makes the kubelet evict pods", delay: seconds(-60)...Int64.max,
      judge: { _, effect, _ in
        let message = effect.evidence.lazy.compactMap { EvictionMessage($0.text) }.first
        guard let message, PressedResource(reclaimed: message.resource) == resource else {
          return .contradicted(reason: "the eviction was for another resource", evidence: effect.evidence)
        }
        return .supported(direct: true)
      })
  }

  /// A node of 4 GiB for examples; `conditions` in flow style.
  static func node(_ conditions: String) -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, uid: node-1, creationTimestamp: "2024-03-01T00:00:00Z"}
    status:
      capacity: {memory: 4Gi}
      conditions:
      - {type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "2024-03-01T00:00:00Z"}
      - \(conditions)

    """
  }

  /// A pod of Deployment `reports` on n1, evicted with a message.
  static func evicted(_ message: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: reports-6f5d9c7b8d-x2x9p
      namespace: batch
      uid: uid-reports
      creationTimestamp: "2024-05-06T09:00:00Z"
      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: reports-6f5d9c7b8d, uid: rs, controller: true}]
    spec: {nodeName: n1, priority: 0, containers: [{name: main, image: "registry.example.com/reports:3"}]}
    status: {phase: Failed, reason: Evicted, message: "\(message)", startTime: "2024-05-06T09:00:05Z"}

    """
  }
}
