import Model

/// A node tracks as many connections as it can, and drops packets of new ones.
extension FailureMode {
  static let conntrackTableFull = FailureMode(
    card: FailureModeCard(
      id: "conntrack-table-full", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node's connection table is full", ja: "ノードの conntrack テーブルが満杯"),
      what: "The kernel drops packets of new connections: timeouts to Services and DNS from this node, now and then.",
      why: """
        Every connection through a Service is tracked. Beyond nf_conntrack_max no new one fits; many short connections, or long \
        timeouts, fill the table.
        """,
      remedies: [
        Remedy(
          .now, "Raise the limit and see who opens the connections.",
          commands: [
            "sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max",
            "sysctl -w net.netfilter.nf_conntrack_max=524288",
          ]),
        Remedy(.lasting, "Set conntrack.maxPerCore of kube-proxy to fit, and reuse connections."),
      ],
      references: ["https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/"]),
    signatures: [conntrackTableFullLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        conntrackTableFullLine, "drops packets because its connection table is full", effect: "packets dropped",
        investigation)
    },
    fires: StatedOnNode.kernel(
      "The table is full",
      "nf_conntrack: nf_conntrack: table full, dropping packet"),
    staysSilent: StatedOnNode.kernel(
      "The module is loaded",
      "nf_conntrack version 0.5.0 (65536 buckets, 262144 max)"))

  private static let conntrackTableFullLine = LogSignature(
    "kernel-conntrack-full", component: "kernel",
    literals: ["table full, dropping packet"])
}
