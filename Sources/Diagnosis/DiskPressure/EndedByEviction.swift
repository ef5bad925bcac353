import Model

/// Names the consumer by elimination among evicted pods: the one with whose removal the pressure ended.
///
/// Three grounds, of which two must hold and none may speak against:
/// 1. the pressure outlived every earlier reclaim and ended with this removal,
/// 2. the kubelet's latest ranking puts it first although priority and requests give no reason,
/// 3. its lifetime brackets the onset: of the pods that ran then, it had started last.
enum EndedByEviction {
  /// What speaks for, or against, one candidate.
  private struct Grounds {
    var reasons: [String] = []
    var evidence: [Evidence] = []
    var against: (reason: String, evidence: [Evidence])?
    var isFromJournal = true
  }

  static func consumer(of episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    var convicted: [(DiskEviction, Grounds)] = []
    var cleared: [Diagnosis.RuledOut] = []
    for eviction in episode.evictions {
      let grounds = grounds(for: eviction, in: episode, incident)
      if let against = grounds.against {
        let workload = incident.index.workload(of: eviction.pod)
        cleared.append(
          .init(
            id: "pod-fills-node-disk", reason: "\(workload.path): \(against.reason)",
            evidence: against.evidence + [eviction.evidence]))
      } else if grounds.reasons.count >= 2 {
        convicted.append((eviction, grounds))
      }
    }
    guard let (eviction, grounds) = convicted.last else { return nil }
    let workload = incident.index.workload(of: eviction.pod)
    let volumes = eviction.object.map(emptyDirectories) ?? []
    let place =
      volumes.isEmpty
      ? ""
      : "; it has \(volumes.count == 1 ? "the emptyDir volume" : "emptyDir volumes") "
        + volumes.map(\.name).joined(separator: ", ") + " without sizeLimit, which the eviction message does not count"
    var consumer = DiskConsumer(
      failureMode: "pod-fills-node-disk", subjects: [workload], culprits: [eviction.pod], episode: episode,
      text:
        "\(eviction.pod.path) filled the disk of \(episode.node): \(grounds.reasons.joined(separator: "; "))\(place)",
      evidence: grounds.evidence + [eviction.evidence] + volumes.map(\.evidence),
      confidence: grounds.isFromJournal ? .proven : .likely, since: eviction.object?.started)
    consumer.ruledOut = cleared.filter { !$0.reason.hasPrefix(workload.path + ":") } + otherConsumers(episode)
    return consumer
  }

  private static func grounds(
    for eviction: DiskEviction, in episode: DiskPressureEpisode, _ incident: Incident
  ) -> Grounds {
    var grounds = Grounds()
    removal(of: eviction, in: episode, incident, &grounds)
    guard grounds.against == nil else { return grounds }
    ranking(of: eviction, in: episode, &grounds)
    lifetime(of: eviction, in: episode, incident, &grounds)
    return grounds
  }

  private static func removal(
    of eviction: DiskEviction, in episode: DiskPressureEpisode, _ incident: Incident, _ grounds: inout Grounds
  ) {
    guard let time = eviction.time else { return }
    let earlier = episode.cycles.filter { $0.time.earliest <= time.latest }
    if let next = episode.cycles.first(where: { $0.time.earliest > time.latest }) {
      grounds.against = ("the pressure went on after its removal", next.evidence)
      return
    }
    let outcome = DiskConsumer.pressureEnded(after: time, in: episode, incident)
    guard outcome.ended, let last = earlier.last else { return }
    // Its own pass collected first: that this was not enough is what `must evict` says.
    guard last.mustEvict != nil || earlier.count > 1 || !last.isFromJournal else { return }
    grounds.isFromJournal = outcome.isFromJournal && last.isFromJournal
    grounds.reasons.append(
      earlier.count > 1
        ? "the pressure outlived \(earlier.count - 1 == 1 ? "an earlier reclaim" : "\(earlier.count - 1) earlier reclaims")"
          + " and ended with its removal"
        : "the pressure outlived the collection of containers and images and ended with its removal")
    grounds.evidence += (last.mustEvict.map { [$0.evidence] } ?? []) + last.evidence
  }

