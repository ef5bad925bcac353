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
          .lasting, "Let systemd restart the kubelet (Restart=always), alert on it, and drain nodes before maintenance."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/",
        "https://kubernetes.io/docs/concepts/architecture/nodes/#heartbeats",
      ]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { investigation in
      let stopped = investigation.outages.filter { $0.service == .kubelet }.map { outage in
        var occurrence = ServiceOutageMode.occurrence(of: outage, effect: "kubelet down", investigation)
        if outage.manner == .crashed, let error = KubeletExit.last(in: outage, investigation) {
          occurrence.text += "; its last error: \(KubeletExit.text(of: error))"
          occurrence.evidence.insert(error.evidence, at: min(1, occurrence.evidence.count))
        }
        return occurrence
      }
      return stopped + SilentKubelet.occurrences(investigation)
    },
    causes: [
      KubeletExit.causes("kubelet-swap-enabled", "makes the kubelet refuse to run"),
      KubeletExit.causes("cgroup-driver-mismatch", "makes the kubelet refuse to run"),
      KubeletExit.causes("kubelet-config-or-bootstrap-missing", "makes the kubelet refuse to run"),
      KubeletExit.causes("kubelet-client-cert-expired", "makes the kubelet exit"),
      KubeletExit.causes("container-manager-start-failed", "makes the kubelet exit"),
    ],
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
    "kubelet-exit", component: "kubelet", callSites: ["run.go", "server.go", "transport.go", "bootstrap.go"],
    literals: [
      "failed to run Kubelet", "Failed to run kubelet", "failed to load kubelet config file",
      "failed to load Kubelet config file", "unable to load bootstrap kubeconfig",
      "currently active client certificate has expired", "failed to parse kubelet flag", "unknown flag:",
    ])

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

  /// A reason that the kubelet itself writes before it exits. It counts only if it is the last one of the outage.
  static func causes(_ id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .node, mechanism, delay: seconds(-120)...Int64.max, causeMustHold: false,
      judge: { cause, effect, _ in
        let stated = cause.evidence.filter { effect.evidence.contains($0) }
        return stated.isEmpty ? .supported(direct: false) : .supported(direct: true, evidence: stated)
      })
  }
}
