import Model

/// A time during which a node ran out of memory or process ids, as its kubelet saw it: condition, Events, reclaim
/// passes and evictions as one.
struct NodePressureEpisode: Sendable {
  /// A pod that the kubelet evicted, or refused, for it.
  struct Eviction: Sendable {
    /// The pod; its object may be gone.
    var pod: EntityReference
    /// The pod's object where the bundle has it.
    var object: Pod?
    /// What its containers used.
    var usages: [EvictionMessage.Usage]
    var time: Moment?
    var evidence: Evidence
  }

  var resource: PressedResource
  /// The node; empty where nothing tells it.
  var node: String
  /// Reclaim passes of the kubelet's journal, in time order.
  var passes: [LogRecord]
  /// From the earliest evidence on; nil where nothing has a time.
  var span: Span?
  /// Whether the node's condition is still `True`.
  var isOngoing: Bool
  /// Condition and Events that state it.
  var statements: [Evidence]
  /// One a pod, in time order.
  var evictions: [Eviction]
  /// Pods that were not admitted while it lasted.
  var refused: [Pod]

  /// All episodes of all nodes, by node, resource and time.
  static func all(in incident: Incident) -> [NodePressureEpisode] {
    PressedResource.allCases.flatMap { resource in
      let facts = PressureFacts(resource, incident)
      return facts.nodes.sorted().flatMap { facts.episodes(of: $0) }
    }.sorted { ($0.node, $0.resource.rawValue) < ($1.node, $1.resource.rawValue) }
  }
}

/// What a bundle says about the pressure of one resource, before it is told apart by node and time.
private struct PressureFacts {
  let resource: PressedResource
  let incident: Incident
  let evictions: [(node: String, eviction: NodePressureEpisode.Eviction)]
  let passes: [LogRecord]
  let refused: [Pod]
  let events: [ClusterEvent]

  init(_ resource: PressedResource, _ incident: Incident) {
    self.resource = resource
    self.incident = incident
    passes = incident.records(EvictionSignatures.reclaim).filter {
      PressedResource(reclaimed: ReclaimCycle.reclaimedResource($0)) == resource
    }
    refused = incident.index.pods.filter { pod in
      guard pod.phase == "Failed", let range = pod.message.firstRange(of: "node had condition: [") else { return false }
      return pod.message[range.upperBound...].prefix { $0 != "]" }.firstRange(of: resource.condition) != nil
    }
    events = incident.events.filter { event in
      guard event.regarding.kind == "Node" else { return false }
      if event.reason == resource.reported { return true }
      guard event.reason == "EvictionThresholdMet", let word = event.message.split(separator: " ").last else {
        return false
      }
      return PressedResource(reclaimed: word) == resource
    }
    evictions = Self.evictions(for: resource, incident)
  }

  /// By pod status and Event, one a pod. The kubelet's own line does not name the resource.
  private static func evictions(
    for resource: PressedResource, _ incident: Incident
  ) -> [(node: String, eviction: NodePressureEpisode.Eviction)] {
    var found: [(node: String, eviction: NodePressureEpisode.Eviction)] = []
    func isFor(_ message: String) -> EvictionMessage? {
      EvictionMessage(message).flatMap { PressedResource(reclaimed: $0.resource) == resource ? $0 : nil }
    }
    for pod in incident.index.pods where pod.reason == "Evicted" {
      guard let message = isFor(pod.message), let evidence = pod.object.evidence(at: "status.message") else { continue }
      let time = incident.index.events("Evicted", about: pod.reference).first?.time?.from
      found.append(
        (
          pod.nodeName,
          .init(pod: pod.reference, object: pod, usages: message.usages, time: time, evidence: evidence)
        ))
    }
    let known = Set(found.map(\.eviction.pod.path))
    var seen = Set<String>()
    for event in incident.events where event.reason == "Evicted" && event.regarding.kind == "Pod" {
      let path = event.regarding.object.path
      guard !known.contains(path), let message = isFor(event.message), let evidence = event.evidence.first,
        seen.insert(path).inserted
      else { continue }
      found.append(
        (
          event.host,
          .init(
            pod: event.regarding.object, object: nil, usages: message.usages, time: event.time?.from,
            evidence: evidence)
        ))
    }
    return found.sorted {
      ($0.eviction.time?.instant.nanoseconds ?? .max, $0.eviction.pod)
        < ($1.eviction.time?.instant.nanoseconds ?? .max, $1.eviction.pod)
    }
  }

  /// The nodes about which there is anything to say.
  var nodes: Set<String> {
    var nodes = Set(passes.map(\.source.node)).union(evictions.map(\.node)).union(refused.map(\.nodeName))
    nodes.formUnion(events.map(\.regarding.name))
    for node in incident.index.objects(kind: "Node") where condition(of: node.name) != nil { nodes.insert(node.name) }
    return nodes
  }

  /// The node's condition while it is `True`, with its taint.
  private func condition(of node: String) -> (since: Moment?, evidence: [Evidence])? {
    guard let object = incident.index.node(node), let entry = object.condition(resource.condition),
      entry.value["status"]?.string == "True"
    else { return nil }
    let since = entry.value["lastTransitionTime"]?.moment
    let shown = entry.value["reason"] ?? entry.value["status"] ?? entry.value
    return (since, [object.evidence(for: shown, field: "\(entry.field).reason", time: since)])
  }

  func episodes(of node: String) -> [NodePressureEpisode] {
    let condition = condition(of: node)
    let mine = evictions.filter { $0.node == node }.map(\.eviction)
    let ownPasses = passes.filter { $0.source.node == node }
    let ownEvents = events.filter { $0.regarding.name == node }
    let ownRefused = refused.filter { $0.nodeName == node }
    var moments = ownPasses.compactMap { $0.time.map { Span($0) } } + ownEvents.compactMap(\.time)
    moments += mine.compactMap { $0.time.map { Span($0) } }
    if let since = condition?.since { moments.append(Span(since)) }
    var spans: [Span] = []
    for span in moments.sorted(by: { $0.from < $1.from }) {
      if let last = spans.last,
        span.from.earliest.nanoseconds(since: last.to.latest) <= DiskPressureEpisode.separation
      {
        spans[spans.count - 1] = last.union(span)
      } else {
        spans.append(span)
      }
    }
    guard !spans.isEmpty else {
      return [
        NodePressureEpisode(
          resource: resource, node: node, passes: ownPasses, span: nil, isOngoing: condition != nil,
          statements: (condition?.evidence ?? []) + ownEvents.compactMap(\.evidence.first), evictions: mine,
          refused: ownRefused)
      ]
    }
    return spans.enumerated().map { offset, span in
      let isLast = offset == spans.count - 1
      return NodePressureEpisode(
        resource: resource, node: node, passes: ownPasses.filter { $0.time.map { span.contains($0) } ?? isLast },
        span: span, isOngoing: isLast && condition != nil,
        statements: (isLast ? condition?.evidence ?? [] : [])
          + ownEvents.filter { $0.time.map { $0.overlaps(span) } ?? isLast }.compactMap(\.evidence.first),
        evictions: mine.filter { $0.time.map { span.contains($0) } ?? isLast }, refused: isLast ? ownRefused : [])
    }
  }
}
