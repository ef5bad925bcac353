import Model

/// Two sets of packet filter rules live beside each other on a node.
extension FailureMode {
  static let iptablesBackendMismatch = FailureMode(
    card: FailureModeCard(
      id: "iptables-backend-mismatch", role: .risk, layer: "CNI, network, DNS",
      title: Text(en: "A node has rules of both iptables backends", ja: "iptables の legacy と nft が混在している"),
      what:
        "The node problem detector reports IPTablesVersionsMismatch, or a tool warns `iptables-legacy tables present`.",
      why: """
        kube-proxy, the network plugin and the host write rules by different backends, legacy and nft. Each sees only its \
        own, and packets meet both: what one lets pass the other may drop.
        """,
      remedies: [
        Remedy(
          .lasting, "Use one backend everywhere, and flush the rules of the other.",
          commands: ["iptables-legacy-save | wc -l", "iptables-nft-save | wc -l"])
      ],
      references: ["https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-iptables"]),
    signatures: [mixedTables],
    recognize: { investigation in
      StatedOnNode.occurrences(mixedTables, "has rules of both iptables backends", effect: "", investigation)
        + investigation.index.objects(kind: "Node").compactMap { node in
          guard let event = investigation.index.events("IPTablesVersionsMismatch", about: node.reference).last,
            let line = event.evidence.first
          else { return nil }
          return Occurrence(
            subject: node.reference, joints: [.node(node.name)], span: event.time,
            text: "\(node.name) has rules of both iptables backends", evidence: [line])
        }
    },
    fires: KubeProxySync.example(
      "A warning of the tool",
      ["Output: # Warning: iptables-legacy tables present, use iptables-legacy-save to see them"]),
    staysSilent: KubeProxySync.example("Another trouble", [KubeProxySync.lock]))

  private static let mixedTables = LogSignature(
    "iptables-backends-mixed", component: "kube-proxy", literals: ["iptables-legacy tables present"])
}
