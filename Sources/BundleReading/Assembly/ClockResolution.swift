import Model

/// Brings the clocks of all artifacts to one: UTC as the API server counts it.
struct ClockResolution {
  /// Host names joined with Node objects.
  let names: NodeNames
  /// When the bundle was collected, as far as it says.
  private(set) var captured: Span?
  /// How each node's clock was read, sorted by node.
  private(set) var offsets: [Coverage.ClockOffset] = []
  /// What could not be dated, and what would tell.
  private(set) var missing: [Coverage.Note] = []

  private let reference: Instant?
  private var artifactZones: [Place: ZoneHistory] = [:]
  private var clocks: [String: NodeClock] = [:]

  /// One node's clock in one artifact.
  private struct Place: Hashable {
    var artifact: String
    var node: String
  }

  /// What is known of one node's clock.
  private struct NodeClock {
    var history: ZoneHistory?
    var zoneSeconds = 0
    var offset: Int64 = 0
    var uncertainty: Int64 = 0
    var basis = "assumed UTC"
  }

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent]) {
    let names = NodeNames(hosts: Self.hosts(facts), objects: objects)
    self.names = names
    let reference = CaptureReference(facts: facts, objects: objects, events: events)
    self.reference = reference.instant
    readZones(facts, objects, events)
    for (node, estimate) in NodeClockOffset.estimate(facts.flatMap(\.objects), names: names) {
      clocks[node, default: NodeClock()].offset = estimate.offset
      // Both stamps are whole seconds.
      clocks[node, default: NodeClock()].uncertainty = .second
      clocks[node, default: NodeClock()].basis += "; compared with the API server in \(estimate.events) Events"
    }
    offsets = clocks.sorted { $0.key < $1.key }.map {
      Coverage.ClockOffset(
        node: $0.key, zoneSeconds: $0.value.zoneSeconds, offset: $0.value.offset, basis: $0.value.basis)
    }
    captured = captureSpan(facts, reference)
    if reference.instant == nil, facts.contains(where: { $0.log?.extents.isEmpty == false }) {
      missing.append(
        Coverage.Note(
          path: "", text: "no artifact tells the year of the logs: date --utc, journalctl -o short-iso-precise"))
    }
  }

  /// The offset that was removed from a node's times, in nanoseconds.
  func offset(ofNode node: String) -> Int64 { clocks[node]?.offset ?? 0 }

  /// A reading on the common clock; nil where nothing tells its year.
  ///
  /// The uncertainty is 0, 500 ms where the zone was inferred from Events, 1 s where the node's clock was corrected.
  func moment(_ reading: ClockReading, host: String, component: String, artifact: String) -> Moment? {
    let node = names.node(host: host, component: component)
    let clock = clocks[node] ?? NodeClock()
    return uncorrected(reading, node: node, artifact: artifact).map { Self.corrected($0, clock) }
  }

  /// When a line was written, on the common clock.
  ///
  /// Journal and klog stamp a line within milliseconds: the journal's tells klog's zone and year.
  func moment(of line: LogLine) -> Moment? {
    let node = names.node(host: line.host, component: line.component)
    let clock = clocks[node] ?? NodeClock()
    let artifact = line.evidence.path
    let journal = line.journalTime.flatMap { uncorrected($0, node: node, artifact: artifact) }
    guard let time = line.time else { return journal.map { Self.corrected($0, clock) } }
    guard case .local(let local) = time, let journal else {
      return uncorrected(time, node: node, artifact: artifact).map { Self.corrected($0, clock) }
    }
    guard let shown = local.asUTC(near: journal.instant), let zone = zone(local: shown, absolute: journal.instant),
      abs(zone.residual) <= 60 * .second
    else { return Self.corrected(journal, clock) }
    let instant = shown.advanced(by: -Int64(zone.seconds) * .second)
    return Self.corrected(Moment(instant, precision: local.precision), clock)
  }

  private static func corrected(_ moment: Moment, _ clock: NodeClock) -> Moment {
    Moment(
      moment.instant.advanced(by: -clock.offset), precision: moment.precision,
      uncertainty: max(moment.uncertainty, clock.uncertainty))
  }

  /// On UTC by the node's own clock.
  private func uncorrected(_ reading: ClockReading, node: String, artifact: String) -> Moment? {
    switch reading {
    case .absolute(let moment): return moment
    case .local(let local):
      guard let reference else { return nil }
      // The bundle was taken about then: a day covers any zone.
      guard let shown = local.asUTC(notAfter: reference.advanced(by: 86_400 * .second)) else { return nil }
      let history = artifactZones[Place(artifact: artifact, node: node)] ?? clocks[node]?.history
      let zone = history?.zoneSeconds(at: shown) ?? clocks[node]?.zoneSeconds ?? 0
      return Moment(shown.advanced(by: -Int64(zone) * .second), precision: local.precision)
    }
  }
}

