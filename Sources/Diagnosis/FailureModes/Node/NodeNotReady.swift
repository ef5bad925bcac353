import Model

/// A node's condition Ready is not True.
extension FailureMode {
  static let nodeNotReady = FailureMode(
    card: FailureModeCard(
      id: "node-not-ready", role: .state, layer: "Node / kubelet",
      title: Text(en: "A node is not ready", ja: "ノードが NotReady になっている"),
      what:
        "The node is NotReady: its condition Ready is False (the kubelet says why) or Unknown (the kubelet is silent).",
      why: """
        False comes from the kubelet itself: runtime, network or PLEG fail. Unknown comes from the control plane after the \
        kubelet has not renewed its lease for 40 s: it is stopped, the host is down, or the network between them is cut.
        """,
      remedies: [
        Remedy(
          .now, "Look at the kubelet and the runtime on the node.",
          commands: [
            "systemctl status kubelet containerd", "journalctl -u kubelet --utc -o short-iso-precise --since -1h",
          ])
      ],
      references: ["https://kubernetes.io/docs/reference/node/node-status/#condition"]),
    recognize: { investigation in
      investigation.index.objects(kind: "Node").compactMap { occurrence(of: $0, investigation) }
    },
    causes: [
      silence(from: "kubelet-stopped-or-crashing", "stops reporting the node"),
      silence(from: "kubelet-swap-enabled", "keeps the kubelet from reporting the node"),
      silence(from: "cgroup-driver-mismatch", "keeps the kubelet from reporting the node"),
      silence(from: "kubelet-config-or-bootstrap-missing", "keeps the kubelet from reporting the node"),
      silence(from: "kubelet-client-cert-expired", "keeps the kubelet from reporting the node"),
      silence(from: "container-manager-start-failed", "keeps the kubelet from reporting the node"),
      silence(from: "kubelet-flag-removed", "keeps the kubelet from reporting the node"),
      silence(from: "cgroup-v1-removed", "keeps the kubelet from reporting the node"),
      silence(from: "cgroup-hierarchy-problem", "keeps the kubelet from reporting the node"),
      silence(from: "dockershim-removed", "keeps the kubelet from reporting the node"),
      silence(from: "cri-plugin-disabled-or-config-broken", "keeps the kubelet from reporting the node"),
      silence(from: "containerd-2-migration", "keeps the kubelet from reporting the node"),
      silence(from: "cri-v1-required", "keeps the kubelet from reporting the node"),
      silence(from: "apiserver-or-control-plane-cert-expired", "keeps the kubelet from reporting the node"),
      silence(from: "unknown-authority-after-ca-change", "keeps the kubelet from reporting the node"),
      silence(from: "clock-skew", "keeps the kubelet from reporting the node"),
      silence(from: "apiserver-overloaded", "turns the kubelet's reports away"),
      silence(from: "node-down", "takes the node away"),
      silence(from: "network-partition-node-control-plane", "keeps the kubelet's reports from arriving"),
      refusal(from: "etcd-space-quota-exceeded"), refusal(from: "quorum-lost"), refusal(from: "etcd-no-leader"),
      CausalLink(
        from: "node-rebooted", by: .node, "takes the node away for a while", delay: seconds(-120)...seconds(900)),
      CausalLink(
        from: "kubelet-restart-storm", by: .node, "interrupts the kubelet's reports",
        delay: seconds(-3600)...seconds(3600)),
      CausalLink(
        from: "graceful-node-shutdown", by: .node, "takes the node away", delay: seconds(-60)...seconds(7200),
        judge: { _, effect, _ in
          .supported(direct: effect.evidence.contains { $0.text.firstRange(of: "node is shutting down") != nil })
        }),
      CausalLink(
        from: "cni-not-initialized", by: .node, "makes the kubelet report the node not ready",
        delay: Int64.min...Int64.max,
        judge: { _, effect, _ in
          guard effect.evidence.contains(where: { StartFaultText($0.text)?.id == "cni-not-initialized" }) else {
            return .contradicted(reason: "the node's condition does not name the network", evidence: effect.evidence)
          }
          return .supported(direct: true)
        }),
      reports(from: "containerd-down", "makes the kubelet report the node not ready"),
      reports(from: "docker-daemon-down-or-stuck", "makes the kubelet report the node not ready"),
      reports(from: "containerd-hung-or-slow", "makes the kubelet report the node not ready"),
      reports(from: "runtime-state-corrupt", "makes the kubelet report the node not ready"),
      StatedOnNode.unsettles("storage-stall", "keeps kubelet and runtime waiting"),
      StatedOnNode.unsettles("kernel-oops-or-panic", "stops the node"),
      StatedOnNode.unsettles("cpu-lockup-or-scheduler-stall", "makes the kubelet renew its lease too late"),
      StatedOnNode.unsettles("filesystem-remounted-readonly", "keeps the kubelet from writing"),
      StatedOnNode.unsettles("hardware-memory-error", "stops the node"),
      StatedOnNode.unsettles("node-nic-or-link-failure", "cuts the node off"),
      StatedOnNode.unsettles("oom-node-global", "leaves the kubelet no memory to work with"),
      StatedOnNode.unsettles("xfs-shutdown", "keeps the kubelet from writing"),
      StatedOnNode.unsettles("node-removed-by-autoscaler", "takes the node away"),
      StatedOnNode.unsettles("spot-or-maintenance-termination", "takes the node away"),
      CausalLink(
        from: "pleg-not-healthy", by: .node, "makes the kubelet report the node not ready",
        delay: seconds(-900)...Int64.max,
        judge: { _, effect, _ in
          let message = effect.evidence.first?.text ?? ""
          guard message.firstRange(of: "PLEG is not healthy") != nil else {
            return .contradicted(reason: "the node's condition does not name PLEG", evidence: effect.evidence)
          }
          // Where the runtime is named too, PLEG is its echo.
          return .supported(direct: !RuntimeSocket.isRuntimeDown(message))
        }),
    ],
    fires: Example("The kubelet stopped posting its status", [("nodes.yaml", node(status: "Unknown"))]),
    staysSilent: Example("The node is ready", [("nodes.yaml", node(status: "True"))]))