  private static func ranking(of eviction: DiskEviction, in episode: DiskPressureEpisode, _ grounds: inout Grounds) {
    guard let ranking = episode.cycles.last(where: { $0.ranking != nil })?.ranking else { return }
    let ranked = ReclaimCycle.pods(in: ranking)
    guard ranked.count > 1, let first = ranked.first, first.reference.isSameObject(as: eviction.pod) else { return }
    guard let pod = eviction.object, pod.priority == 0, !requestsDisk(pod) else { return }
    grounds.reasons.append("the kubelet's last ranking puts it first by usage")
    grounds.evidence.append(ranking.evidence)
  }

  private static func lifetime(
    of eviction: DiskEviction, in episode: DiskPressureEpisode, _ incident: Incident, _ grounds: inout Grounds
  ) {
    guard let onset = episode.onset, let pod = eviction.object, let started = pod.started else { return }
    if onset.isProvablyBefore(started) {
      grounds.against = (
        "it started after the disk was already full", pod.object.evidence(at: "status.startTime").map { [$0] } ?? []
      )
      return
    }
    // Of another evicted pod whose start is unknown nothing tells that it had started before.
    let isComparable = episode.evictions.allSatisfy { ($0.object?.started ?? $0.object?.object.created) != nil }
    guard isComparable else { return }
    let isYoungest = incident.index.pods.allSatisfy { other in
      guard other.nodeName == pod.nodeName, let theirs = other.started ?? other.object.created, theirs > started else {
        return true
      }
      // Started later: it matters only if it ran at the onset.
      let eviction = episode.evictions.first { $0.pod.isSameObject(as: other.reference) }
      let ended = other.finished ?? eviction?.time ?? (neverRan(other) ? theirs : nil)
      return onset.isProvablyBefore(theirs) || theirs.instant >= onset.instant
        || ended.map { $0.latest < onset.earliest } == true
    }
    guard isYoungest else { return }
    grounds.reasons.append("of the pods that ran when the disk filled, it had started last")
    if let evidence = pod.object.evidence(at: "status.startTime", time: started) { grounds.evidence.append(evidence) }
  }

  /// Whether the kubelet refused the pod. Of a pod that was evicted, its status need not say when its containers ended.
  private static func neverRan(_ pod: Pod) -> Bool {
    pod.isFinished && (pod.reason != "Evicted" || FailureMode.isRefusal(pod.message))
  }

  private static func requestsDisk(_ pod: Pod) -> Bool {
    pod.containers.contains { $0.value.value(at: "resources.requests")?["ephemeral-storage"] != nil }
  }

  /// `emptyDir` volumes on disk without a limit.
  private static func emptyDirectories(of pod: Pod) -> [(name: String, evidence: Evidence)] {
    let volumes = pod.object.root.value(at: "spec.volumes")?.items ?? []
    return volumes.enumerated().compactMap { offset, volume in
      guard let directory = volume["emptyDir"], directory["medium"]?.string != "Memory", directory["sizeLimit"] == nil,
        let name = volume["name"]
      else { return nil }
      return (
        name.string ?? "", pod.object.evidence(for: name, field: "spec.volumes.\(offset).name")
      )
    }
  }

  /// What the collection before the eviction excludes.
  private static func otherConsumers(_ episode: DiskPressureEpisode) -> [Diagnosis.RuledOut] {
    var excluded: [Diagnosis.RuledOut] = []
    let insufficient = episode.cycles.filter { $0.mustEvict != nil }
    let evidence = insufficient.compactMap { $0.mustEvict?.evidence }
    let removed = Set(insufficient.flatMap(\.removedContainers).map(\.id)).count
    if removed > 0 {
      excluded.append(
        .init(
          id: "finished-containers-fill-node-disk",
          reason: "the kubelet deleted \(removed) finished containers and the pressure went on", evidence: evidence))
    }
    if insufficient.contains(where: { $0.imageCollection != nil }) {
      let images = insufficient.flatMap(\.removedImages)
      excluded.append(
        .init(
          id: "images-fill-node-disk",
          reason: images.isEmpty
            ? "the kubelet found no unused image to delete"
            : "the pressure went on after \(images.count) images were deleted",
          evidence: insufficient.compactMap { $0.imageCollection?.evidence }))
    }
    if let last = episode.cycles.last(where: { $0.isFromJournal && !$0.evicted.isEmpty }) {
      excluded.append(
        .init(
          id: "host-fills-node-disk", reason: "the pressure ended with the removal of a pod",
          evidence: last.evicted.map(\.evidence)))
      excluded.append(
        .init(
          id: "node-disk-too-small", reason: "the disk was large enough before this pod started and after it was gone",
          evidence: last.evicted.map(\.evidence)))
    }
    return excluded
  }
}
