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
    let logs = logs(of: evictions, on: episode.node, incident)
    return DiskConsumer(
      failureMode: logs.isEmpty ? "pod-fills-node-disk" : "logs-fill-node-disk", subjects: large.map(\.workload),
      culprits: evictions.map(\.pod), episode: episode,
      text: "When the kubelet evicted \(first.evictions.count == 1 ? "it" : "them"), it measured \(figures) "
        + "in writable layers and logs" + (logs.isEmpty ? "" : ", and the log files alone were measured that large"),
      evidence: evictions.map(\.evidence) + logs, confidence: .proven,
      since: evictions.compactMap { $0.object?.started }.min())
  }

  /// Rows that measure the logs of these pods alone as large enough to matter: the kubelet's figure then means logs.
  private static func logs(of evictions: [DiskEviction], on node: String, _ incident: Incident) -> [Evidence] {
    MeasuredUsage.shares(on: node, incident).filter { share in
      share.failureMode == "logs-fill-node-disk" && DiskConsumer.couldMatter(share.bytes, on: node, incident)
        && evictions.contains { eviction in share.pod.map { eviction.pod.isSameObject(as: $0) } ?? false }
    }.flatMap(\.evidence)
  }
}
