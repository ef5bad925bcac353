import Model

/// A time at which a whole machine was taken down or came up anew, as its own journal or its kubelet tells.
struct NodeShutdown: Sendable {
  /// What was asked of the machine.
  enum Manner: Sendable {
    /// Switched off, or halted.
    case powerOff
    /// Started anew.
    case reboot
    /// systemd ended everything; nothing tells what for.
    case unknown
  }

  /// Its name; empty where nothing tells it.
  var node: String
  var manner: Manner
  /// When systemd or logind began it; nil where only the boot after it is known.
  var began: Moment?
  /// When the machine was up again; nil where nothing shows that it ever was.
  var booted: Moment?
  /// The lines that tell it, in order.
  var evidence: [Evidence]
  /// Whether the kernel reported a panic or a failed lock in the minutes before: then that took the machine down.
  var followsPanic = false

  /// Whether the machine was not seen to come up again.
  var isOngoing: Bool { booted == nil }

  /// When the machine was away; to the end of the bundle where it did not come back.
  func span(until end: Moment?) -> Span? {
    guard let from = began ?? booted else { return nil }
    return Span(from, max(from, booted ?? end ?? from))
  }
}

extension NodeShutdown {
  /// `systemd[1]: Reached target reboot.target - System Reboot.`
  static let targetLine = LogSignature("shutdown-target", component: "systemd", literals: targets)

  /// `systemd-logind[612]: System is rebooting.`
  static let loginLine = LogSignature(
    "shutdown-asked", component: "systemd-logind",
    literals: [
      "System is rebooting", "System is powering down", "System is halting", "The system will reboot now",
      "The system will power off now", "The system will halt now",
    ])

  /// The kernel's own last line.
  static let kernelLine = LogSignature(
    "kernel-goes-down", component: "kernel", literals: ["reboot: Restarting system", "reboot: Power down"])

  /// Only the manager of the system ends these for the machine: that of a user does so at each log-out.
  private static let targets = [
    "Reached target Shutdown", "Reached target System Shutdown", "Reached target shutdown.target",
    "Reached target Reboot", "Reached target System Reboot", "Reached target reboot.target",
    "Reached target Power-Off", "Reached target Power Off", "Reached target System Power Off",
    "Reached target poweroff.target",
  ]

  private static let panicLine = LogSignature(
    "kernel-panic", component: "kernel", literals: ["Kernel panic - not syncing", "kernel BUG at "])

  static let signatures = [targetLine, loginLine, kernelLine, panicLine, NodeStart.kernel]

  /// Lines this close together tell of one shutdown; a boot that follows within a day ends it.
  private static let oneShutdown = seconds(300)
  private static let longestAbsence = seconds(86_400)

  /// All shutdowns and boots, by node and time.
  static func all(in incident: Incident) -> [NodeShutdown] {
    let said = [targetLine, loginLine, kernelLine].flatMap { incident.records($0.id) }.filter(isOfSystem)
    let orders = Dictionary(
      grouping: said.sorted {
        ($0.time?.instant.nanoseconds ?? .max, $0.evidence) < ($1.time?.instant.nanoseconds ?? .max, $1.evidence)
      }, by: \.source.node)
    let boots = Dictionary(grouping: incident.records(NodeStart.kernel.id), by: \.source.node)
    let panics = Dictionary(grouping: incident.records(panicLine.id), by: \.source.node)
    let events = Dictionary(
      grouping: incident.events.filter { $0.reason == "Rebooted" && $0.regarding.kind == "Node" }, by: \.regarding.name)
    let nodes = Set(orders.keys).union(boots.keys).union(events.keys)
    return nodes.sorted().flatMap { node in
      var found = ordered(orders[node] ?? [], node)
      for boot in boots[node] ?? [] where found.contains(where: { $0.precedes(boot.time) }) || isReboot(boot, incident)
      {
        take(boot.time, boot.evidence, on: node, &found)
      }
      for event in events[node] ?? [] where incident.index.node(node).map({ isCurrent(event, $0) }) ?? true {
        if let evidence = event.evidence.first { take(event.time?.from, evidence, on: node, &found) }
      }
      for offset in found.indices {
        let panic = (panics[node] ?? []).last { follows(found[offset].began ?? found[offset].booted, $0.time) }
        guard let panic else { continue }
        found[offset].followsPanic = true
        found[offset].evidence.insert(panic.evidence, at: 0)
      }
      return found
    }
  }

