import Model

/// Names the consumer where garbage collection alone ended the pressure: finished containers or unused images.
enum RelievedByCollection {
  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    guard let last = relievingCycle(of: episode, incident) else { return nil }
    let isStated = last.relieved != nil
    let imageBytes = last.removedImages.compactMap(size).reduce(0, +)
    let imagesMatter = DiskConsumer.couldMatter(imageBytes, on: episode.node, incident)
    if !last.removedImages.isEmpty, last.removedContainers.isEmpty || imagesMatter {
      return images(episode, last, bytes: imageBytes, isStated: isStated)
    }
    guard byFinishedContainers(episode, incident) else { return nil }
    return finishedContainers(episode, last, incident, isStated: isStated)
  }

  /// Whether deleting finished containers, and no images that matter, ended the pressure; whose they were may be open.
  static func byFinishedContainers(_ episode: DiskPressureEpisode, _ incident: Incident) -> Bool {
    guard let last = relievingCycle(of: episode, incident), !last.removedContainers.isEmpty else { return false }
    let imageBytes = last.removedImages.compactMap(size).reduce(0, +)
    return last.removedImages.isEmpty
      || imageBytes > 0 && !DiskConsumer.couldMatter(imageBytes, on: episode.node, incident)
  }

  /// The pass that ended the pressure without an eviction.
  private static func relievingCycle(of episode: DiskPressureEpisode, _ incident: Incident) -> ReclaimCycle? {
    guard episode.evictions.isEmpty, let last = episode.cycles.last,
      last.mustEvict == nil, last.exhausted == nil
    else { return nil }
    let outcome = DiskConsumer.pressureEnded(after: last.end, in: episode, incident)
    return last.relieved != nil || outcome.ended ? last : nil
  }

  /// `"Removing image to free bytes" imageID="sha256:…" size=123`; before 1.21 `Removing image "…" to free 123 bytes`.
  private static func size(of record: LogRecord) -> Int64? {
    if let size = record.field("size") { return Int64(size) }
    let words = record.message.split(separator: " ")
    return words.lastIndex(of: "bytes").flatMap { $0 > 0 ? Int64(words[$0 - 1]) : nil }
  }

  private static func images(
    _ episode: DiskPressureEpisode, _ cycle: ReclaimCycle, bytes: Int64, isStated: Bool
  ) -> DiskConsumer {
    let size = bytes > 0 ? " (\(Quantity.description(ofBytes: bytes)))" : ""
    return DiskConsumer(
      failureMode: "images-fill-node-disk", subjects: [EntityReference(kind: "Node", name: episode.node)],
      episode: episode,
      text: "Unused images filled the disk of \(episode.node): deleting \(cycle.removedImages.count) images\(size) "
        + "ended the pressure without an eviction",
      evidence: (cycle.relieved.map { [$0.evidence] } ?? []) + cycle.removedImages.prefix(6).map(\.evidence),
      confidence: isStated ? .proven : .likely, since: nil)
  }

  /// A workload's, or a family of like Jobs', deleted containers.
  private struct Group {
    var workloads: [EntityReference]
    var pods: [EntityReference]
    var bytes: Int64
    var evidence: [Evidence]
    var removals: [Evidence]
    var since: Moment?
  }

  private static func finishedContainers(
    _ episode: DiskPressureEpisode, _ cycle: ReclaimCycle, _ incident: Incident, isStated: Bool
  ) -> DiskConsumer? {
    let groups = groups(of: cycle, incident)
    guard !groups.isEmpty else { return nil }
    let large = groups.filter { DiskConsumer.couldMatter($0.bytes, on: episode.node, incident) }
    let named = large.isEmpty && groups.count == 1 ? groups : large
    let ids = Set(cycle.removedContainers.map(\.id))
    let relief =
      isStated
      ? "deleting \(ids.count) finished containers ended the pressure without an eviction"
      : "the pressure ended when \(ids.count) finished containers were deleted, and no pod was evicted"
    var evidence = (cycle.relieved.map { [$0.evidence] } ?? [])
    // Finished containers held it, that much is shown; whose, the bundle does not tell.
    guard !named.isEmpty else { return nil }
    let bytes = named.map(\.bytes).reduce(0, +)
    let workloads = named.flatMap(\.workloads)
    let figure =
      bytes > 0
      ? "; their commands write \(Quantity.description(ofBytes: bytes)) into the containers' writable layers" : ""
    evidence += named.flatMap { $0.evidence.prefix(2) + $0.removals.prefix(2) }
    var consumer = DiskConsumer(
      failureMode: "finished-containers-fill-node-disk", subjects: workloads, culprits: named.flatMap(\.pods),
      episode: episode,
      text: "Finished containers of \(described(workloads)) filled the disk of \(episode.node): \(relief)\(figure)",
      evidence: evidence, confidence: isStated ? .proven : .likely, since: named.compactMap(\.since).min())
    consumer.ruledOut = ruledOut(cycle, bystanders: groups.count - named.count)
    return consumer
  }

  private static func described(_ workloads: [EntityReference]) -> String {
    guard let first = workloads.first else { return "" }
    return workloads.count == 1 ? first.path : "\(first.path) and \(workloads.count - 1) more workloads"
  }

  /// Deleted containers by workload; Jobs of one namespace whose names differ only in digits are one family, since
  /// somebody creates them one after another (`frame-01`, `frame-02`).
  private static func groups(of cycle: ReclaimCycle, _ incident: Incident) -> [Group] {
    var groups: [String: Group] = [:]
    var seen = Set<String>()
    for removal in cycle.removedContainers where seen.insert(removal.id).inserted {
      guard let (pod, _) = incident.index.container(id: removal.id), pod.isFinished else { continue }
      let workload = incident.index.workload(of: pod.reference)
      let family = "\(workload.kind)/\(workload.namespace)/\(withoutDigits(workload.name))"
      var group = groups[family] ?? Group(workloads: [], pods: [], bytes: 0, evidence: [], removals: [], since: nil)
      if !group.workloads.contains(workload) { group.workloads.append(workload) }
      if !group.pods.contains(pod.reference) {
        group.pods.append(pod.reference)
        let writes = DeclaredWrites(pod)
        group.bytes += writes.writableLayer
        if writes.writableLayer > 0, let line = writes.evidence { group.evidence.append(line) }
      }
      group.removals.append(removal.evidence)
      if let started = pod.started { group.since = group.since.map { min($0, started) } ?? started }
      groups[family] = group
    }
    return groups.sorted { $0.key < $1.key }.map { _, group in
      var sorted = group
      sorted.workloads.sort()
      sorted.pods.sort()
      return sorted
    }
  }

  private static func withoutDigits(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isASCII, character.isNumber {
        if result.last != "#" { result.append("#") }
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static func ruledOut(_ cycle: ReclaimCycle, bystanders: Int) -> [Diagnosis.RuledOut] {
    var excluded: [Diagnosis.RuledOut] = []
    let relieved = cycle.relieved.map { [$0.evidence] } ?? []
    if cycle.imageCollection != nil, cycle.removedImages.isEmpty {
      excluded.append(
        .init(
          id: "images-fill-node-disk", reason: "the pressure ended although no image was deleted",
          evidence: cycle.imageCollection.map { [$0.evidence] } ?? []))
    }
    excluded.append(
      .init(id: "pod-fills-node-disk", reason: "the pressure ended without evicting a pod", evidence: relieved))
    excluded.append(
      .init(
        id: "host-fills-node-disk", reason: "the pressure ended with the deletion of containers", evidence: relieved))
    if bystanders > 0 {
      excluded.append(
        .init(
          id: "finished-containers-fill-node-disk",
          reason: "the \(bystanders) other groups of deleted containers write nothing that could matter", evidence: []))
    }
    return excluded
  }
}
