import Model

/// About when the bundle was taken, from whatever says it: it decides the year of clocks that write none.
struct CaptureReference {
  /// The best guess; where nothing in the bundle knows its year, in `Instant.unknownYear`; nil where there are no times.
  let instant: Instant?
  /// Newest time of the API: creations, conditions, Events, leases.
  let newestAPITime: Moment?

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent]) {
    newestAPITime = Self.newestTime(objects, events)
    let stated = facts.flatMap(\.captureTimes).compactMap(\.reading.instantOfKnownYear)
    // The bundle was taken after everything in it, except that a log's clock may be far ahead.
    let month: Int64 = 30 * 86_400 * .second
    let certain = (stated + [newestAPITime?.instant].compactMap { $0 }).max()
    var newest = certain
    let limit = certain?.advanced(by: month) ?? Instant(nanoseconds: .max)
    func see(_ reading: ClockReading?) {
      guard let reading, let instant = reading.instantOfKnownYear, instant <= limit else { return }
      newest = max(newest ?? instant, instant)
    }
    for log in facts.lazy.compactMap(\.log) {
      for extent in log.extents {
        see(extent.first)
        see(extent.last)
      }
      for pair in log.clockPairs { see(.absolute(pair.absolute)) }
      for lines in [log.lines, log.containerLines] {
        for line in lines {
          see(line.time)
          see(line.journalTime)
        }
      }
    }
    for unit in facts.lazy.flatMap(\.units) { see(unit.since) }
    instant = newest ?? Self.newestWithoutYear(facts)
  }

  /// The newest reading of logs that write no year: what is said of January beside what is said of December comes after it.
  private static func newestWithoutYear(_ facts: [ArtifactFacts]) -> Instant? {
    let readings = facts.flatMap { artifact -> [LocalTime] in
      let ofLog = (artifact.log?.extents ?? []).flatMap { [$0.first, $0.last] }
      let ofContainers = (artifact.log?.containerLines ?? []).compactMap { $0.journalTime ?? $0.time }
      return (ofLog + ofContainers + artifact.units.compactMap(\.since)).compactMap { reading in
        if case .local(let local) = reading { local } else { nil }
      }
    }
    let goesRound = readings.contains { $0.month >= 11 } && readings.contains { $0.month <= 2 }
    return readings.compactMap { local in
      local.asUTC(inYear: Instant.unknownYear + (goesRound && local.month <= 6 ? 1 : 0))
    }.max()
  }

  private static func newestTime(_ objects: [KubernetesObject], _ events: [ClusterEvent]) -> Moment? {
    var newest = events.compactMap { $0.time?.to }.max()
    func see(_ moment: Moment?) {
      guard let moment else { return }
      newest = max(newest ?? moment, moment)
    }
    for object in objects {
      see(object.created)
      see(object.value(at: "spec.renewTime")?.moment)
      for condition in object.value(at: "status.conditions")?.items ?? [] {
        see(condition["lastHeartbeatTime"]?.moment)
        see(condition["lastTransitionTime"]?.moment)
      }
    }
    return newest
  }
}

extension ClockReading {
  /// The instant, give or take a zone; nil where the reading has no year.
  fileprivate var instantOfKnownYear: Instant? {
    switch self {
    case .absolute(let moment): moment.instant
    case .local(let local): local.year.flatMap { local.asUTC(inYear: $0) }
    }
  }
}
