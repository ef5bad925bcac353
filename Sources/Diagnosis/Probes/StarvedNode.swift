import Model

/// A node on which probes of several workloads run into timeouts at once, while those on other nodes do not: the node is
/// slow, not the programs.
struct StarvedNode: Sendable {
  var node: String
  /// The probes that got no answer in time, those of one pod after another.
  var failures: [ProbeFailure]
  var span: Span

  /// So many pods at least, of so many workloads, within so long.
  private static let pods = 3
  private static let workloads = 2
  private static let window = seconds(300)

  /// The starved nodes, and the failures that are not theirs.
  static func split(_ failures: [ProbeFailure], _ index: IncidentIndex) -> (nodes: [StarvedNode], rest: [ProbeFailure])
  {
    let slow = failures.filter { isTimeout($0) && !$0.pod.nodeName.isEmpty && $0.span != nil }
    let byNode = Dictionary(grouping: slow) { $0.pod.nodeName }
    // With one node, or several that are slow alike, what they share need not be the node.
    guard byNode.count == 1, let (node, theirs) = byNode.first,
      Set(theirs.map { $0.pod.reference.path }).count >= pods,
      Set(theirs.map { index.workload(of: $0.pod.reference).path }).count >= workloads,
      let span = theirs.compactMap(\.span).reduce(nil as Span?, { $0?.union($1) ?? $1 }),
      isTogether(theirs), hasCalmNeighbours(of: node, index)
    else { return ([], failures) }
    let isTheirs = Set(theirs.map { "\($0.pod.reference.path) \($0.container.name) \($0.probe.purpose.rawValue)" })
    let rest = failures.filter {
      !isTheirs.contains("\($0.pod.reference.path) \($0.container.name) \($0.probe.purpose.rawValue)")
    }
    return ([StarvedNode(node: node, failures: theirs, span: span)], rest)
  }

  private static func isTimeout(_ failure: ProbeFailure) -> Bool {
    guard let text = failure.evidence.first?.text.lowercased() else { return false }
    return ["deadline exceeded", "i/o timeout", "timed out", "timeout 1s exceeded", "timeout exceeded"].contains {
      text.byteRange(of: $0) != nil
    }
  }

  /// Whether they were last seen within a few minutes of each other.
  private static func isTogether(_ failures: [ProbeFailure]) -> Bool {
    let last = failures.compactMap { $0.span?.to }
    guard let first = last.min(), let latest = last.max() else { return false }
    return latest.instant.nanoseconds(since: first.instant) <= window
  }

  /// Whether pods of other nodes are ready: what all programs need, and some cannot reach, would hit them too.
  private static func hasCalmNeighbours(of node: String, _ index: IncidentIndex) -> Bool {
    index.pods.filter {
      $0.nodeName != node && !$0.nodeName.isEmpty && $0.condition("Ready")?.value["status"]?.string == "True"
    }.count >= pods
  }
}
