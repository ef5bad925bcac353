import Model

/// Nodes that k3s and RKE2 refuse since their server remembers another password for that name: a machine was set up again,
/// or two have one name.
///
///     Waiting to retrieve agent configuration; server is not ready: Node password rejected, duplicate hostname or …
///     Node password validation failed for 'worker-2', using passwd file '/var/lib/rancher/k3s/server/cred/node-passwd'
enum NodePassword {
  static let signature = LogSignature(
    "node-password-rejected", component: "", literals: ["Node password rejected", refusal])

  private static let refusal = "Node password validation failed for "

  /// One a node, by what it says itself, or by what the server says of it.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let lines = Dictionary(grouping: investigation.incident.records(signature.id), by: name)
    return lines.sorted { $0.key < $1.key }.compactMap { node, lines in
      guard let last = lines.last, !investigation.goesOn(after: last, for: pause),
        investigation.index.node(node)?.condition("Ready")?.value["status"]?.string != "True"
      else { return nil }
      let subject = investigation.node(node)
      let times = lines.compactMap(\.time)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster], span: times.first.map { Span($0, times.last ?? $0) },
        text: "\(node.isEmpty ? "A node" : node) is refused: the server remembers another password for its name",
        evidence: lines.prefix(3).map(\.evidence))
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "not registered")]
      return occurrence
    }
  }

  /// Agents ask again every few seconds.
  private static let pause = seconds(300)

  /// The node that a line is about: the writer's own, or the one that the server names.
  private static func name(_ line: LogRecord) -> String {
    guard let range = line.message.firstRange(of: refusal) else { return line.source.node }
    let rest = line.message[range.upperBound...].drop { "'[\"".contains($0) }
    return String(rest.prefix { !"'], \"".contains($0) })
  }
}
