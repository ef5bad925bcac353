import Model

/// Faults of the control plane that its clients and its own components state in log lines: one occurrence for the cluster,
/// however many nodes write such lines.
enum StatedInCluster {
  /// Clients try again at least this often: what was last seen longer ago is over.
  private static let recent = seconds(120)

  /// `atLeast` lines, fewer are ordinary; about the API server unless `of` names something else.
  static func occurrences(
    _ signatures: [LogSignature], _ what: String, effect: String, _ investigation: Investigation, atLeast: Int = 1,
    of subject: EntityReference? = nil, answers: [Evidence] = [], where accepts: (LogRecord) -> Bool = { _ in true }
  ) -> [Occurrence] {
    let lines = signatures.flatMap { investigation.incident.records($0.id) }.filter(accepts).sorted {
      ($0.time?.instant.nanoseconds ?? .max, $0.evidence) < ($1.time?.instant.nanoseconds ?? .max, $1.evidence)
    }
    guard isDense(lines, atLeast) || !answers.isEmpty else { return [] }
    let subject = subject ?? apiServer(investigation)
    let times = lines.compactMap(\.time)
    let writers = Set(lines.map(\.source.node)).subtracting([""]).sorted()
    var occurrence = Occurrence(
      subject: subject, joints: [.cluster] + writers.map(Joint.node),
      span: times.first.map { Span($0, times.last ?? $0) },
      text: what + (lines.count > 1 ? " (\(lines.count) lines)" : ""),
      evidence: answers.prefix(2) + lines.prefix(3).map(\.evidence) + lines.dropFirst(3).suffix(1).map(\.evidence))
    occurrence.affected = [.init(entity: subject, role: .culprit, effect: effect)]
    occurrence.harmsByItself =
      investigation.isExcerpt || !answers.isEmpty
      || !investigation.hasLasted(recent, since: times.last) && !hasHealed(since: times.last, writers, investigation)
    // Elsewhere objects show whether it still hurts.
    occurrence.isPresent = !investigation.isExcerpt || !answers.isEmpty || !isOver(lines, investigation)
    return [occurrence]
  }

  /// Whether the log of each line goes on without it for longer than clients wait.
  private static func isOver(_ lines: [LogRecord], _ investigation: Investigation) -> Bool {
    !lines.isEmpty && lines.allSatisfy { investigation.goesOn(after: $0, for: recent) }
  }

  /// Whether the last lines stand close together: a few over days are ordinary.
  private static func isDense(_ lines: [LogRecord], _ count: Int) -> Bool {
    guard lines.count >= max(1, count), let last = lines.last?.time, let first = lines[lines.count - max(1, count)].time
    else { return lines.count >= max(1, count) }
    return last.instant.nanoseconds(since: first.instant) <= seconds(900)
  }

  /// Whether each node that wrote such lines has reported itself since: then its kubelet gets through again.
  private static func hasHealed(since last: Moment?, _ writers: [String], _ investigation: Investigation) -> Bool {
    guard let last, !writers.isEmpty else { return false }
    return writers.allSatisfy { name in
      let heartbeat = investigation.index.node(name)?.condition("Ready")?.value["lastHeartbeatTime"]?.moment
      return heartbeat.map { last.isProvablyBefore($0) } ?? false
    }
  }

  /// The API server as something to change: its node where the bundle shows which one that is, else its Service.
  static func apiServer(_ investigation: Investigation) -> EntityReference {
    let labels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"]
    let labeled = investigation.index.objects(kind: "Node").filter { node in
      labels.contains { node.label($0) != nil }
    }.map(\.name)
    let logged = investigation.incident.coverage.logs.filter { $0.source.component == "kube-apiserver" }.map(
      \.source.node)
    let nodes = Set(labeled.isEmpty ? logged : labeled).subtracting([""])
    guard nodes.count == 1, let only = nodes.first else {
      return EntityReference(kind: "Service", namespace: "default", name: "kubernetes")
    }
    return investigation.node(only)
  }

  /// What kubectl answered in place of what it was asked for, where it says one of some texts.
  static func answers(_ wordings: [String], _ investigation: Investigation) -> [Evidence] {
    investigation.incident.coverage.cut.filter { note in
      note.text.hasPrefix("Unable to connect to the server")
        && wordings.contains { note.text.firstRange(of: $0) != nil }
    }.map { Evidence(path: $0.path, line: $0.line, text: $0.text) }
  }

  /// What the API server answered to a command, where it says a text.
  static func refusals(_ wording: String, _ investigation: Investigation) -> [Evidence] {
    investigation.incident.coverage.cut.filter { $0.text.firstRange(of: wording) != nil }.map {
      Evidence(path: $0.path, line: $0.line, text: $0.text)
    }
  }

  /// Lines of the kubelet of node n1, at 10:02:00 and each second after it, a minute before the bundle was taken.
  static func kubelet(_ title: String, site: String, _ messages: String...) -> Example {
    let journal = messages.enumerated().map { offset, message in
      DiskPressureExample.kubelet(("10:02:0\(offset)", site, message))
    }.joined()
    return Example(
      title,
      [("nodes/n1/journal/kubelet.log", journal), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n")])
  }

  /// The same for the API server of node n1.
  static func apiServer(_ title: String, site: String, _ messages: String...) -> Example {
    component("kube-apiserver", title, site, messages)
  }

  /// The same for the controller manager of node n1.
  static func controllerManager(_ title: String, _ messages: String...) -> Example {
    component("kube-controller-manager", title, "node_lifecycle_controller.go:1200", messages)
  }

  private static func component(_ name: String, _ title: String, _ site: String, _ messages: [String]) -> Example {
    let journal = messages.enumerated().map { offset, message in
      "2024-05-06T10:02:0\(offset).000200+0000 n1 \(name)[61]: E0506 10:02:0\(offset).000100      61 \(site)] \(message)\n"
    }.joined()
    return Example(
      title,
      [("nodes/n1/journal/\(name).log", journal), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n")])
  }
}
