import Model

/// Brings the clocks of all artifacts to one: UTC as the API server counts it.
struct ClockResolution {
  /// Host names joined with Node objects.
  let names: NodeNames
  /// When the bundle was collected, as far as it says.
  private(set) var captured: Span?
  /// The last statement of when the bundle was collected; nil where none was made.
  private(set) var statedEnd: Moment?
  /// How each node's clock was read, sorted by node.
  private(set) var offsets: [Coverage.ClockOffset]
  /// What could not be dated, and what would tell.
  private(set) var missing: [Coverage.Note] = []

  private let reference: Instant?
  private let zones: ClockZones
  private let skews: [String: ClockSkew]
  /// How far the journals of nodes are from their kubelets.
  private var journalOffsets: [String: JournalOffset.Found] = [:]
  /// The artifacts that show it, by node.
  private var journals: [String: Set<String>] = [:]

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent]) {
    let names = NodeNames(hosts: Self.hosts(facts), objects: objects)
    self.names = names
    let reference = CaptureReference(facts: facts, objects: objects, events: events)
    self.reference = reference.instant
    let zones = ClockZones(facts: facts, objects: objects, events: events, names: names)
    let skews = NodeClockOffset.estimate(facts.flatMap(\.objects), names: names)
      .merging(NodeClockOffset.sampled(facts, names: names)) { counted, _ in counted }
    self.zones = zones
    self.skews = skews
    offsets = []
    journalOffsets = JournalOffset(objects: objects, events: events, names: names).estimate(facts) { line in
      shown(by: line, node: names.node(host: line.host, component: line.component))
    }
    if !journalOffsets.isEmpty {
      let logs = facts.filter { $0.log != nil && $0.format != SystemctlStatus.name }.map(\.path)
      for (node, found) in journalOffsets { journals[node] = Set(logs.filter { found.applies(to: $0, of: node) }) }
    }
    offsets = Set(zones.nodes.keys).union(skews.keys).union(journalOffsets.keys).sorted().map { node in
      let zone = zones.nodes[node]
      let found = [skews[node], journalOffsets[node]?.skew].compactMap { $0 }
      return Coverage.ClockOffset(
        node: node, zoneSeconds: zone?.history.zoneSeconds ?? 0, offset: found.map(\.offset).reduce(0, +),
        basis: ([zone?.basis ?? "no times of its own"] + found.map(\.basis)).joined(separator: "; "))
    }
    let stated = facts.flatMap(statedTimes)
    statedEnd = stated.max()
    captured = Self.captureSpan(
      stated: stated, newestLog: newestReading(facts), newestAPI: reference.newestAPITime)
    if reference.instant?.isYearKnown != true, facts.contains(where: { $0.log?.extents.isEmpty == false }) {
      missing.append(
        Coverage.Note(
          path: "", text: "no artifact tells the year of the logs: date --utc, journalctl -o short-iso-precise"))
    }
  }

  /// The offset that was removed from a node's times, in nanoseconds.
  func offset(ofNode node: String) -> Int64 { skews[node]?.offset ?? 0 }

  /// A time that a node's clock wrote, in UTC, on the common clock.
  func onCommonClock(_ moment: Moment, node: String) -> Moment { corrected(moment, node) }

  /// A reading on the common clock, in `Instant.unknownYear` where nothing tells its year; nil where it is no date of that
  /// year.
  ///
  /// The uncertainty is 0, 500 ms where the zone was inferred from Events, 1 s where the node's clock was corrected.
  func moment(_ reading: ClockReading, host: String, component: String, artifact: String) -> Moment? {
    let node = names.node(host: host, component: component)
    return uncorrected(reading, node: node, artifact: artifact).map { corrected($0, node, of: artifact) }
  }

  /// When a line was written, on the common clock.
  ///
  /// Journal and klog stamp a line within milliseconds: the journal's tells klog's zone and year.
  func moment(of line: LogLine) -> Moment? {
    let node = names.node(host: line.host, component: line.component)
    return shown(by: line, node: node).map { corrected($0, node, of: line.evidence.path) }
  }

  /// When a container wrote a line, on the common clock. What names no zone is UTC, as containers have it.
  func moment(ofContainer line: LogLine, on node: String) -> Moment? {
    var moment: Moment?
    if case .local(let local)? = line.time, line.journalTime == nil {
      let shown = reference.flatMap { local.asUTC(notAfter: $0.advanced(by: 86_400 * .second)) }
      moment = shown.map { Moment($0, precision: local.precision) }
    } else {
      moment = shown(by: line, node: "")
    }
    return moment.map { onCommonClock($0, node: node) }
  }

  /// When a line was written, by the journal's own clock.
  private func shown(by line: LogLine, node: String) -> Moment? {
    let artifact = line.evidence.path
    let journal = line.journalTime.flatMap { uncorrected($0, node: node, artifact: artifact) }
    guard let time = line.time else { return journal }
    guard case .local(let local) = time, let journal else { return uncorrected(time, node: node, artifact: artifact) }
    guard let shown = local.asUTC(near: journal.instant), let zone = zone(local: shown, absolute: journal.instant),
      abs(zone.residual) <= 60 * .second
    else { return journal }
    let instant = shown.advanced(by: -Int64(zone.seconds) * .second)
    return Moment(instant, precision: local.precision, uncertainty: journal.uncertainty)
  }

  /// On the common clock. What a journal shows may have another clock than the node's other times.
  private func corrected(_ moment: Moment, _ node: String, of artifact: String? = nil) -> Moment {
    var moment = moment
    if let skew = skews[node] { moment = moment.corrected(by: skew) }
    guard let artifact, let found = journalOffsets[node], journals[node]?.contains(artifact) == true else {
      return moment
    }
    return moment.corrected(by: found.skew)
  }

  /// On UTC by the node's own clock.
  private func uncorrected(_ reading: ClockReading, node: String, artifact: String) -> Moment? {
    switch reading {
    case .absolute(let moment): return moment
    case .local(let local):
      guard let reference else { return nil }
      // The bundle was taken about then: a day covers any zone.
      guard let shown = local.asUTC(notAfter: reference.advanced(by: 86_400 * .second)) else { return nil }
      let history = zones.history(artifact: artifact, node: node)
      return Moment(
        shown.advanced(by: -Int64(history.zoneSeconds(at: shown)) * .second), precision: local.precision,
        uncertainty: history.uncertainty)
    }
  }
}

