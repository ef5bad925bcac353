import Model

/// Who used up a node's memory or process ids, with the figures or the order of eviction that show it.
struct PressureConsumer: Sendable {
  var episode: NodePressureEpisode
  /// Whom to change.
  var subjects: [EntityReference]
  /// The pods that did it.
  var culprits: [EntityReference]
  /// One sentence.
  var text: String
  var evidence: [Evidence]
  var confidence: Diagnosis.Confidence
  /// From when it was at work.
  var since: Moment?

  /// The consumer of an episode, or nil where the bundle does not tell.
  static func find(in episode: NodePressureEpisode, _ incident: Incident) -> PressureConsumer? {
    switch episode.resource {
    case .memory:
      byEvictionFigures(episode, incident) ?? byMeasurement(episode, incident)
        ?? RelievedByEviction.consumer(episode, incident)
    case .pids: byRanking(episode, incident)
    }
  }

  private struct User {
    var workload: EntityReference
    var pods: [EntityReference]
    var bytes: Int64
    var request: Int64
    var evidence: [Evidence]
    var since: Moment?
  }

  /// Of memory the kubelet measures seconds before it evicts: the figure counts if it could matter.
  private static func byEvictionFigures(
    _ episode: NodePressureEpisode, _ incident: Incident
  ) -> PressureConsumer? {
    var users: [User] = []
    for eviction in episode.evictions {
      let bytes = eviction.usages.map(\.bytes).reduce(0, +)
      let request = eviction.usages.compactMap(\.request).reduce(0, +)
      guard bytes > request, couldMatter(bytes, on: episode.node, incident) else { continue }
      let workload = incident.index.workload(of: eviction.pod)
      if let known = users.firstIndex(where: { $0.workload.isSameObject(as: workload) }) {
        users[known].pods.append(eviction.pod)
        users[known].evidence.append(eviction.evidence)
        if bytes > users[known].bytes { (users[known].bytes, users[known].request) = (bytes, request) }
      } else {
        users.append(
          User(
            workload: workload, pods: [eviction.pod], bytes: bytes, request: request, evidence: [eviction.evidence],
            since: eviction.object?.started))
      }
    }
    return conclusion(users, episode, "when the kubelet evicted it", .proven)
  }

  /// What `kubectl top` shows of the node's pods while the pressure lasts.
  private static func byMeasurement(_ episode: NodePressureEpisode, _ incident: Incident) -> PressureConsumer? {
    guard episode.isOngoing, !episode.node.isEmpty else { return nil }
    var users: [User] = []
    for usage in incident.usages where usage.entity.kind == "Pod" && usage.entity.container.isEmpty {
      guard let bytes = usage.memoryBytes, let pod = incident.index.pod(usage.entity), pod.nodeName == episode.node,
        !pod.isFinished, couldMatter(bytes, on: episode.node, incident)
      else { continue }
      let request = pod.containers.compactMap {
        $0.value.value(at: "resources.requests.memory")?.string.flatMap { Quantity.bytes(of: $0) }
      }.reduce(0, +)
      guard bytes > request else { continue }
      users.append(
        User(
          workload: incident.index.workload(of: pod.reference), pods: [pod.reference], bytes: bytes, request: request,
          evidence: [usage.evidence], since: pod.started))
    }
    return conclusion(users, episode, "when it was measured", .likely)
  }

  private static func conclusion(
    _ users: [User], _ episode: NodePressureEpisode, _ when: String, _ confidence: Diagnosis.Confidence
  ) -> PressureConsumer? {
    let sorted = users.sorted { ($1.bytes, $0.workload) < ($0.bytes, $1.workload) }
    guard !sorted.isEmpty else { return nil }
    let figures = sorted.map { user in
      "\(user.workload.path) used \(Quantity.description(ofBytes: user.bytes)) of memory \(when), and had asked for "
        + (user.request == 0 ? "none" : Quantity.description(ofBytes: user.request))
    }.joined(separator: "; ")
    return PressureConsumer(
      episode: episode, subjects: sorted.map(\.workload), culprits: sorted.flatMap(\.pods), text: figures,
      evidence: sorted.flatMap { $0.evidence.prefix(2) }, confidence: confidence,
      since: sorted.compactMap(\.since).min())
  }

  /// A quarter of the node's memory; 2 GiB where the bundle does not tell how much it has.
  private static func couldMatter(_ bytes: Int64, on node: String, _ incident: Incident) -> Bool {
    let capacity = incident.index.node(node)?.string(at: "status.capacity.memory").flatMap { Quantity.bytes(of: $0) }
    return bytes >= (capacity.map { $0 / 4 } ?? 2 << 30)
  }

  /// Of process ids the kubelet names no figure, but evicts by their number where priorities are equal.
  private static func byRanking(_ episode: NodePressureEpisode, _ incident: Incident) -> PressureConsumer? {
    let workloads = Set(episode.evictions.map { incident.index.workload(of: $0.pod) })
    guard let eviction = episode.evictions.first, let object = eviction.object, workloads.count == 1,
      let priority = object.object.value(at: "spec.priority")?.integer
    else { return nil }
    // A lower priority explains the choice as well as a greater number.
    let hasPeer = incident.index.pods.contains { pod in
      pod.nodeName == episode.node && !pod.isFinished && !pod.reference.isSameObject(as: object.reference)
        && pod.object.value(at: "spec.priority")?.integer.map { $0 <= priority } == true
    }
    guard hasPeer else { return nil }
    let workload = incident.index.workload(of: eviction.pod)
    return PressureConsumer(
      episode: episode, subjects: [workload], culprits: episode.evictions.map(\.pod),
      text:
        "\(workload.path) had the most processes of \(episode.node): the kubelet evicted it first although others have no "
        + "higher priority",
      evidence: episode.evictions.prefix(2).map(\.evidence), confidence: .likely, since: object.started)
  }
}