/// How the zones are found, best source first.
extension ClockResolution {
  private mutating func readZones(
    _ facts: [ArtifactFacts], _ objects: [KubernetesObject], _ events: [ClusterEvent]
  ) {
    var pairs: [String: [ClockPair]] = [:]
    var lines: [String: [LogLine]] = [:]
    var isLocal: [String: Bool] = [:]
    for artifact in facts {
      guard let log = artifact.log else { continue }
      var own: [String: [ClockPair]] = [:]
      for pair in log.clockPairs { own[names.node(host: pair.host), default: []].append(pair) }
      for (node, list) in own {
        pairs[node, default: []] += list
        artifactZones[Place(artifact: artifact.path, node: node)] = ZoneHistory(list)
      }
      for extent in log.extents {
        let node = names.node(host: extent.host, component: extent.component)
        isLocal[node] = (isLocal[node] ?? false) || extent.first.isLocal || extent.last.isLocal
      }
      for line in log.lines {
        let node = names.node(host: line.host, component: line.component)
        guard (line.journalTime ?? line.time)?.isLocal == true else { continue }
        isLocal[node] = true
        lines[node, default: []].append(line)
      }
    }
    let captureTimes = facts.flatMap(\.captureTimes)
    for time in captureTimes where !time.node.isEmpty {
      let node = names.node(host: time.node)
      isLocal[node] = isLocal[node] ?? false
    }

    let pairing = ZonePairing(objects: objects, events: events, names: names)
    var unknown: [String] = []
    for (node, isLocal) in isLocal.sorted(by: { $0.key < $1.key }) {
      var clock = NodeClock()
      if !isLocal {
        clock.basis = "its times carry their zone"
      } else if let history = ZoneHistory(pairs[node] ?? []) {
        clock.history = history
        clock.zoneSeconds = history.zoneSeconds
        clock.basis = "lines that carry a local time and one with its zone"
      } else {
        let printed = DateZone.zoneSeconds(captureTimes, node: node, names: names)
        let paired = pairing.zoneSeconds(of: lines[node] ?? [], node: node)
        if let paired, printed == nil || (printed != paired.seconds && paired.facts >= 3) {
          clock.zoneSeconds = paired.seconds
          clock.uncertainty = .second / 2
          clock.basis = "facts that the API dates as well: \(paired.facts)"
        } else if let printed {
          clock.zoneSeconds = printed
          clock.basis = "date on the node"
        } else {
          unknown.append(node)
        }
      }
      clocks[node] = clock
    }
    let known = Set(clocks.filter { !unknown.contains($0.key) && isLocal[$0.key] == true }.map(\.value.zoneSeconds))
    guard known.count == 1, let common = known.first else { return }
    for node in unknown {
      clocks[node]?.zoneSeconds = common
      clocks[node]?.basis = "as on the other nodes"
    }
  }

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
        if time.node.isEmpty, clocks[""] == nil { return nil }
        return moment(time.reading, host: time.node, component: "", artifact: artifact.path)
      }
    }
    let newest = reference.newestLogReading
    guard let first = stated.min(), let last = stated.max() else {
      return (newest ?? reference.newestAPITime).map { Span($0) }
    }
    guard let newest, newest > last, newest.instant.nanoseconds(since: last.instant) < 3600 * .second else {
      return Span(first, last)
    }
    return Span(first, newest)
  }
}

extension ClockReading {
  /// Whether the reading lacks its zone.
  var isLocal: Bool {
    if case .local = self { return true }
    return false
  }
}
