import Model

/// A kubelet runs by itself and tells no API server of its node.
extension FailureMode {
  static let nodeNotRegistered = FailureMode(
    card: FailureModeCard(
      id: "node-not-registered-or-name-mismatch", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A kubelet does not register its node", ja: "kubelet がノードを登録しない"),
      what: """
        The node is missing from `kubectl get nodes` while its kubelet runs. The kubelet's log says that it has no API \
        server, or runs standalone; k3s and RKE2 say `Node password rejected`.
        """,
      why: """
        The kubelet was started without a kubeconfig, or in versions before 1.10 without being told to use it. It then \
        only runs the static pods of its host. Servers of k3s and RKE2 remember a password for each node's name, and refuse a \
        machine that was set up again under an old name, or a second one of the same.
        """,
      remedies: [
        Remedy(
          .now, "Give the kubelet its kubeconfig, then restart it.",
          commands: ["systemctl cat kubelet", "journalctl -u kubelet -n 200"]),
        Remedy(
          .now, "Where k3s or RKE2 refuses the node's password, delete the one that the server keeps for that name.",
          commands: ["kubectl -n kube-system delete secret {node}.node-password.k3s"]),
        Remedy(.lasting, "Join nodes with kubeadm or the distribution's tool, which writes the flags."),
      ],
      references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/"]),
    signatures: [StandaloneKubelet.signature, StandaloneKubelet.nameLine, NodePassword.signature],
    recognize: {
      StandaloneKubelet.occurrences($0) + StandaloneKubelet.otherNames($0) + NodePassword.occurrences($0)
    },
    fires: StandaloneKubelet.example("A kubelet without an API server", node: ""),
    staysSilent: StandaloneKubelet.example(
      "It said so once, and its node is registered by now",
      node: ServiceOutageMode.node(ready: "True", reason: "KubeletReady")))
}

/// What a kubelet writes that has no API server.
enum StandaloneKubelet {
  static let signature = LogSignature(
    "kubelet-standalone", component: "kubelet",
    literals: [
      "No api server defined - no node status update will be sent", "Standalone mode, no API client",
      "Kubelet is running in standalone mode, will skip API server sync",
      "No API server defined - no events will be sent",
    ])

  /// `node "a" is not allowed to modify node "b"`: the kubelet's certificate is of another name than its own.
  static let nameLine = LogSignature(
    "kubelet-of-another-name", component: "kubelet",
    callSites: ["kubelet_node_status.go", "event.go", "controller.go"],
    literals: [
      "is not allowed to modify node", " cannot modify node ", "can only access node lease with the same name",
      // The name in the certificate is empty or no node's.
      "unknown node for user \"system:node:",
    ])

  static func otherNames(_ investigation: Investigation) -> [Occurrence] {
    StatedOnNode.occurrences(
      nameLine, "has a kubelet whose credentials are of another node's name", effect: "not registered", investigation,
      whileItLasts: true
    ) { record in
      investigation.index.node(record.source.node)?.condition("Ready")?.value["status"]?.string != "True"
    }
  }

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let lines = Dictionary(grouping: investigation.incident.records(signature.id), by: \.source.node)
    return lines.sorted { $0.key < $1.key }.compactMap { node, lines in
      // Of a kubelet that names no host, any registered node may be its own.
      let isRegistered =
        node.isEmpty ? !investigation.index.objects(kind: "Node").isEmpty : investigation.index.node(node) != nil
      guard !isRegistered, let first = lines.first else { return nil }
      let subject = investigation.node(node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster], span: first.time.map { Span($0) },
        text: "The kubelet\(node.isEmpty ? "" : " of \(node)") has no API server, so it never registers its node",
        evidence: lines.prefix(2).map(\.evidence))
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "not registered")]
      return occurrence
    }
  }

  static func example(_ title: String, node: String) -> Example {
    let log =
      "2024-05-06T10:00:00.000200+0000 n1 kubelet[900]: W0506 10:00:00.000100     900 kubelet.go:1318] "
      + "No api server defined - no node status update will be sent.\n"
    return Example(
      title,
      [("nodes/n1/journal/kubelet.log", log), ("nodes/n1/date.txt", "Mon May  6 10:01:00 UTC 2024\n")]
        + (node.isEmpty ? [] : [("nodes.yaml", node)]))
  }
}
