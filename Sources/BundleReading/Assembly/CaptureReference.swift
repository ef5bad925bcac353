import Model

/// About when the bundle was taken, from whatever says it: it decides the year of clocks that write none.
struct CaptureReference {
  /// The best guess; nil where nothing in the bundle knows its year.
  let instant: Instant?
  /// Newest time of the API: creations, conditions, Events, leases.
  let newestAPITime: Moment?

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent]) {
    var newestLog: Moment?
    var newestLocal: Instant?
    func see(_ reading: ClockReading?) {
      switch reading {
      case .absolute(let moment): newestLog = max(newestLog ?? moment, moment)
      case .local(let local):
        guard let year = local.year, let instant = local.asUTC(inYear: year) else { return }
        newestLocal = max(newestLocal ?? instant, instant)
      case nil: return
      }
    }
    for log in facts.lazy.compactMap(\.log) {
      for extent in log.extents {
        see(extent.first)
        see(extent.last)
      }
      for pair in log.clockPairs { see(.absolute(pair.absolute)) }
      for line in log.lines {
        see(line.time)
        see(line.journalTime)
      }
    }
    newestAPITime = Self.newestTime(objects, events)

    let stated = facts.flatMap(\.captureTimes).compactMap { time -> Instant? in
      switch time.reading {
      case .absolute(let moment): moment.instant
      case .local(let local): local.year.flatMap { local.asUTC(inYear: $0) }
      }
    }
    instant = stated.max() ?? newestLog?.instant ?? newestAPITime?.instant ?? newestLocal
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