  private static func isOfSystem(_ record: LogRecord) -> Bool {
    guard targets.contains(where: { record.message.firstRange(of: $0) != nil }) else { return true }
    return record.evidence.text.firstRange(of: "systemd[1]:") != nil
      || record.evidence.text.firstRange(of: "systemd[") == nil
  }

  private static func ordered(_ records: [LogRecord], _ node: String) -> [NodeShutdown] {
    var found: [NodeShutdown] = []
    for record in records {
      let manner = manner(of: record.message)
      if let last = found.indices.last, isSame(found[last].began, record.time) {
        if found[last].manner == .unknown { found[last].manner = manner }
        if found[last].evidence.count < 4 { found[last].evidence.append(record.evidence) }
      } else {
        found.append(
          NodeShutdown(node: node, manner: manner, began: record.time, booted: nil, evidence: [record.evidence]))
      }
    }
    return found
  }

  private static func manner(of message: String) -> Manner {
    let text = message.lowercased()
    if text.firstRange(of: "reboot") != nil { return .reboot }
    return ["power", "halt"].contains { text.firstRange(of: $0) != nil } ? .powerOff : .unknown
  }

  private static func isSame(_ left: Moment?, _ right: Moment?) -> Bool {
    guard let left, let right else { return true }
    return abs(right.instant.nanoseconds(since: left.instant)) <= oneShutdown
  }

  /// A boot belongs to the shutdown before it, or, where a machine went without one, stands for itself.
  private static func take(_ time: Moment?, _ evidence: Evidence, on node: String, _ found: inout [NodeShutdown]) {
    if let same = found.firstIndex(where: { $0.booted.map { isSame($0, time) } ?? false }) {
      if found[same].evidence.count < 6 { found[same].evidence.append(evidence) }
      return
    }
    let open = found.lastIndex { $0.precedes(time) }
    if let open, let time {
      found[open].booted = time
      if found[open].manner == .unknown { found[open].manner = .reboot }
      found[open].evidence.append(evidence)
    } else {
      found.append(
        NodeShutdown(node: node, manner: .reboot, began: nil, booted: time, evidence: [evidence]))
    }
  }

  /// Whether this is a shutdown that a boot at a time can have ended.
  private func precedes(_ boot: Moment?) -> Bool {
    guard booted == nil, let began, let boot else { return false }
    return (0...Self.longestAbsence).contains(boot.instant.nanoseconds(since: began.instant))
  }

  /// A kernel's first line is a reboot only where the same journal shows that the machine ran before.
  private static func isReboot(_ boot: LogRecord, _ incident: Incident) -> Bool {
    guard let time = boot.time, !boot.source.node.isEmpty else { return false }
    if let created = incident.index.node(boot.source.node)?.created, !created.isProvablyBefore(time) { return false }
    return incident.artifacts.flatMap(\.logs).contains { log in
      guard log.source.node == boot.source.node, let from = log.span?.from else { return false }
      return from.latest < time.earliest.advanced(by: -oneShutdown)
    }
  }

  /// Before a panic's line the machine ran; it is down or up again within minutes.
  private static func follows(_ moment: Moment?, _ panic: Moment?) -> Bool {
    guard let moment, let panic else { return false }
    return (seconds(-5)...seconds(900)).contains(moment.instant.nanoseconds(since: panic.instant))
  }

  /// Whether an Event is about this node and not a namesake before it.
  private static func isCurrent(_ event: ClusterEvent, _ node: KubernetesObject) -> Bool {
    guard let created = node.created, let time = event.time?.to else { return true }
    return !time.isProvablyBefore(created)
  }
}

extension [ServiceOutage] {
  /// Without those that are no more than a part of a machine's shutdown: its services end with it, and come back with it.
  /// A service that stayed away after the machine was up again is another matter.
  func without(partsOf shutdowns: [NodeShutdown]) -> [ServiceOutage] {
    filter { outage in
      guard outage.manner == .stopped, let from = outage.from else { return true }
      return !shutdowns.contains { shutdown in
        guard shutdown.node == outage.node, let began = shutdown.began,
          (seconds(-30)...seconds(300)).contains(from.instant.nanoseconds(since: began.instant))
        else { return false }
        return shutdown.isOngoing || !outage.isOngoing
      }
    }
  }
}
