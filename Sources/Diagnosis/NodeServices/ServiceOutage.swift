import Model

/// A time during which a service of a node did not run, or ran only to fail again.
struct ServiceOutage: Sendable {
  /// How it ended.
  enum Manner: Sendable {
    /// systemd stopped it because somebody, or another unit, asked.
    case stopped
    /// It ended by itself.
    case crashed
    /// The kernel killed it for memory.
    case outOfMemory
  }

  /// Which service.
  var service: NodeService
  /// Its node; empty where nothing tells it.
  var node: String
  /// How it ended.
  var manner: Manner
  /// When it ended first; nil where no line has a time.
  var from: Moment?
  /// When it ran again for good; nil where it never did as far as the bundle knows.
  var to: Moment?
  /// How its process ended last, e.g. `code=exited, status=255/EXCEPTION`.
  var exit = ""
  /// How often it failed.
  var failures = 0
  /// systemd's highest restart counter.
  var restarts = 0
  /// The lines that tell it, in order.
  var evidence: [Evidence] = []

  /// Whether it had not recovered when the bundle was taken.
  var isOngoing: Bool { to == nil }

  /// Whether a moment may lie within.
  func includes(_ moment: Moment) -> Bool {
    (from.map { $0.earliest <= moment.latest } ?? true) && (to.map { moment.earliest <= $0.latest } ?? true)
  }

  /// From its end to its return, or to the end of what the bundle knows.
  func span(until end: Moment?) -> Span? {
    guard let from else { return nil }
    return Span(from, max(from, to ?? end ?? from))
  }

  /// `was stopped`, `failed 4 times (code=exited, status=255/EXCEPTION)`.
  var description: String {
    switch manner {
    case .stopped: return "was stopped"
    case .outOfMemory: return "was killed by the kernel's OOM killer"
    case .crashed:
      let times = failures > 1 ? "failed \(failures) times" : "failed"
      return exit.isEmpty ? times : "\(times) (\(exit))"
    }
  }

  /// At most eight of the lines: the first ones and the last.
  var tellingEvidence: [Evidence] {
    evidence.count <= 8 ? evidence : Array(evidence.prefix(5)) + Array(evidence.suffix(3))
  }
}

extension ServiceOutage {
  /// Shorter ones are ordinary restarts: nobody outside the node notices them.
  private static let shortest = seconds(60)

  /// All outages of all services, by node, service and time.
  static func all(in incident: Incident) -> [ServiceOutage] {
    let end = incident.lastMoment
    var found: [ServiceOutage] = []
    for service in NodeService.allCases {
      let byNode = Dictionary(grouping: incident.records(service.signature.id), by: \.source.node)
      for (node, records) in byNode { found += outages(of: service, on: node, records, until: end) }
      for status in incident.unitStatuses where status.unit == service.unit { found.take(status, of: service) }
    }
    return found.filter { outage in
      guard let from = outage.from, let to = outage.to else { return true }
      return to.latest.nanoseconds(since: from.earliest) >= shortest
    }.sorted { left, right in
      if left.node != right.node { return left.node < right.node }
      if left.service != right.service { return left.service.rawValue < right.service.rawValue }
      return (left.from?.instant.nanoseconds ?? .max) < (right.from?.instant.nanoseconds ?? .max)
    }
  }

  private static func outages(
    of service: NodeService, on node: String, _ records: [LogRecord], until end: Moment?
  ) -> [ServiceOutage] {
    var history = UnitHistory(service: service, node: node)
    for record in records {
      if let transition = UnitTransition(record.message, about: service) { history.take(transition, record) }
    }
    return history.outages(until: end)
  }
}

extension [ServiceOutage] {
  /// What `systemctl status` says at the capture: the last word on whether the service runs.
  fileprivate mutating func take(_ status: UnitStatus, of service: NodeService) {
    let open = lastIndex { $0.service == service && $0.node == status.node && $0.isOngoing }
    switch status.activeState {
    case .active, .reloading:
      // Without a time of its own it still ran when somebody looked.
      if let open { self[open].to = status.since ?? self[open].from }
    case .inactive, .failed, .activating:
      if let open {
        self[open].evidence = status.evidence.prefix(1) + self[open].evidence
        return
      }
      // A unit that never ran is inactive too: it has neither a time nor an exit status.
      guard status.since != nil || !status.exitStatus.isEmpty,
        status.activeState != .activating || status.subState == "auto-restart"
      else { return }
      var outage = ServiceOutage(
        service: service, node: status.node, manner: status.activeState == .inactive ? .stopped : .crashed,
        from: status.since)
      if status.result == "oom-kill" { outage.manner = .outOfMemory }
      if !status.exitStatus.isEmpty { outage.exit = "code=\(status.exitCode), status=\(status.exitStatus)" }
      outage.failures = outage.manner == .crashed ? 1 : 0
      outage.evidence = status.evidence.prefix(4).map { $0 }
      append(outage)
    case .deactivating, .maintenance, nil: break
    }
  }
}

/// What systemd's lines tell about one unit on one node, line by line.
private struct UnitHistory {
  let service: NodeService
  let node: String
  private var found: [ServiceOutage] = []
  private var current: ServiceOutage?
  private var started: Moment?
  /// How long it ran before it failed last.
  private var lastRun: Int64 = 0

  init(service: NodeService, node: String) {
    self.service = service
    self.node = node
  }

  /// A service that fails again this soon after its start had not recovered.
  private static let settled = seconds(120)

  mutating func take(_ transition: UnitTransition, _ record: LogRecord) {
    if case .starting = transition { return }
    if case .started = transition {
      started = record.time
      guard var ended = current else { return }
      ended.evidence.append(record.evidence)
      ended.to = record.time
      found.append(ended)
      current = nil
      return
    }
    var outage = current ?? begin(transition, record)
    switch transition {
    case .stopping, .stopped, .starting, .started: break
    case .failed(let exit):
      if exit.hasPrefix("code=") || outage.exit.isEmpty { outage.exit = exit }
      // One failure has two lines: how the process exited, and the unit's result.
      if !exit.hasPrefix("result ") || outage.failures == 0 { outage.failures += 1 }
    case .restarting(let count):
      outage.restarts = max(outage.restarts, count)
      if outage.manner == .crashed { outage.failures = max(outage.failures, 1) }
    case .outOfMemory: outage.manner = .outOfMemory
    }
    outage.evidence.append(record.evidence)
    current = outage
  }

  /// The outage that a line begins, or the last one where the service had not settled since.
  private mutating func begin(_ transition: UnitTransition, _ record: LogRecord) -> ServiceOutage {
    let manner: ServiceOutage.Manner =
      switch transition {
      case .stopping, .stopped: .stopped
      case .outOfMemory: .outOfMemory
      case .starting, .started, .failed, .restarting: .crashed
      }
    if let last = found.last, manner != .stopped, last.manner != .stopped, let to = last.to, let time = record.time,
      time.instant.nanoseconds(since: to.instant) < Self.settled
    {
      lastRun = time.instant.nanoseconds(since: to.instant)
      found.removeLast()
      var reopened = last
      reopened.to = nil
      return reopened
    }
    lastRun = 0
    return ServiceOutage(service: service, node: node, manner: manner, from: record.time)
  }

  func outages(until end: Moment?) -> [ServiceOutage] {
    if let current { return found + [current] }
    guard var last = found.last, last.manner != .stopped, last.failures > 1, let started, let end,
      end.instant.nanoseconds(since: started.instant) <= max(2 * lastRun, seconds(10))
    else { return found }
    // Caught between two failures: it has not run longer than it did before.
    last.to = nil
    return found.dropLast() + [last]
  }
}
