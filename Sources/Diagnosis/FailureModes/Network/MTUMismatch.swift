import Model

/// Interfaces of one path carry packets of different size.
extension FailureMode {
  static let mtuMismatch = FailureMode(
    card: FailureModeCard(
      id: "mtu-mismatch", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "Packets are larger than an interface takes", ja: "MTU が一致していない"),
      what: """
        The kernel says `dropped over-mtu packet: 1522 > 1500`. Small requests work, large ones hang: uploads, TLS handshakes, image \
        layers.
        """,
      why: """
        An overlay adds 50 to 80 bytes to each packet. Where pods' interfaces have the MTU of the network below, or one node has another \
        than its peers, full packets are dropped.
        """,
      remedies: [
        Remedy(
          .now, "Compare the interfaces of path and pods, and try packets that must not be split.",
          commands: ["ip -o link | awk '{print $2, $4, $5}'", "ping -M do -s 1422 PEER"]),
        Remedy(.lasting, "Set the network plugin's MTU to that of the nodes less its header, the same on all nodes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    signatures: [overMTULine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        overMTULine, "drops packets that are larger than an interface takes", effect: "packets dropped", investigation,
        atLeast: 2, whileItLasts: true)
    },
    fires: StatedOnNode.kernel(
      "An interface gets packets with a tag", "tap0e778df8-ca: dropped over-mtu packet: 1522 > 1500",
      "tap0e778df8-ca: dropped over-mtu packet: 1522 > 1500"),
    staysSilent: StatedOnNode.kernel(
      "An interface comes up", "eth0: mtu greater than device maximum"))

  private static let overMTULine = LogSignature(
    "kernel-over-mtu", component: "kernel", literals: ["dropped over-mtu packet"])
}