  private static func node(status: String) -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, uid: node-1}
    status:
      conditions:
      - {type: Ready, status: "\(status)", reason: NodeStatusUnknown, message: Kubelet stopped posting node status., lastTransitionTime: "2024-05-06T10:00:00Z"}
    """
  }

  /// Ready is Unknown because nobody hears the kubelet.
  private static func silence(from id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .node, mechanism, delay: seconds(-5)...Int64.max, causeMustHold: true,
      judge: { cause, effect, _ in
        guard effect.text.hasSuffix("Unknown)") else {
          return cause.text.firstRange(of: "failed") != nil
            ? .supported(direct: false)
            : .contradicted(reason: "the kubelet itself reports the state, so it runs", evidence: effect.evidence)
        }
        return .supported(direct: true, evidence: Array(cause.evidence.prefix(2)))
      })
  }

  /// Ready is Unknown because no lease of any kubelet can be written.
  private static func refusal(from id: String) -> CausalLink {
    CausalLink(
      from: id, by: .cluster, "keeps the nodes' leases from being renewed", delay: seconds(-5)...seconds(3600),
      judge: { _, effect, _ in
        guard effect.text.hasSuffix("Unknown)") else {
          return .contradicted(reason: "the kubelet itself reports the state", evidence: effect.evidence)
        }
        return .supported(direct: false)
      })
  }

  /// Ready is False because the kubelet has no runtime.
  private static func reports(from id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .node, mechanism, delay: seconds(-5)...Int64.max, causeMustHold: true,
      judge: { _, effect, _ in
        let message = effect.evidence.first?.text ?? ""
        guard RuntimeSocket.isRuntimeDown(message) || message.firstRange(of: "PLEG is not healthy") != nil else {
          return .contradicted(reason: "the node's condition does not name the runtime", evidence: effect.evidence)
        }
        return .supported(direct: true)
      })
  }

  private static func occurrence(of node: KubernetesObject, _ investigation: Investigation) -> Occurrence? {
    guard let ready = node.condition("Ready"), let status = ready.value["status"]?.string, status != "True" else {
      return nil
    }
    let since = ready.value["lastTransitionTime"]?.moment
    let message = ready.value["message"] ?? ready.value["reason"] ?? ready.value
    var occurrence = Occurrence(
      subject: node.reference, joints: [.node(node.name), .cluster], span: since.map { Span($0) },
      text: "\(node.name) is not ready (Ready is \(status))",
      evidence: [node.evidence(for: message, field: "\(ready.field).message", time: since)])
    occurrence.affected = [.init(entity: node.reference, role: .victim, effect: "not ready")]
    occurrence.undecided = [
      .init(
        id: "node-not-ready",
        artifact: status == "Unknown"
          ? "whether \(node.name) is down, cut off, or without its kubelet" : "why \(node.name) is not ready",
        collect: .node(node.name),
        or:
          "journalctl -u kubelet -u containerd --utc -o short-iso-precise --since -1h; systemctl status kubelet containerd"
      )
    ]
    return occurrence
  }
}
