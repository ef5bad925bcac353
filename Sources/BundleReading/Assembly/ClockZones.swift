import Model

/// The zones of the local times in a bundle: of an artifact, else of its folder, else of its node.
///
/// One node can show several: `journalctl --utc` prints UTC, klog in the same line the node's zone, and a container's
/// log that of the container.
struct ClockZones {
  /// A node's zone and what tells it.
  struct NodeZone {
    var history: ZoneHistory
    var basis: String
  }

  /// One node's clock in one artifact or folder.
  private struct Place: Hashable {
    var path: Substring
    var node: String
  }

  /// The zones of nodes and other hosts by name; the name is empty for logs whose node is unknown.
  private(set) var nodes: [String: NodeZone] = [:]
  private var artifacts: [Place: ZoneHistory] = [:]
  private var folders: [Place: ZoneHistory] = [:]

  init(facts: [ArtifactFacts], objects: [KubernetesObject], events: [ClusterEvent], names: NodeNames) {
    var readings = LocalReadings(facts, names: names)
    let pairing = ZonePairing(objects: objects, events: events, names: names)
    for log in readings.containerLogs {
      let paired = pairing.zoneSeconds(of: log.lines, node: log.node)
      let history = ZoneHistory(zoneSeconds: paired?.seconds ?? 0, uncertainty: paired == nil ? 0 : .second / 2)
      artifacts[Place(path: log.path[...], node: log.node)] = history
    }
    for (node, pairs) in readings.pairs {
      // Only a stamp before the line tells the zone of other stamps before lines.
      let outer = pairs.filter(\.isOfStamp)
      for (path, own) in Dictionary(grouping: pairs, by: \.path) {
        artifacts[Place(path: path[...], node: node)] = ZoneHistory(own.map(\.pair))
      }
      for (path, own) in Dictionary(grouping: outer, by: { folder(of: $0.path) }) {
        folders[Place(path: path, node: node)] = ZoneHistory(own.map(\.pair))
      }
      readings.pairs[node] = outer.isEmpty ? pairs : outer
    }
    readNodes(readings, pairing, facts.flatMap(\.captureTimes), names)
  }

  /// The zone of a local time that an artifact shows for a node.
  func history(artifact: String, node: String) -> ZoneHistory {
    artifacts[Place(path: artifact[...], node: node)]
      ?? folders[Place(path: folder(of: artifact), node: node)]
      ?? nodes[node]?.history ?? ZoneHistory(zoneSeconds: 0)
  }

  /// Whether a node's zone is more than an assumption.
  func isKnown(_ node: String) -> Bool { nodes[node].map { $0.basis != Self.assumption } ?? false }

  private static let assumption = "assumed UTC"

  private mutating func readNodes(
    _ readings: LocalReadings, _ pairing: ZonePairing, _ captureTimes: [CaptureTime], _ names: NodeNames
  ) {
    var isLocal = readings.isLocal
    for time in captureTimes where !time.node.isEmpty {
      let node = names.node(host: time.node)
      isLocal[node] = isLocal[node] ?? false
    }
    var unknown: [String] = []
    for (node, isLocal) in isLocal.sorted(by: { $0.key < $1.key }) {
      guard isLocal else {
        nodes[node] = NodeZone(history: ZoneHistory(zoneSeconds: 0), basis: "its times carry their zone")
        continue
      }
      let pairs = readings.pairs[node] ?? []
      if let history = ZoneHistory(pairs.filter { !$0.isOfTail }.map(\.pair)) {
        nodes[node] = NodeZone(history: history, basis: "lines that carry a local time and one with its zone")
        continue
      }
      let printed = DateZone.zoneSeconds(captureTimes, node: node, names: names)
      let lines = readings.lines[node] ?? readings.containerLogs.filter { $0.node == node }.flatMap(\.lines)
      let paired = pairing.zoneSeconds(of: lines, node: node)
      let tail = ZoneHistory(pairs.map(\.pair))
      // Logs need not be printed in the zone of `date` or of a status; several facts outweigh both.
      if let paired, (printed == nil && tail == nil) || (printed != paired.seconds && paired.facts >= 3) {
        nodes[node] = NodeZone(
          history: ZoneHistory(zoneSeconds: paired.seconds, uncertainty: .second / 2),
          basis: "facts that the API dates as well: \(paired.facts)")
      } else if let tail {
        nodes[node] = NodeZone(history: tail, basis: "lines that carry a local time and one with its zone")
      } else if let printed {
        nodes[node] = NodeZone(history: ZoneHistory(zoneSeconds: printed), basis: "date on the node")
      } else {
        unknown.append(node)
      }
    }
    let known = Set(
      nodes.filter { isLocal[$0.key] == true && readings.hostNodes.contains($0.key) }.map(\.value.history.zoneSeconds))
    for node in unknown {
      if known.count == 1, readings.hostNodes.contains(node), let common = known.first {
        nodes[node] = NodeZone(history: ZoneHistory(zoneSeconds: common), basis: "as on the other nodes")
      } else {
        nodes[node] = NodeZone(history: ZoneHistory(zoneSeconds: 0), basis: Self.assumption)
      }
    }
  }
}

