import Model

/// Names the consumer by the figures in the kubelet's eviction messages, where one is large enough to matter.
enum UsageFigures {
  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    var users: [(workload: EntityReference, evictions: [DiskEviction], bytes: Int64)] = []
    for eviction in episode.evictions {
      let bytes = eviction.usages.map(\.bytes).reduce(0, +)
      let workload = incident.index.workload(of: eviction.pod)
      if let known = users.firstIndex(where: { $0.workload.isSameObject(as: workload) }) {
        users[known].evictions.append(eviction)
        users[known].bytes += bytes
      } else {
        users.append((workload, [eviction], bytes))
      }
    }
    let large = users.filter { DiskConsumer.couldMatter($0.bytes, on: episode.node, incident) }
      .sorted { ($1.bytes, $0.workload) < ($0.bytes, $1.workload) }
    guard let first = large.first else { return nil }
    let figures = large.map { "\($0.workload.path) \(Quantity.description(ofBytes: $0.bytes))" }.joined(separator: ", ")
    let evictions = large.flatMap(\.evictions)
    return DiskConsumer(
      failureMode: "pod-fills-node-disk", subjects: large.map(\.workload),
      culprits: evictions.map(\.pod), episode: episode,
      text: "When the kubelet evicted \(first.evictions.count == 1 ? "it" : "them"), it measured \(figures) "
        + "in writable layers and logs",
      evidence: evictions.map(\.evidence), confidence: .proven,
      since: evictions.compactMap { $0.object?.started }.min())
  }
}
