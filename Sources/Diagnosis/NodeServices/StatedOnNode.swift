import Model

/// Faults of a host that single log lines state: one occurrence a node, from the first line to the last.
enum StatedOnNode {
  /// `atLeast` lines; fewer are ordinary. `whileItLasts` where the line itself tells of failing requests: what still went
  /// on shortly before the end of the bundle is harm without a further victim. `atCapture` where a line tells how it is when the
  /// bundle is taken: one is enough.
  static func occurrences(
    _ signature: LogSignature, _ what: String, effect: String, _ investigation: Investigation, atLeast: Int = 1,
    whileItLasts: Bool = false, where accepts: (LogRecord) -> Bool = { _ in true },
    atCapture isState: (LogRecord) -> Bool = { _ in false }
  ) -> [Occurrence] {
    let lines = investigation.incident.records(signature.id).filter(accepts)
    return Dictionary(grouping: lines, by: \.source.node).sorted { $0.key < $1.key }.compactMap { node, lines in
      let holds = lines.contains(where: isState)
      guard lines.count >= atLeast || holds else { return nil }
      // etcd is the whole cluster's where nothing names its node.
      let isOfCluster = node.isEmpty && signature.component == "etcd"
      let subject = isOfCluster ? StatedInCluster.apiServer(investigation) : investigation.node(node)
      let times = lines.compactMap(\.time)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .nodeFilesystem(node: node), .cluster],
        span: times.first.map { Span($0, times.last ?? $0) },
        text:
          "\(isOfCluster ? "" : node.isEmpty ? "A node " : "\(node) ")\(what)\(lines.count > 1 ? " (\(lines.count) lines)" : "")",
        evidence: lines.prefix(3).map(\.evidence) + lines.dropFirst(3).suffix(1).map(\.evidence))
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: effect)]
      occurrence.harmsByItself =
        investigation.isExcerpt || holds || whileItLasts && !investigation.hasLasted(recent, since: times.last)
      return occurrence
    }
  }

  /// What was last seen longer ago than this is over.
  private static let recent = seconds(300)

  /// A pod of the node that waits, or fails, with just this error in its Events.
  static func echoes(_ id: String, _ wording: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .node, mechanism, delay: Int64.min...Int64.max,
      judge: { _, effect, investigation in
        let pod = effect.subject.object
        let stated = ["FailedCreatePodSandBox", "FailedMount", "Failed"].lazy.flatMap {
          investigation.index.events($0, about: pod)
        }.first { $0.message.firstRange(of: wording) != nil }
        guard let evidence = stated?.evidence.first else {
          return .contradicted(reason: "no Event of the pod says `\(wording)`", evidence: [])
        }
        return .supported(direct: true, evidence: [evidence])
      })
  }

  /// A node that becomes NotReady within minutes of the line.
  static func unsettles(_ id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(from: id, by: .node, mechanism, delay: seconds(-60)...seconds(900))
  }

  /// Kernel lines on node n1 as an example. The node is ready, or its Ready has a status and a message.
  static func kernel(
    _ title: String, _ lines: String..., ready: String = "True", message: String = "kubelet is posting ready status"
  ) -> Example {
    Example(
      title,
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: ready, reason: "KubeletReady", message: message)),
        (
          "nodes/n1/journal/kernel.log",
          lines.map { "2024-05-06T10:00:00.000200+0000 n1 kernel: \($0)\n" }.joined()
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ])
  }
}
