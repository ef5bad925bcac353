import Model

/// A time during which the kubelet of a node ran but did not reach the API server over the network.
struct LostContact: Sendable {
  /// The node.
  var node: String
  /// From the first to the last failed call.
  var span: Span?
  /// How many calls failed.
  var calls: Int
  /// Whether lines name the network itself, and not only a call that took too long.
  var isNetworkNamed: Bool
  /// The lines: first a network error, then others.
  var evidence: [Evidence]
}

extension LostContact {
  /// What the kubelet writes when its lease, its node's status or its watches do not go through.
  static let line = LogSignature(
    "kubelet-lost-contact", component: "kubelet",
    callSites: ["kubelet_node_status.go", "controller.go", "reflector.go", "event.go", "status_manager.go"],
    literals: [
      "i/o timeout", "no route to host", "network is unreachable", "context deadline exceeded",
      "Client.Timeout exceeded", "http2: client connection lost", "while waiting for connection",
    ])

  /// Errors of the network itself. `context deadline exceeded` alone may also mean an API server that is too slow.
  private static let network = [
    "i/o timeout", "no route to host", "network is unreachable", "while waiting for connection",
    "http2: client connection lost",
  ]

  /// Calls that stop for longer than this between two failures succeeded in between.
  private static let pause = seconds(180)

  /// The time a lease lives: what is shorter nobody notices.
  private static let shortest = seconds(30)

  /// All in the bundle, by node and time.
  static func all(in incident: Incident) -> [LostContact] {
    let lines = Dictionary(grouping: incident.records(line.id).filter(isCall), by: \.source.node)
    return lines.sorted { $0.key < $1.key }.flatMap { node, records in
      groups(of: records).compactMap { contact($0, on: node) }
    }
  }

  /// Whether the call went to the API server: a lookup of its name that fails is another matter.
  private static func isCall(_ record: LogRecord) -> Bool {
    let text = record.evidence.text
    return ["/api/v1/", "/apis/"].contains { text.firstRange(of: $0) != nil }
      && text.firstRange(of: ": lookup ") == nil
      && !["x509:", "etcdserver:", "connection refused"].contains { text.firstRange(of: $0) != nil }
  }

  private static func groups(of records: [LogRecord]) -> [[LogRecord]] {
    var groups: [[LogRecord]] = []
    for record in records {
      if let last = groups.last?.last?.time, let time = record.time,
        time.instant.nanoseconds(since: last.instant) > pause
      {
        groups.append([record])
      } else if groups.isEmpty {
        groups.append([record])
      } else {
        groups[groups.count - 1].append(record)
      }
    }
    return groups
  }

  private static func contact(_ records: [LogRecord], on node: String) -> LostContact? {
    let unreachable = records.filter { record in
      network.contains { record.evidence.text.firstRange(of: $0) != nil }
    }
    guard unreachable.count >= 2 || records.count >= 3, let first = records.first?.time, let last = records.last?.time,
      last.instant.nanoseconds(since: first.instant) >= shortest
    else { return nil }
    return LostContact(
      node: node, span: Span(first, last), calls: records.count, isNetworkNamed: unreachable.count >= 2,
      evidence: unreachable.prefix(2).map(\.evidence) + records.prefix(1).map(\.evidence)
        + unreachable.suffix(1).map(\.evidence))
  }
}
