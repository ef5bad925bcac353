import Model

/// Kubelets whose silence alone shows that they do not run: the node's condition is Unknown, no line of systemd tells
/// why, but the node itself still answers.
enum SilentKubelet {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "Node").compactMap { node in
      guard let ready = node.condition("Ready"), ready.value["status"]?.string == "Unknown",
        !investigation.outages.contains(where: { $0.service == .kubelet && $0.node == node.name && $0.isOngoing })
      else { return nil }
      let since = ready.value["lastTransitionTime"]?.moment
      let refusals = refusals(of: node.name, investigation)
      let silence = silence(of: node.name, before: since, investigation)
      guard !refusals.isEmpty || silence != nil else { return nil }
      let condition = node.evidence(
        for: ready.value["message"] ?? ready.value, field: "\(ready.field).message", time: since)
      var occurrence = Occurrence(
        subject: node.reference, joints: [.node(node.name), .cluster],
        span: (silence ?? since).map { from in Span(from, max(from, investigation.end ?? from)) },
        text: refusals.isEmpty
          ? "The kubelet of \(node.name) fell silent while other programs of the node went on"
          : "Nothing listens on the kubelet's port of \(node.name), though the node answers",
        evidence: [condition] + refusals)
      occurrence.confidence = .likely
      occurrence.affected = [.init(entity: node.reference, role: .culprit, effect: "kubelet down")]
      occurrence.undecided = [
        .init(
          id: "kubelet-stopped-or-crashing", artifact: "state of the kubelet's unit on \(node.name)",
          collect: .node(node.name),
          or: "systemctl status kubelet; journalctl -u kubelet --utc -o short-iso-precise -n 500")
      ]
      return occurrence
    }
  }

  /// `kubectl logs` of the node's pods: the API server reached the host, and the host refused the kubelet's port. A host
  /// that is off or cut off does not answer at all.
  private static func refusals(of node: String, _ investigation: Investigation) -> [Evidence] {
    investigation.incident.containerLogs.lazy.filter { log in
      guard case .kubeletUnreachable(let error)? = log.answer, error.firstRange(of: "connection refused") != nil else {
        return false
      }
      return log.container.flatMap { investigation.index.pod($0.object) }?.nodeName == node
    }.compactMap(\.answerEvidence).prefix(2).map { $0 }
  }

  /// The end of the kubelet's journal where it lies shortly before the condition and other logs of the node go on.
  private static func silence(of node: String, before since: Moment?, _ investigation: Investigation) -> Moment? {
    let logs = investigation.incident.coverage.logs.filter { $0.source.node == node }
    guard let since, let last = logs.first(where: { $0.source.component == "kubelet" })?.spans.map(\.to).max(),
      last.isProvablyBefore(since), since.earliest.nanoseconds(since: last.latest) < seconds(360),
      logs.contains(where: { log in
        ["kernel", "systemd", "containerd", "crio", "dockerd"].contains(log.source.component)
          && log.spans.contains { $0.to.earliest.nanoseconds(since: since.latest) > 0 }
      })
    else { return nil }
    return last
  }
}
