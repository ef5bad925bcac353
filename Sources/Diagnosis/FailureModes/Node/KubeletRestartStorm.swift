import Model

/// A kubelet starts again and again.
extension FailureMode {
  static let kubeletRestartStorm = FailureMode(
    card: FailureModeCard(
      id: "kubelet-restart-storm", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node's kubelet restarts again and again", ja: "kubelet が再起動を繰り返している"),
      what: """
        systemd starts the kubelet many times within an hour, or the node problem detector reports FrequentKubeletRestart. The node \
        flaps between ready and not ready, and probes and volume mounts start over each time.
        """,
      why: """
        Each time it ends for a reason of its own that stands right before it, or a health check or a configuration tool restarts it. \
        Between two restarts it runs long enough to look healthy.
        """,
      remedies: [
        Remedy(
          .now, "Read what stands before each start: an error of the kubelet, or who stopped it.",
          commands: [
            "journalctl -u kubelet --utc -o short-iso-precise --since -1h | grep -B5 -E 'Started|Stopping|Main process exited'",
            "systemctl list-timers", "systemctl show kubelet -p NRestarts,WatchdogUSec",
          ]),
        Remedy(.lasting, "Remove watchdog scripts that restart the kubelet, and alert on its restarts."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [NodeService.kubelet.signature],
    recognize: { RestartStorm.occurrences($0) },
    fires: RestartStorm.example("A script restarts the kubelet every five minutes", starts: 6),
    staysSilent: RestartStorm.example("The kubelet was restarted twice for a new configuration", starts: 2))
}

/// Kubelets that do not stay.
private enum RestartStorm {
  /// So many starts within an hour are no maintenance.
  private static let manyStarts = 5
  private static let hour = seconds(3600)

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let lines = Dictionary(
      grouping: investigation.incident.records(NodeService.kubelet.signature.id), by: \.source.node)
    let nodes = Set(lines.keys).union(investigation.index.objects(kind: "Node").map(\.name))
    return nodes.sorted().compactMap { node in
      // A kubelet that does not come up at all is another fault, with a reason of its own.
      guard !investigation.outages.contains(where: { $0.service == .kubelet && $0.node == node && $0.isOngoing }) else {
        return nil
      }
      return stated(on: node, investigation) ?? counted(lines[node] ?? [], on: node, investigation)
    }
  }

  /// The node problem detector's condition.
  private static func stated(on node: String, _ investigation: Investigation) -> Occurrence? {
    guard let object = investigation.index.node(node), let condition = object.condition("FrequentKubeletRestart"),
      condition.value["status"]?.string == "True", let message = condition.value["message"] ?? condition.value["reason"]
    else { return nil }
    let since = condition.value["lastTransitionTime"]?.moment
    return occurrence(
      on: node, "restarts again and again, as the node problem detector says", since.map { Span($0) },
      [object.evidence(for: message, field: "\(condition.field).message", time: since)], investigation)
  }

  private static func counted(
    _ lines: [LogRecord], on node: String, _ investigation: Investigation
  ) -> Occurrence? {
    let starts = lines.filter { line in
      guard case .started? = UnitTransition(line.message, about: .kubelet) else { return false }
      return true
    }.suffix(manyStarts)
    guard starts.count == manyStarts, let first = starts.first?.time, let last = starts.last?.time else { return nil }
    let lasted = last.instant.nanoseconds(since: first.instant)
    // It goes on: the last start is not longer ago than two of these rounds.
    guard (seconds(20)...hour).contains(lasted),
      !investigation.hasLasted(2 * lasted / Int64(manyStarts - 1), since: last)
    else { return nil }
    return occurrence(
      on: node, "was started \(manyStarts) times within \(max(1, lasted / seconds(60))) min", Span(first, last),
      starts.map(\.evidence), investigation)
  }

  private static func occurrence(
    on name: String, _ what: String, _ span: Span?, _ evidence: [Evidence], _ investigation: Investigation
  ) -> Occurrence {
    let node = investigation.node(name)
    var occurrence = Occurrence(
      subject: node, joints: [.node(name), .cluster], span: span,
      text: "The kubelet of \(name.isEmpty ? "a node" : name) \(what)", evidence: evidence)
    occurrence.harmsByItself = true
    occurrence.affected = [.init(entity: node, role: .culprit, effect: "kubelet restarts")]
    return occurrence
  }

  static func example(_ title: String, starts: Int) -> Example {
    let journal = (0..<starts).map { round in
      let time = "10:\(round * 5 < 10 ? "0" : "")\(round * 5)"
      return ServiceOutageMode.systemd(
        ("\(time):00", "Stopping kubelet.service - kubelet: The Kubernetes Node Agent..."),
        ("\(time):01", "Stopped kubelet.service - kubelet: The Kubernetes Node Agent."),
        ("\(time):01", "Started kubelet.service - kubelet: The Kubernetes Node Agent."))
    }.joined()
    return Example(
      title,
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady")),
        ("nodes/n1/journal/systemd.log", journal), ("nodes/n1/date.txt", "Mon May  6 10:27:00 UTC 2024\n"),
      ])
  }
}
