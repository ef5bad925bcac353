import Model

/// Brings what all artifacts say, each on its own clock, into one incident on one clock.
///
/// `objects` and `events` are those of the facts, their copies merged. The order of `facts` does not matter. `clocks` are
/// those of the same facts where they are known already, `empty` the artifacts that hold nothing. Events that quote a line with
/// one of `signatures` count as that line.
func assembleIncident(
  _ bundle: BundleDescription, facts: [ArtifactFacts], objects: [KubernetesObject],
  manifests: [KubernetesObject] = [], events: [ClusterEvent], differences: [Coverage.Note] = [],
  empty: [ArtifactDescription] = [], unrecognised: [Coverage.Note] = [], cut: [Coverage.Note] = [],
  limits: [Coverage.Note] = [],
  on clocks: ClockResolution? = nil, quoting signatures: [LogSignature] = []
) -> Incident {
  let facts = facts.sorted { $0.path < $1.path }
  let clocks = clocks ?? ClockResolution(facts: facts, objects: objects, events: events)
  var bundle = bundle
  bundle.captured = clocks.captured

  var coverage = Coverage()
  coverage.logs = logCoverage(facts, on: clocks)
  coverage.lists = Set(facts.flatMap(\.lists)).sorted {
    ($0.artifact, $0.kind, $0.namespace, $0.isComplete ? 1 : 0)
      < ($1.artifact, $1.kind, $1.namespace, $1.isComplete ? 1 : 0)
  }
  coverage.forbidden = sortedOnce(facts.flatMap(\.forbidden))
  coverage.cut = sortedOnce(facts.flatMap(\.cut) + cut + cutByCollector(facts))
  coverage.redacted = sortedOnce(facts.flatMap(\.redacted))
  coverage.unrecognised = sortedOnce(unrecognised + facts.flatMap(\.unread))
  coverage.limits = sortedOnce(facts.flatMap(\.limits) + limits + leftOutLines(facts))
  coverage.disagreeing = differences
  coverage.missing = sortedOnce(
    clocks.missing + facts.flatMap(\.missing)
      + missingArtifacts(
        objects: objects, events: events, logs: coverage.logs, lists: coverage.lists,
        artifacts: (facts.map(\.path) + empty.map(\.path)).sorted()))
  coverage.clockOffsets = clocks.offsets

  let pods = ContainerLogPods(objects)
  let quoted = kernelMonitorRecords(
    events, matching: signatures, beside: facts, objects: objects, captured: clocks.captured)
  return Incident(
    bundle: bundle,
    objects: correctingNodeTimes(objects, on: clocks).sorted {
      ($0.kind, $0.namespace, $0.name, $0.uid, $0.artifact) < ($1.kind, $1.namespace, $1.name, $1.uid, $1.artifact)
    },
    manifests: manifests,
    events: events.map { pods.placed(corrected($0, on: clocks)) }.sorted(by: isEarlier),
    records: mergeRecords(facts, on: clocks, pods: pods, quoted: quoted),
    containerLogs: correctingNodeTimes(
      pods.completed(facts.flatMap(\.containerLogs)), objects: objects, on: clocks
    )
    .sorted { ($0.artifact, $0.head.first?.number ?? 0) < ($1.artifact, $1.head.first?.number ?? 0) },
    filesystems: filesystemUsages(facts, on: clocks), runtimeListings: runtimeListings(facts, on: clocks),
    unitStatuses: unitStatuses(facts, on: clocks), alerts: alerts(facts), usages: resourceUsages(facts, on: clocks),
    diskUsages: diskUsages(facts, on: clocks), inodeUsages: inodeUsages(facts, on: clocks),
    memoryUsages: memoryUsages(facts, on: clocks), certificates: certificates(facts, on: clocks), coverage: coverage,
    artifacts: artifactDescriptions(facts, empty: empty, on: clocks, pods: pods))
}

/// Artifacts of which only a part of the lines asked for was kept.
private func leftOutLines(_ facts: [ArtifactFacts]) -> [Coverage.Note] {
  facts.compactMap { artifact in
    guard let count = artifact.log?.leftOut, count > 0 else { return nil }
    return Coverage.Note(
      path: artifact.path,
      text: "\(count) lines are left out: of one artifact at most \(LogCollector.mostLines) are kept, of all together "
        + "\(LineBudget.mostLines)")
  }
}

private func sortedOnce(_ notes: [Coverage.Note]) -> [Coverage.Note] {
  Set(notes).sorted()
}

/// An Event that a node's kubelet dated, on the common clock.
private func corrected(_ event: ClusterEvent, on clocks: ClockResolution) -> ClusterEvent {
  guard event.component == "kubelet", !event.host.isEmpty else { return event }
  var event = event
  event.host = clocks.names.node(host: event.host)
  let host = event.host
  guard clocks.offset(ofNode: host) != 0 else { return event }
  func moved(_ moment: Moment) -> Moment { clocks.onCommonClock(moment, node: host) }
  event.time = event.time.map { Span(moved($0.from), moved($0.to)) }
  for place in event.evidence.indices {
    event.evidence[place].time = event.evidence[place].time.map(moved)
  }
  return event
}

private func isEarlier(_ left: ClusterEvent, _ right: ClusterEvent) -> Bool {
  let times = (left.time?.from.instant.nanoseconds ?? .max, right.time?.from.instant.nanoseconds ?? .max)
  if times.0 != times.1 { return times.0 < times.1 }
  if left.regarding != right.regarding { return left.regarding < right.regarding }
  return (left.reason, left.message, left.uid) < (right.reason, right.message, right.uid)
}
