import Model

/// A time during which a node ran out of disk: its reclaim passes, its condition, its refusals, as one.
struct DiskPressureEpisode: Sendable {
  /// The node; empty where nothing tells it.
  var node: String
  /// Reclaim passes in time order; may be empty where only the condition or evicted pods tell.
  var cycles: [ReclaimCycle]
  /// From the earliest evidence, not from the condition that reports it seconds later; nil where nothing has a time.
  var span: Span?
  /// Whether the node's condition is still `True`.
  var isOngoing: Bool
  /// Condition, Events and pod messages that state it, the most telling first.
  var statements: [Evidence]
  /// Pods that were evicted for disk on this node.
  var evictions: [DiskEviction]
  /// Rows of `df -i` without inodes left, where the bundle has them.
  var fullOfInodes: [InodeUsage] = []
  /// Whether bytes of the kubelet's filesystem are known to be free.
  var hasFreeBytes = false

  /// Passes and reports that lie further apart than this are two episodes: the kubelet's default transition period.
  static let separation = seconds(300)

  /// Whether the filesystem ran out of inodes, not of bytes: the kubelet itself says so, or it names neither, the
  /// condition holds, and `df` shows bytes and no inodes.
  var isForInodes: Bool {
    let named = cycles.map(\.resource).filter { !$0.isEmpty }
    guard named.isEmpty else { return named.contains { $0.hasPrefix("inodes") || $0.hasSuffix("inodesFree") } }
    guard evictions.isEmpty else { return evictions.contains(where: \.isForInodes) }
    return isNamedByFigures
  }

  /// Whether nothing but figures says that inodes ran out.
  var isNamedByFigures: Bool {
    isOngoing && hasFreeBytes && !fullOfInodes.isEmpty && evictions.isEmpty && cycles.allSatisfy(\.resource.isEmpty)
  }

  /// When the disk was first known to be too full.
  var onset: Moment? { cycles.first?.time ?? span?.from }

  /// Whether a time belongs to this episode; true where either has none.
  func includes(_ moment: Moment?) -> Bool {
    guard let moment, let span else { return true }
    return moment.latest >= span.from.earliest.advanced(by: -Self.separation)
      && moment.earliest <= span.to.latest.advanced(by: Self.separation)
  }

  /// All episodes of all nodes, by node and time.
  static func all(in incident: Incident, _ removals: [ContainerRemoval]) -> [DiskPressureEpisode] {
    let evictions = DiskEviction.all(in: incident)
    var nodes = Set(incident.index.objects(kind: "Node").map(\.name))
    for signature in EvictionSignatures.all {
      for record in incident.records(signature.id) { nodes.insert(record.source.node) }
    }
    for eviction in evictions { nodes.insert(eviction.node) }
    return nodes.sorted().flatMap { node in
      let theirs = removals.filter { $0.node == node || $0.node.isEmpty || node.isEmpty }
      let full = InodeFigures.full(on: node, incident)
      let bytes = NodeFilesystem.rowOfKubelet(on: node, incident)
      return episodes(of: node, in: incident, theirs, evictions.filter { $0.node == node }).map { episode in
        var episode = episode
        episode.fullOfInodes = full
        episode.hasFreeBytes = bytes.map { $0.size > 0 && $0.available * 100 / $0.size >= 15 } ?? false
        return episode
      }
    }
  }

  private static func episodes(
    of node: String, in incident: Incident, _ removals: [ContainerRemoval], _ evictions: [DiskEviction]
  ) -> [DiskPressureEpisode] {
    let ids = EvictionSignatures.all.map(\.id)
    var records: [LogRecord] = []
    for id in ids where !EvictionSignatures.removals.contains(id) {
      records += incident.records(id).filter { $0.source.node == node }
    }
    records.sort {
      ($0.time?.instant.nanoseconds ?? .max, $0.evidence) < ($1.time?.instant.nanoseconds ?? .max, $1.evidence)
    }
    let reports = DiskPressureReport.all(of: node, in: incident)
    var cycles = ReclaimCycle.all(in: records, node: node)
    cycles += reports.cyclesMissing(from: cycles)
    cycles.sort { ($0.time, $0.evidence.first?.line ?? 0) < ($1.time, $1.evidence.first?.line ?? 0) }
    collect(removals, into: &cycles, incident)

    var moments = cycles.map { Span($0.time, $0.end) } + reports.pressure.compactMap(\.time)
    moments += evictions.compactMap { $0.time.map { Span($0) } }
    if let since = reports.condition?.since { moments.append(Span(since)) }
    let isKnown = !moments.isEmpty || reports.condition != nil || !evictions.isEmpty
    guard isKnown else { return [] }

    var spans: [Span] = []
    for span in moments.sorted(by: { $0.from < $1.from }) {
      if let last = spans.last, span.from.earliest.nanoseconds(since: last.to.latest) <= separation {
        spans[spans.count - 1] = last.union(span)
      } else {
        spans.append(span)
      }
    }
    guard !spans.isEmpty else {
      return [
        DiskPressureEpisode(
          node: node, cycles: [], span: nil, isOngoing: reports.condition != nil,
          statements: reports.statements(during: nil) + evictions.map(\.evidence), evictions: evictions)
      ]
    }
    return spans.enumerated().map { offset, span in
      let isLast = offset == spans.count - 1
      return DiskPressureEpisode(
        node: node, cycles: cycles.filter { span.from <= $0.time && $0.time <= span.to }, span: span,
        isOngoing: isLast && reports.condition != nil,
        statements: reports.statements(during: span, withCondition: isLast),
        evictions: evictions.filter { eviction in
          eviction.time.map { span.from <= $0 && $0 <= span.to } ?? isLast
        })
    }
  }

  /// Hands each deleted container to the pass during which it was deleted.
  private static func collect(
    _ removals: [ContainerRemoval], into cycles: inout [ReclaimCycle], _ incident: Incident
  ) {
    let stated = Set(removals.filter(\.isDeletion).map(\.id))
    for offset in cycles.indices {
      let cycle = cycles[offset]
      var end = cycle.end.latest.advanced(by: seconds(60))
      if offset + 1 < cycles.count { end = min(end, cycles[offset + 1].time.earliest) }
      let during = removals.filter { $0.time.latest >= cycle.time.earliest && $0.time.earliest < end }
      cycles[offset].removedContainers = during.compactMap { removal in
        guard removal.isDeletion || stated.contains(removal.id) || isCollected(removal, in: cycle, incident) else {
          return nil
        }
        return .init(id: removal.id, time: removal.time, evidence: removal.evidence)
      }
    }
  }

  /// The kubelet writes the same line when a container ends normally. It tells of a deletion if the runtime's journal
  /// is not there to say so itself, the kubelet had just set out to collect, and the container had ended before.
  private static func isCollected(_ removal: ContainerRemoval, in cycle: ReclaimCycle, _ incident: Incident) -> Bool {
    guard let collection = cycle.containerCollection?.time, removal.time.latest >= collection.earliest else {
      return false
    }
    let runtimes = ["containerd", "crio", "dockerd"].map { LogSource(node: cycle.node, component: $0) }
    guard !runtimes.contains(where: { incident.coverage.covers($0, Span(removal.time)) }) else { return false }
    guard let (pod, name) = incident.index.container(id: removal.id) else { return true }
    return pod.status(of: name)?.terminated?.finished.map { $0.isProvablyBefore(cycle.time) } ?? false
  }
}
