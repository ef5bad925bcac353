import Model

/// How far a node's clock is from the API server's: the kubelet stamps `firstTimestamp` of an Event, the API server its
/// `creationTimestamp`.
enum NodeClockOffset {
  /// Offset in nanoseconds (positive: the node is ahead) and the number of Events that agree on it, by node.
  /// Nodes whose clocks are right, or of which nothing tells, are absent.
  static func estimate(_ events: [KubernetesObject], names: NodeNames) -> [String: (offset: Int64, events: Int)] {
    var seen: Set<String> = []
    var differences: [String: [(difference: Int64, created: Instant)]] = [:]
    for event in events where event.kind == "Event" {
      guard let host = event.string(at: "source.host"), !host.isEmpty,
        event.string(at: "source.component") == "kubelet",
        (event.value(at: "count")?.integer ?? 1) == 1,
        let first = event.value(at: "firstTimestamp")?.moment, let created = event.created,
        first.instant.nanoseconds(since: created.instant).magnitude < longest.magnitude,
        seen.insert(event.uid.isEmpty ? "\(event.namespace)/\(event.name)" : event.uid).inserted
      else { continue }
      let difference = first.instant.nanoseconds(since: created.instant)
      differences[names.node(host: host), default: []].append((difference, created.instant))
    }
    return differences.compactMapValues(estimate)
  }

  /// No honest clock is a year off.
  private static let longest: Int64 = 365 * 86_400 * .second

  private static func estimate(
    _ differences: [(difference: Int64, created: Instant)]
  ) -> (offset: Int64, events: Int)? {
    let sorted = differences.map(\.difference).sorted()
    guard !sorted.isEmpty else { return nil }
    let median = sorted[sorted.count / 2]
    guard abs(median) > 5 * .second else { return nil }
    let agreeing = differences.filter { abs($0.difference - median) <= 2 * .second }
    guard agreeing.count >= 5, agreeing.count * 2 > differences.count else { return nil }
    if median < 0 {
      // Events that waited for an API server which was away arrive late together: no clock is to blame for that.
      let created = agreeing.map(\.created).sorted()
      guard let first = created.first, let last = created.last, last.nanoseconds(since: first) > 60 * .second else {
        return nil
      }
    }
    return (median, agreeing.count)
  }
}