/// The local times of all logs, by node.
private struct LocalReadings {
  /// A pair of clocks and the artifact that shows it.
  struct Pair {
    var pair: ClockPair
    var path: String
    /// Whether the local reading is the stamp that journal or syslog put before the line, not klog's own.
    var isOfStamp: Bool
    /// Whether it stands in the tail below `systemctl status`, which may be printed in another zone than the journals.
    var isOfTail: Bool
  }

  /// A component's own log, which a container wrote.
  struct ContainerClockLog {
    var path: String
    var node: String
    var lines: [LogLine]
  }

  var pairs: [String: [Pair]] = [:]
  var lines: [String: [LogLine]] = [:]
  /// Whether any time of the node lacks its zone.
  var isLocal: [String: Bool] = [:]
  var containerLogs: [ContainerClockLog] = []
  /// Nodes with logs of their own; of the others only containers were heard.
  var hostNodes: Set<String> = []

  /// Components that usually run in containers, whose clocks show UTC whatever the node's zone.
  private static let containerized: Set<String> = [
    "kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager", "etcd", "kube-proxy",
    "coredns", "cluster-autoscaler", "metrics-server",
  ]

  init(_ facts: [ArtifactFacts], names: NodeNames) {
    for artifact in facts {
      for unit in artifact.units { noteClock(unit.since, of: names.node(host: unit.status.node)) }
      guard let log = artifact.log else { continue }
      // The tail of a unit's log covers nothing, but its stamps are the journal's.
      let isLocalLog = log.extents.contains { $0.first.isLocal } || !artifact.units.isEmpty
      for pair in log.clockPairs {
        pairs[names.node(host: pair.host), default: []].append(
          Pair(pair: pair, path: artifact.path, isOfStamp: isLocalLog, isOfTail: log.extents.isEmpty))
      }
      let ownClock = Self.isContainerLog(artifact, log)
      if ownClock, let extent = log.extents.first {
        let node = names.node(host: extent.host, component: extent.component)
        containerLogs.append(ContainerClockLog(path: artifact.path, node: node, lines: log.lines))
      }
      for extent in log.extents {
        let node = names.node(host: extent.host, component: extent.component)
        isLocal[node] = (isLocal[node] ?? false) || extent.first.isLocal || extent.last.isLocal
        if !ownClock { hostNodes.insert(node) }
      }
      for line in log.lines {
        guard (line.journalTime ?? line.time)?.isLocal == true, !ownClock else { continue }
        let node = names.node(host: line.host, component: line.component)
        if log.extents.isEmpty { noteClock(line.journalTime ?? line.time, of: node) }
        lines[node, default: []].append(line)
      }
    }
  }

  private mutating func noteClock(_ reading: ClockReading?, of node: String) {
    guard let reading else { return }
    isLocal[node] = (isLocal[node] ?? false) || reading.isLocal
    hostNodes.insert(node)
  }

  /// Whether an artifact holds bare lines of one component that runs in containers.
  private static func isContainerLog(_ artifact: ArtifactFacts, _ log: LogFacts) -> Bool {
    guard log.clockPairs.isEmpty, !log.extents.isEmpty,
      log.extents.allSatisfy({ containerized.contains($0.component) && $0.first.isLocal })
    else { return false }
    return log.lines.isEmpty ? artifact.format == "klog" : log.lines.allSatisfy { $0.journalTime == nil }
  }
}

/// A path without its last component.
func folder(of path: String) -> Substring {
  path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
}
