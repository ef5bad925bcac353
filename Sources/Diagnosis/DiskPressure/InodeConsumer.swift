import Model

/// Names who used up the inodes of a node's filesystem. No figure of bytes says anything here: a filesystem runs out of
/// inodes with most of its bytes free.
enum InodeConsumer {
  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    let stated =
      episode.cycles.flatMap { $0.evidence.prefix(1) } + episode.statements + episode.evictions.map(\.evidence)
    let figures = episode.fullOfInodes
    guard !stated.isEmpty else { return nil }
    let measured = figures.isEmpty ? "" : ": `df -i` shows \(InodeFigures.words(figures))"
    let node = episode.node.isEmpty ? "a node" : episode.node
    if let evicted = EndedByEviction.consumer(of: episode, incident), let workload = evicted.subjects.first {
      return DiskConsumer(
        failureMode: "inode-exhaustion", subjects: evicted.subjects, culprits: evicted.culprits, episode: episode,
        text: "\(workload.path) used up the inodes of \(node): the shortage ended with the eviction of its pod",
        evidence: evicted.evidence + figures.map(\.evidence), confidence: evicted.confidence, since: evicted.since)
    }
    let collected = episode.cycles.last.map { $0.relieved != nil && $0.mustEvict == nil } ?? false
    var consumer = DiskConsumer(
      failureMode: "inode-exhaustion", subjects: [EntityReference(kind: "Node", name: episode.node)], episode: episode,
      text: "A filesystem of \(node) ran out of inodes" + measured
        + (collected ? ": deleting unused containers and images gave back enough of them" : "; free bytes do not help"),
      evidence: stated + figures.map(\.evidence), confidence: episode.isNamedByFigures ? .likely : .proven, since: nil)
    consumer.undecided = [
      Diagnosis.Undecided(
        id: "inode-exhaustion", artifact: "which directory of \(node) holds the most files",
        collect: .node(node), or: "df -i; du --inodes -xd4 /var/lib /var/log | sort -n | tail -40")
    ]
    return consumer
  }
}
