import Model

/// The kubelet of a node does not run.
extension FailureMode {
  static let kubeletStoppedOrCrashing = FailureMode(
    card: FailureModeCard(
      id: "kubelet-stopped-or-crashing", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node's kubelet does not run", ja: "ノードの kubelet が動いていない"),
      what: """
        systemd stopped the kubelet, or it ends again each time it is started. The node becomes NotReady, its pods are \
        marked not ready although their containers go on running, and new pods do not start there.
        """,
      why: """
        The node's lease is no longer renewed. After 40 s (50 s since 1.31) the node controller sets all conditions to \
        Unknown, with the message `Kubelet stopped posting node status.`, and taints the node.
        """,
      remedies: [
        Remedy(
          .now, "Read the kubelet's last error, repair that, then start it.",
          commands: [
            "systemctl status kubelet", "journalctl -u kubelet --utc -o short-iso-precise -n 200",
            "systemctl enable --now kubelet",
          ]),
        Remedy(
          .lasting,
          """
          Let systemd restart the kubelet (Restart=always), alert on it, and drain nodes before maintenance. Run pods behind \
          controllers and Services, and write applications so that they bear an unexpected restart.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/",
        "https://kubernetes.io/docs/concepts/architecture/nodes/#heartbeats",
      ]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { investigation in
      let stopped = investigation.outages.filter {
        $0.service == .kubelet && KubeletExit.reason(of: $0, investigation) == nil
      }.map { outage in
        var occurrence = ServiceOutageMode.occurrence(of: outage, effect: "kubelet down", investigation)
        if outage.manner == .crashed, let error = KubeletExit.last(in: outage, investigation) {
          occurrence.text += "; its last error: \(KubeletExit.text(of: error))"
          occurrence.evidence.insert(error.evidence, at: min(1, occurrence.evidence.count))
        }
        return occurrence
      }
      return stopped + SilentKubelet.occurrences(investigation)
        + KubeletExit.occurrences(of: "kubelet-stopped-or-crashing", effect: "kubelet down", investigation)
    },
    fires: Example(
      "systemd stops the kubelet; 40 s later the node's conditions are Unknown",
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.")
        ),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping kubelet.service - kubelet: The Kubernetes Node Agent..."),
            ("10:00:00", "kubelet.service: Deactivated successfully."),
            ("10:00:00", "Stopped kubelet.service - kubelet: The Kubernetes Node Agent."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "Another unit is stopped, and the kubelet's name is only quoted",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady")),
        (
          "nodes/n1/journal/systemd.log",
          ServiceOutageMode.systemd(
            ("10:00:00", "Stopping node-report.service - report after kubelet.service..."),
            ("10:00:01", "Stopped node-report.service - report after kubelet.service."))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ]))
}

/// The error with which a kubelet ends.
enum KubeletExit {
  static let signature = LogSignature(
    "kubelet-exit", component: "kubelet",
    callSites: ["run.go", "server.go", "transport.go", "bootstrap.go", "kubelet.go", "event.go"],
    literals: [
      "failed to run Kubelet", "Failed to run kubelet", "failed to load kubelet config file",
      "failed to load Kubelet config file", "unable to load bootstrap kubeconfig",
      "currently active client certificate has expired", "existing bootstrap client certificate",
      "ailed to start ContainerManager", "failed to parse kubelet flag", "unknown flag:", "unrecognized feature gate",
      "to not run on a host using cgroup v1", "is different from docker cgroup driver", "unable to load client CA file",
      KubeletExit.portInUse,
    ])

  /// Another kubelet, or a leftover of it, holds the port on which the API server calls it.
  private static let portInUse = ":10250: bind: address already in use"

  /// The last such line of an outage: from two minutes before it, as the error comes before the exit.
  static func last(in outage: ServiceOutage, _ investigation: Investigation) -> LogRecord? {
    investigation.incident.records(signature.id).last { record in
      guard record.source.node == outage.node else { return false }
      guard let time = record.time, let from = outage.from else { return true }
      return time.latest >= from.earliest.advanced(by: seconds(-120))
        && (outage.to.map { time.earliest <= $0.latest } ?? true)
    }
  }

  /// What the line says, shortened.
  static func text(of record: LogRecord) -> String {
    let whole = record.field("err") ?? record.message
    return whole.utf8.count <= 200 ? whole : String(whole.prefix(200)) + "…"
  }

  /// The failure mode that states why the kubelet ends, where one does; nil where it was stopped or nothing tells.
  static func reason(of outage: ServiceOutage, _ investigation: Investigation) -> (id: String, line: LogRecord)? {
    guard outage.manner == .crashed, var line = last(in: outage, investigation) else { return nil }
    if let expired = expiry(before: line, investigation) { line = expired }
    return reason(in: line, investigation).map { ($0, line) }
  }

  /// The line that says that the certificate has expired, of a kubelet that ends for want of its bootstrap file or is refused
  /// with its token: it only turns to these because its certificate is no longer good.
  private static func expiry(before line: LogRecord, _ investigation: Investigation) -> LogRecord? {
    let text = ([line.message] + line.fields.map(\.value)).joined(separator: " ")
    guard
      ["bootstrap kubeconfig", "cannot create certificate signing request"].contains(where: {
        text.firstRange(of: $0) != nil
      })
    else { return nil }
    return investigation.incident.records(signature.id).last { record in
      guard record.source == line.source, reason(in: record, investigation) == "kubelet-client-cert-expired" else {
        return false
      }
      guard let time = record.time, let end = line.time else { return true }
      return end.latest.nanoseconds(since: time.earliest) < seconds(300) && !end.isProvablyBefore(time)
    }
  }

  /// The failure mode whose words a text holds.
  private static func id(in text: String, on node: String, _ investigation: Investigation) -> String? {
    let found = reasons.first { reason in reason.wordings.contains { text.firstRange(of: $0) != nil } }?.id
    guard found == "cri-plugin-disabled-or-config-broken" else { return found }
    if text.firstRange(of: "runtime.v1alpha2") != nil, RuntimeInterface.isSecondMajor(on: node, investigation) {
      return "containerd-2-migration"
    }
    let isOld = RuntimeInterface.isOld(on: node, investigation)
    return isOld && text.firstRange(of: "runtime.v1.RuntimeService") != nil ? "cri-v1-required" : found
  }

  /// Reasons with a failure mode of their own.
  private static let reasons: [(id: String, wordings: [String])] = [
    ("kubelet-swap-enabled", ["unning with swap on is not supported"]),
    ("cgroup-driver-mismatch", ["is different from docker cgroup driver"]),
    // Before the missing bootstrap file: the kubelet only looks for that because its certificate is no longer good.
    (
      "kubelet-client-cert-expired",
      ["currently active client certificate has expired", "existing bootstrap client certificate"]
    ),
    (
      "kubelet-config-or-bootstrap-missing",
      [
        "failed to load kubelet config file", "failed to load Kubelet config file",
        "unable to load bootstrap kubeconfig", "unable to load client CA file",
      ]
    ),
    ("kubelet-flag-removed", ["unknown flag: --", "unrecognized feature gate"]),
    (
      "file-descriptor-or-inotify-exhaustion",
      ["inotify_init: too many open files", "inotify_init1: too many open files"]
    ),
    ("kubelet-stopped-or-crashing", [portInUse]),
    ("bootstrap-token-invalid", ["cannot create certificate signing request: Unauthorized"]),
    ("cgroup-v1-removed", ["to not run on a host using cgroup v1"]),
    ("dockershim-removed", ["dockershim.sock: connect: no such file"]),
    (
      "cri-plugin-disabled-or-config-broken",
      ["unknown service runtime.v1", "CRI v1 runtime API is not implemented for endpoint"]
    ),
    (
      "cgroup-hierarchy-problem",
      [
        "cgroup mountpoint does not exist", "failed to find subsystem mount for required subsystem",
        "ubsystem not mounted",
      ]
    ),
    (
      "container-manager-start-failed",
      ["ailed to start ContainerManager", "failed to initialize top level QOS containers", "start cpu manager error"]
    ),
  ]

  /// The outages of kubelets that end for one reason.
  static func occurrences(of id: String, effect: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.outages.filter { $0.service == .kubelet }.compactMap { outage in
      guard let reason = reason(of: outage, investigation), reason.id == id else { return nil }
      var occurrence = ServiceOutageMode.occurrence(of: outage, effect: effect, investigation)
      occurrence.text += ": \(text(of: reason.line))"
      occurrence.evidence.insert(reason.line.evidence, at: 0)
      return occurrence
    } + excerpts(of: id, effect: effect, investigation)
  }

  /// A piece of a kubelet's log without a word of systemd: the node is in no list, and the reason stands near its end.
  private static func excerpts(of id: String, effect: String, _ investigation: Investigation) -> [Occurrence] {
    let lines = Dictionary(grouping: investigation.incident.records(signature.id), by: \.source.node)
    return lines.sorted { $0.key < $1.key }.compactMap { node, lines in
      let isKnown =
        node.isEmpty ? !investigation.index.objects(kind: "Node").isEmpty : investigation.index.node(node) != nil
      guard !isKnown, !investigation.outages.contains(where: { $0.service == .kubelet && $0.node == node }),
        investigation.incident.records(NodeService.kubelet.signature.id).allSatisfy({ $0.source.node != node }),
        let last = lines.last(where: { reason(in: $0, investigation) == id }), isNearEnd(last, investigation),
        expiry(before: last, investigation) == nil
      else { return nil }
      let subject = investigation.node(node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster], span: last.time.map { Span($0) },
        text: "The kubelet\(node.isEmpty ? "" : " of \(node)") does not come up: \(text(of: last))",
        evidence: [last.evidence])
      occurrence.confidence = .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: effect)]
      return occurrence
    }
  }

  /// Whether the kubelet's log ends within minutes of a line: then it did not run on happily.
  private static func isNearEnd(_ line: LogRecord, _ investigation: Investigation) -> Bool {
    !investigation.goesOn(after: line, for: seconds(300))
  }

  private static func reason(in line: LogRecord, _ investigation: Investigation) -> String? {
    let text = ([line.message] + line.fields.map(\.value)).joined(separator: " ")
    return id(in: text, on: line.source.node, investigation)
  }

  /// A kubelet that ends twice with an error; its node is Unknown.
  static func example(_ title: String, error: String) -> Example {
    Example(
      title,
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.")
        ),
        (
          "nodes/n1/journal/node.log",
          DiskPressureExample.kubelet(
            ("10:00:00", "run.go:74", "\"command failed\" err=\"\(error)\""),
            ("10:00:12", "run.go:74", "\"command failed\" err=\"\(error)\""))
            + ServiceOutageMode.systemd(
              ("10:00:01", "kubelet.service: Main process exited, code=exited, status=1/FAILURE"),
              ("10:00:11", "kubelet.service: Scheduled restart job, restart counter is at 1."),
              ("10:00:11", "Started kubelet.service - kubelet: The Kubernetes Node Agent."),
              ("10:00:13", "kubelet.service: Main process exited, code=exited, status=1/FAILURE"))
        ),
        ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ])
  }
}
