import Model

/// Brings the clocks of all artifacts to one: UTC as the API server counts it.
struct ClockResolution {
  /// Host names joined with Node objects.
  let names: NodeNames
  /// When the bundle was collected, as far as it says.
  private(set) var captured: Span?
  /// How each node's clock was read, sorted by node.
  let offsets: [Coverage.ClockOffset]
  /// What could not be dated, and what would tell.
  private(set) var missing: [Coverage.Note] = []

  private let reference: Instant?
  private let zones: ClockZones
  private let skews: [String: (offset: Int64, events: Int)]

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent]) {
    let names = NodeNames(hosts: Self.hosts(facts), objects: objects)
    self.names = names
    let reference = CaptureReference(facts: facts, objects: objects, events: events)
    self.reference = reference.instant
    let zones = ClockZones(facts: facts, objects: objects, events: events, names: names)
    let skews = NodeClockOffset.estimate(facts.flatMap(\.objects), names: names)
    offsets = Set(zones.nodes.keys).union(skews.keys).sorted().map { node in
      let zone = zones.nodes[node]
      var basis = zone?.basis ?? "no times of its own"
      if let skew = skews[node] { basis += "; compared with the API server in \(skew.events) Events" }
      return Coverage.ClockOffset(
        node: node, zoneSeconds: zone?.history.zoneSeconds ?? 0, offset: skews[node]?.offset ?? 0, basis: basis)
    }
    self.zones = zones
    self.skews = skews
    captured = captureSpan(facts, reference)
    if reference.instant == nil, facts.contains(where: { $0.log?.extents.isEmpty == false }) {
      missing.append(
        Coverage.Note(
          path: "", text: "no artifact tells the year of the logs: date --utc, journalctl -o short-iso-precise"))
    }
  }

  /// The offset that was removed from a node's times, in nanoseconds.
  func offset(ofNode node: String) -> Int64 { skews[node]?.offset ?? 0 }

  /// A reading on the common clock; nil where nothing tells its year.
  ///
  /// The uncertainty is 0, 500 ms where the zone was inferred from Events, 1 s where the node's clock was corrected.
  func moment(_ reading: ClockReading, host: String, component: String, artifact: String) -> Moment? {
    let node = names.node(host: host, component: component)
    return uncorrected(reading, node: node, artifact: artifact).map { corrected($0, node) }
  }

  /// When a line was written, on the common clock.
  ///
  /// Journal and klog stamp a line within milliseconds: the journal's tells klog's zone and year.
  func moment(of line: LogLine) -> Moment? {
    let node = names.node(host: line.host, component: line.component)
    let artifact = line.evidence.path
    let journal = line.journalTime.flatMap { uncorrected($0, node: node, artifact: artifact) }
    guard let time = line.time else { return journal.map { corrected($0, node) } }
    guard case .local(let local) = time, let journal else {
      return uncorrected(time, node: node, artifact: artifact).map { corrected($0, node) }
    }
    guard let shown = local.asUTC(near: journal.instant), let zone = zone(local: shown, absolute: journal.instant),
      abs(zone.residual) <= 60 * .second
    else { return corrected(journal, node) }
    let instant = shown.advanced(by: -Int64(zone.seconds) * .second)
    return corrected(Moment(instant, precision: local.precision, uncertainty: journal.uncertainty), node)
  }

  private func corrected(_ moment: Moment, _ node: String) -> Moment {
    guard let skew = skews[node] else { return moment }
    // Both stamps of an Event are whole seconds.
    return Moment(
      moment.instant.advanced(by: -skew.offset), precision: moment.precision,
      uncertainty: max(moment.uncertainty, .second))
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
      if let listing = artifact.runtimeListing { hosts.insert(listing.node) }
      for event in artifact.objects where event.kind == "Event" {
        hosts.insert(event.string(at: "source.host") ?? "")
        hosts.insert(event.string(at: "reportingInstance") ?? "")
      }
    }
    return hosts
  }

  /// From the first to the last statement of the time; the newest reading of a log may end it, an hour later at most.
  private func captureSpan(_ facts: [ArtifactFacts], _ reference: CaptureReference) -> Span? {
    let stated = facts.flatMap { artifact in
      artifact.captureTimes.compactMap { time -> Moment? in
        if time.node.isEmpty, case .absolute(let moment) = time.reading { return moment }
        if time.node.isEmpty, zones.nodes[names.node(host: "")] == nil { return nil }
        return moment(time.reading, host: time.node, component: "", artifact: artifact.path)
      }
    }
    let newest = newestReading(facts)
    guard let first = stated.min(), let last = stated.max() else {
      return (newest ?? reference.newestAPITime).map { Span($0) }
    }
    guard let newest, newest > last, newest.instant.nanoseconds(since: last.instant) < 3600 * .second else {
      return Span(first, last)
    }
    return Span(first, newest)
  }

  /// The newest log reading that carries its zone.
  private func newestReading(_ facts: [ArtifactFacts]) -> Moment? {
    facts.flatMap { artifact in
      (artifact.log?.extents ?? []).compactMap { extent in
        extent.last.isLocal
          ? nil : moment(extent.last, host: extent.host, component: extent.component, artifact: artifact.path)
      }
    }.max()
  }
}

extension ClockReading {
  /// Whether the reading lacks its zone.
  var isLocal: Bool {
    if case .local = self { return true }
    return false
  }
}
