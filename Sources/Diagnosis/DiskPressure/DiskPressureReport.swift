import Model

/// What the API says of a node's disk: its condition and the kubelet's Events.
struct DiskPressureReport {
  /// The condition `DiskPressure` while it is `True`.
  var condition: (since: Moment?, evidence: [Evidence])?
  /// Events that state pressure: `EvictionThresholdMet` for disk, `NodeHasDiskPressure`.
  var pressure: [ClusterEvent]
  private let node: String

  static func all(of node: String, in incident: Incident) -> DiskPressureReport {
    let object = incident.index.node(node)
    var condition: (Moment?, [Evidence])?
    if let object, let entry = object.condition("DiskPressure"), entry.value["status"]?.string == "True" {
      let since = entry.value["lastTransitionTime"]?.moment
      let shown = entry.value["reason"] ?? entry.value["status"] ?? entry.value
      condition = (since, [object.evidence(for: shown, field: "\(entry.field).reason", time: since)])
      let taints = object.root.value(at: "spec.taints")?.items ?? []
      for (offset, taint) in taints.enumerated() where taint["key"]?.string == "node.kubernetes.io/disk-pressure" {
        condition?.1.append(object.evidence(for: taint["key"] ?? taint, field: "spec.taints.\(offset).key"))
      }
    }
    let reference = EntityReference(kind: "Node", name: node)
    let events =
      incident.index.events("NodeHasDiskPressure", about: reference)
      + incident.index.events("EvictionThresholdMet", about: reference).filter { resource(of: $0) != nil }
    // A description that somebody cut has its Events left: the kubelet reports each change of its condition.
    if object?.condition("DiskPressure") == nil, let last = lastReport(of: reference, in: incident) {
      condition = (nil, Array(last.evidence.prefix(1)))
    }
    return DiskPressureReport(condition: condition.map { (since: $0.0, evidence: $0.1) }, pressure: events, node: node)
  }

  /// The Event `NodeHasDiskPressure` of a node, unless the kubelet has reported since that there is none.
  private static func lastReport(of node: EntityReference, in incident: Incident) -> ClusterEvent? {
    func isOrdered(_ first: ClusterEvent, _ second: ClusterEvent) -> Bool {
      if let one = first.time?.to, let other = second.time?.to { return one.isProvablyBefore(other) }
      if let one = first.age, let other = second.age { return one > other }
      return false
    }
    let relief = incident.index.events("NodeHasNoDiskPressure", about: node)
    return incident.index.events("NodeHasDiskPressure", about: node).last { event in
      relief.allSatisfy { isOrdered($0, event) }
    }
  }

  private init(condition: (since: Moment?, evidence: [Evidence])?, pressure: [ClusterEvent], node: String) {
    self.condition = condition
    self.pressure = pressure
    self.node = node
  }

  /// `ephemeral-storage` of `Attempting to reclaim ephemeral-storage`; nil for memory and pids.
  static func resource(of event: ClusterEvent) -> String? {
    let word = event.message.split(separator: " ").last.map(String.init) ?? ""
    return ReclaimCycle.isDiskResource(word) ? word : nil
  }

  /// Passes that only Events tell of: the journal is missing, cut, or does not reach so far.
  func cyclesMissing(from cycles: [ReclaimCycle]) -> [ReclaimCycle] {
    var found: [ReclaimCycle] = []
    for event in pressure where event.reason == "EvictionThresholdMet" {
      guard let time = event.time, let resource = Self.resource(of: event) else { continue }
      for moment in time.from == time.to ? [time.from] : [time.from, time.to] {
        let isKnown = (cycles + found).contains {
          abs($0.time.instant.nanoseconds(since: moment.instant)) < seconds(5)
        }
        if !isKnown { found.append(ReclaimCycle(node: node, resource: resource, event: event, time: moment)) }
      }
    }
    return found
  }

  /// Evidence that falls into a span, or all where there is none.
  func statements(during span: Span?, withCondition: Bool = true) -> [Evidence] {
    let events = pressure.filter { event in
      guard let span, let time = event.time else { return true }
      return time.overlaps(span)
    }
    return (withCondition ? condition?.evidence ?? [] : []) + events.compactMap(\.evidence.first)
  }
}
