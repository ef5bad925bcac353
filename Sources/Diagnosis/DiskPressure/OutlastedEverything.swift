import Model

/// Names the consumer where nothing that the kubelet can do helps: a disk too small for the node's own needs, or one
/// that the host fills.
enum OutlastedEverything {
  /// A disk below this cannot hold the images of an ordinary node next to its system.
  static let leastUsefulDisk: Int64 = 10 << 30

  /// Pressure that lasts so long is no peak.
  static let lasting = seconds(1800)

  /// How often the kubelet meets a threshold in half an hour: it looks every 10 s.
  private static let lastingCount = 180

  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    guard let span = episode.span, let last = episode.cycles.last else { return counted(episode, incident) }
    let exhausted = episode.cycles.filter { $0.exhausted != nil }
    let evicted = Set(episode.evictions.map { incident.index.workload(of: $0.pod) })
    let lastEviction = episode.evictions.compactMap(\.time).max()
    let wentOn = lastEviction.map { $0.isProvablyBefore(last.time) } ?? false
    // The last word must be the kubelet's helplessness: after all collections and evictions the threshold is met again.
    guard last.relieved == nil, !exhausted.isEmpty || wentOn && evicted.count >= 2 else { return nil }

    let lines = exhausted.prefix(3).compactMap { $0.exhausted?.evidence } + last.evidence
    let helpless =
      exhausted.isEmpty
      ? "\(evicted.count) workloads were evicted and the pressure went on"
      : "the kubelet had nothing left to evict and the pressure went on"
    let node = EntityReference(kind: "Node", name: episode.node)
    let disk = NodeFilesystem.rowOfKubelet(on: episode.node, incident)
    let isFull = disk.map { $0.size > 0 && $0.available * 100 / $0.size < 15 }
    if let disk, isFull == true {
      let place = disk.mountPoint + (node.name.isEmpty ? "" : " of \(node.name)")
      var consumer = DiskConsumer(
        failureMode: "host-fills-node-disk", subjects: [node], episode: episode,
        text: "Something outside of pods and images fills \(place): \(helpless), "
          + "and df still shows \(Quantity.description(ofBytes: disk.used)) used",
        evidence: lines + [disk.evidence], confidence: .likely, since: span.from)
      consumer.undecided = [
        Diagnosis.Undecided(
          id: "host-fills-node-disk", artifact: "which directory of \(episode.node) is large",
          collect: .node(episode.node), or: "du -xh --max-depth=3 \(disk.mountPoint) | sort -h | tail -40")
      ]
      return consumer
    }
    let isLasting = span.to.earliest.nanoseconds(since: span.from.latest) >= lasting
    guard isLasting, let capacity = incident.diskCapacity(of: episode.node), capacity.bytes < leastUsefulDisk else {
      return nil
    }
    return DiskConsumer(
      failureMode: "node-disk-too-small", subjects: [node], episode: episode,
      text: "The disk of \(episode.node) holds only \(Quantity.description(ofBytes: capacity.bytes)): \(helpless)",
      evidence: [capacity.evidence] + lines, confidence: .likely, since: span.from)
  }

  /// The same where Events without times are all that tells: `EvictionThresholdMet  3m57s (x1434 over 4h3m)`.
  private static func counted(_ episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    let node = EntityReference(kind: "Node", name: episode.node)
    let met = incident.index.events("EvictionThresholdMet", about: node).filter {
      $0.count >= lastingCount && DiskPressureReport.resource(of: $0) != nil
    }
    let disk = NodeFilesystem.rowOfKubelet(on: episode.node, incident)
    guard episode.isOngoing, episode.cycles.isEmpty, let most = met.max(by: { $0.count < $1.count }),
      disk.map({ $0.size > 0 && $0.available * 100 / $0.size < 15 }) != true,
      let capacity = incident.diskCapacity(of: episode.node), capacity.bytes < leastUsefulDisk
    else { return nil }
    return DiskConsumer(
      failureMode: "node-disk-too-small", subjects: [node], episode: episode,
      text: "The disk of \(episode.node) holds only \(Quantity.description(ofBytes: capacity.bytes)): "
        + "the kubelet met its threshold \(most.count) times",
      evidence: [capacity.evidence] + most.evidence.prefix(1) + (disk.map { [$0.evidence] } ?? []), confidence: .likely,
      since: nil)
  }
}