extension Moment {
  fileprivate func corrected(by skew: ClockSkew) -> Moment {
    Moment(
      instant.advanced(by: -skew.offset), precision: precision, uncertainty: max(uncertainty, skew.uncertainty))
  }
}

/// What the whole bundle is asked for.
extension ClockResolution {
  private static func hosts(_ facts: [ArtifactFacts]) -> Set<String> {
    var hosts: Set<String> = []
    for artifact in facts {
      for extent in artifact.log?.extents ?? [] { hosts.insert(extent.host) }
      for line in artifact.log?.lines ?? [] { hosts.insert(line.host) }
      for pair in artifact.log?.clockPairs ?? [] { hosts.insert(pair.host) }
      for time in artifact.captureTimes { hosts.insert(time.node) }
      for row in artifact.filesystems { hosts.insert(row.node) }
      for row in artifact.inodes { hosts.insert(row.node) }
      for row in artifact.memories { hosts.insert(row.node) }
      if let listing = artifact.runtimeListing { hosts.insert(listing.node) }
      for unit in artifact.units { hosts.insert(unit.status.node) }
      for usage in artifact.usages where usage.entity.kind == "Node" { hosts.insert(usage.entity.name) }
      for row in artifact.diskUsages { hosts.insert(row.node) }
      for event in artifact.objects where event.kind == "Event" {
        hosts.insert(event.string(at: "source.host") ?? "")
        hosts.insert(event.string(at: "reportingInstance") ?? "")
      }
    }
    return hosts
  }

  /// What an artifact states of when the bundle was taken, on the common clock.
  func statedTimes(_ artifact: ArtifactFacts) -> [Moment] {
    artifact.captureTimes.compactMap { time in
      // The zone of the collecting machine is unknown, unless it is the bundle's only node.
      if time.node.isEmpty, time.reading.isLocal, zones.nodes[names.node(host: "")] == nil { return nil }
      if time.node.isEmpty, case .absolute(let moment) = time.reading { return moment }
      return moment(time.reading, host: time.node, component: "", artifact: artifact.path)
    }
  }

  /// The newest log reading whose zone is known.
  private func newestReading(_ facts: [ArtifactFacts]) -> Moment? {
    facts.flatMap { artifact in
      (artifact.log?.extents ?? []).compactMap { extent -> Moment? in
        let node = names.node(host: extent.host, component: extent.component)
        guard !extent.last.isLocal || zones.isKnown(node) else { return nil }
        return moment(extent.last, host: extent.host, component: extent.component, artifact: artifact.path)
      }
    }.max()
  }

  /// From the first to the last statement of the time, where the newest log reading may be last, an hour later at most.
  /// Without a statement the newest reading of all: the bundle was taken then or later.
  private static func captureSpan(stated: [Moment], newestLog: Moment?, newestAPI: Moment?) -> Span? {
    guard let first = stated.min(), let last = stated.max() else {
      return [newestLog, newestAPI].compactMap { $0 }.max().map { Span($0) }
    }
    guard let newestLog, newestLog > last, newestLog.instant.nanoseconds(since: last.instant) < 3600 * .second else {
      return Span(first, last)
    }
    return Span(first, newestLog)
  }
}

extension ClockReading {
  /// Whether the reading lacks its zone.
  var isLocal: Bool {
    if case .local = self { return true }
    return false
  }
}
