import Model

/// What used up a node's disk in one episode: the answer to "who", with the grounds on which it stands.
struct DiskConsumer: Sendable {
  /// The failure mode that names this kind of consumer.
  var failureMode: String
  /// Whom to change: workloads, or the node where it is not a workload's doing.
  var subjects: [EntityReference]
  /// The pods that did it.
  var culprits: [EntityReference] = []
  /// The episode.
  var episode: DiskPressureEpisode
  /// One sentence.
  var text: String
  var evidence: [Evidence]
  var confidence: Diagnosis.Confidence
  /// From when the consumer was at work.
  var since: Moment?
  /// Who else could have been, and why not.
  var ruledOut: [Diagnosis.RuledOut] = []
  /// What stays open.
  var undecided: [Diagnosis.Undecided] = []

  /// Names the consumer of an episode, or nil where the bundle does not tell. Figures first, then elimination.
  static func find(in episode: DiskPressureEpisode, _ incident: Incident) -> DiskConsumer? {
    if episode.isForInodes { return InodeConsumer.consumer(of: episode, incident) }
    return UsageFigures.consumer(of: episode, incident)
      ?? RelievedByCollection.consumer(of: episode, incident)
      ?? EndedByEviction.consumer(of: episode, incident)
      ?? MeasuredUsage.consumer(of: episode, incident)
      ?? OutlastedEverything.consumer(of: episode, incident)
  }

  /// A figure counts only if it could matter: a quarter of the filesystem.
  static func couldMatter(_ bytes: Int64, on node: String, _ incident: Incident) -> Bool {
    guard let capacity = incident.diskCapacity(of: node) else { return bytes >= 10 << 30 }
    return bytes >= capacity.bytes / 4
  }

  /// How long the kubelet must be seen calm after a pass to say that the pressure ended with it: two monitoring
  /// intervals of 10 s.
  static let calm = seconds(20)

  /// Whether no pass follows `moment`, and a source that would tell was read for long enough after it.
  static func pressureEnded(
    after moment: Moment, in episode: DiskPressureEpisode, _ incident: Incident
  ) -> (ended: Bool, isFromJournal: Bool) {
    guard !episode.cycles.contains(where: { $0.time.earliest > moment.latest }) else { return (false, true) }
    let window = Span(moment, Moment(moment.instant.advanced(by: calm), precision: .nanosecond))
    let kubelet = LogSource(node: episode.node, component: "kubelet")
    if incident.coverage.covers(kubelet, window) { return (true, true) }
    // The Event EvictionThresholdMet is renewed at each pass: Events read later speak too, if less precisely.
    guard let captured = incident.bundle.captured, captured.from.earliest >= window.to.latest,
      incident.events.contains(where: { $0.reason == "EvictionThresholdMet" && $0.regarding.name == episode.node })
    else { return (false, false) }
    return (true, false)
  }

  /// What would tell the consumer of an episode for which none was found.
  static func questions(_ episode: DiskPressureEpisode, _ incident: Incident) -> [Diagnosis.Undecided] {
    let node = episode.node.isEmpty ? "NODE" : episode.node
    if RelievedByCollection.byFinishedContainers(episode, incident) {
      return [
        Diagnosis.Undecided(
          id: "finished-containers-fill-node-disk",
          artifact: "what each finished container of \(node) had written: deleting them ended the pressure, "
            + "but nothing says whose were large",
          collect: .node(node),
          or: "container_fs_usage_bytes{node=\"\(node)\"} of the time before, or next time "
            + "kubectl get --raw /api/v1/nodes/\(node)/proxy/stats/summary")
      ]
    }
    let start = episode.onset?.earliest.advanced(by: -seconds(600))
    let since = start?.sinceOption ?? ""
    return [
      "pod-fills-node-disk", "finished-containers-fill-node-disk", "images-fill-node-disk", "logs-fill-node-disk",
    ]
    .map { id in
      Diagnosis.Undecided(
        id: id, artifact: "kubelet journal of \(node) around the disk pressure, and who uses its disk",
        collect: .node(node, since: start),
        or: "journalctl -u kubelet --utc -o short-iso-precise\(since); "
          + "du -xk /var/lib/kubelet/pods /var/log/pods --max-depth=4 | sort -n | tail -40")
    }
  }
}

extension Instant {
  /// Behind `journalctl`: ` --since '2026-11-21 04:01:19 UTC'`; nothing where the year is not known.
  var sinceOption: String {
    guard isYearKnown else { return "" }
    let text = rfc3339(.second)
    return " --since '\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC'"
  }
}
