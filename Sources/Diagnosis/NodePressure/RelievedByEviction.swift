import Model

/// Names whoever used up a node's memory by what the kubelet did: of the pods beyond their requests it evicts the one that is
/// furthest beyond, and with that one's removal the pressure ended.
///
/// This decides where the figure of the message is too small for the whole node, as the threshold may be set far above its default.
enum RelievedByEviction {
  /// What is less than the default threshold (100Mi) does not bring a node below one.
  private static let least: Int64 = 100 << 20
  /// The kubelet looks every 10 s; a pod takes up to 30 s to be gone.
  private static let settled = seconds(45)

  /// The consumer, where one workload alone was evicted, and nothing speaks against it.
  static func consumer(_ episode: NodePressureEpisode, _ incident: Incident) -> PressureConsumer? {
    let workloads = Set(episode.evictions.map { incident.index.workload(of: $0.pod) })
    guard workloads.count == 1, let workload = workloads.first, let eviction = episode.evictions.last else {
      return nil
    }
    let used = eviction.usages.map(\.bytes).reduce(0, +)
    let excess = used - eviction.usages.compactMap(\.request).reduce(0, +)
    guard excess >= least, let time = eviction.time ?? episode.passes.last?.time,
      let ended = hasEnded(episode, after: time, incident), isFirst(eviction, in: episode, incident)
    else { return nil }
    // Whoever started after the node was short of memory found it so.
    if let onset = episode.span?.from, let started = eviction.object?.started, onset.isProvablyBefore(started) {
      return nil
    }
    guard
      bracketsOnset(eviction, in: episode, incident) || isLarge(used, asked: used - excess, on: episode.node, incident)
    else {
      return nil
    }
    return PressureConsumer(
      episode: episode, subjects: [workload], culprits: episode.evictions.map(\.pod),
      text: "\(workload.path) used \(Quantity.description(ofBytes: used)) of memory, "
        + "\(Quantity.description(ofBytes: excess)) more than it had asked for, and the pressure on \(episode.node) ended with "
        + "its eviction",
      evidence: [eviction.evidence] + ended, confidence: .likely, since: eviction.object?.started)
  }

  /// Whether of the pods that ran when memory became short it had started last: what had run for long had not become short of it.
  private static func bracketsOnset(
    _ eviction: NodePressureEpisode.Eviction, in episode: NodePressureEpisode, _ incident: Incident
  ) -> Bool {
    guard let onset = episode.span?.from, let pod = eviction.object, let started = pod.started,
      !onset.isProvablyBefore(started)
    else { return false }
    return incident.index.pods.allSatisfy { other in
      guard other.nodeName == pod.nodeName, let theirs = other.started ?? other.object.created, theirs > started else {
        return true
      }
      return theirs.instant >= onset.instant || other.finished.map { $0.latest < onset.earliest } == true
    }
  }

  /// An eighth of the node's memory matters whenever it was taken; so does what has nothing to do with the request any more.
  private static func isLarge(_ used: Int64, asked request: Int64, on node: String, _ incident: Incident) -> Bool {
    let capacity = incident.index.node(node)?.string(at: "status.capacity.memory").flatMap { Quantity.bytes(of: $0) }
    let excess = used - request
    return excess >= 512 << 20 && excess / 4 >= request || capacity.map { excess >= $0 / 8 } ?? false
  }

  /// Whether no later pass wanted more memory, and the kubelet's journal goes on long enough to tell; the last pass as evidence.
  private static func hasEnded(
    _ episode: NodePressureEpisode, after time: Moment, _ incident: Incident
  ) -> [Evidence]? {
    guard let last = episode.passes.last, let pass = last.time,
      pass.earliest.nanoseconds(since: time.latest) <= seconds(5)
    else { return nil }
    return incident.goesOn(in: last.source, after: pass, for: settled) ? [last.evidence] : nil
  }

  /// Whether the kubelet ranked it first, where it wrote the ranking down; a lower priority would explain that as well.
  private static func isFirst(
    _ eviction: NodePressureEpisode.Eviction, in episode: NodePressureEpisode, _ incident: Incident
  ) -> Bool {
    let rankings = incident.records(EvictionSignatures.ranking).filter { $0.source.node == episode.node }
    let ranked = rankings.last { record in
      record.time.flatMap { time in episode.span.map { $0.contains(time) } } ?? true
    }.map { ReclaimCycle.pods(in: $0) }
    if let first = ranked?.first, !first.reference.isSameObject(as: eviction.pod) { return false }
    guard let priority = eviction.object?.object.value(at: "spec.priority")?.integer else { return ranked != nil }
    return incident.index.pods.contains { pod in
      pod.nodeName == episode.node && !pod.isFinished
        && pod.object.value(at: "spec.priority")?.integer.map { $0 <= priority } == true
    }
  }
}
