import Model

/// A table of the kernel that every connection needs is full.
extension FailureMode {
  static let conntrackTableFull = FailureMode(
    card: FailureModeCard(
      id: "conntrack-table-full", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The connection table of a node is full", ja: "ノードの conntrack テーブルが満杯"),
      what: """
        The kernel says `nf_conntrack: table full, dropping packet`: new connections of any pod on the node fail now and then, \
        name resolution first.
        """,
      why: """
        Each connection through a Service takes an entry until it times out. A flood of short connections, or a limit that is small \
        for the node, fills the table.
        """,
      remedies: [
        Remedy(
          .now, "See how full it is and who opens so many connections; raise the limit.",
          commands: [
            "sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max",
            "conntrack -L | cut -d= -f2 | sort | uniq -c | sort -n | tail",
          ]),
        Remedy(.lasting, "Raise conntrack.maxPerCore of kube-proxy, and keep connections alive in clients."),
      ],
      references: ["https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/"]),
    signatures: [conntrackFullLine],
    recognize: {
      StatedOnNode.occurrences(
        conntrackFullLine, "drops packets: its connection table is full", effect: "packets dropped", $0,
        whileItLasts: true)
    },
    fires: StatedOnNode.kernel("Packets are dropped", "nf_conntrack: nf_conntrack: table full, dropping packet"),
    staysSilent: StatedOnNode.kernel("The module is loaded", "nf_conntrack version 0.5.0 (65536 buckets, 262144 max)"))

  static let neighbourTableOverflow = FailureMode(
    card: FailureModeCard(
      id: "arp-or-neighbour-table-overflow", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The neighbor table of a node is full", ja: "ノードの ARP テーブルが満杯"),
      what: """
        The kernel says `neighbor table overflow!`: connections to addresses that are not in the table fail.
        """,
      why: """
        Each pod and node that the node talks to directly takes an entry. Large flat networks exceed the default of 1024.
        """,
      remedies: [
        Remedy(
          .now, "Raise the thresholds.", commands: ["sysctl net.ipv4.neigh.default.gc_thresh3", "ip neigh | wc -l"]),
        Remedy(.lasting, "Set gc_thresh1 to gc_thresh3 for the size of the network on all nodes."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [neighbourOverflowLine],
    recognize: {
      StatedOnNode.occurrences(
        neighbourOverflowLine, "fails to reach neighbors: its ARP table is full", effect: "neighbors not reached", $0,
        whileItLasts: true)
    },
    fires: StatedOnNode.kernel("The table is full", "neighbour: arp_cache: neighbor table overflow!"),
    staysSilent: StatedOnNode.kernel(
      "Another protocol speaks of neighbors", "IPv6: ADDRCONF(NETDEV_CHANGE): cni0: link becomes ready"))

  static let unregisterNetdeviceLeak = FailureMode(
    card: FailureModeCard(
      id: "unregister-netdevice-leak", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The kernel cannot remove a network device", ja: "カーネルがネットワークデバイスを解放できない"),
      what: """
        The kernel repeats `unregister_netdevice: waiting for … to become free` every ten seconds; pods are neither made nor removed.
        """,
      why: """
        An error of the kernel: a reference to the device was not given back. What wants to make or delete a network namespace waits.
        """,
      remedies: [
        Remedy(.now, "Drain and reboot the node.", commands: ["kubectl drain {node} --ignore-daemonsets", "uname -r"]),
        Remedy(.lasting, "Update the kernel."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [unregisterNetdeviceLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        unregisterNetdeviceLine, "cannot remove a network device", effect: "network setup hangs", investigation,
        whileItLasts: true
      ) { record in
        // It is said every ten seconds as long as the device is held: what the log goes on without is over.
        !investigation.goesOn(after: record, for: seconds(120))
      }
    },
    fires: StatedOnNode.kernel(
      "A device is still referenced", "unregister_netdevice: waiting for veth3f10 to become free. Usage count = 1"),
    staysSilent: Example(
      "The device was freed, and the kernel goes on without a further word of it",
      [
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T10:00:00.000200+0000 n1 kernel: unregister_netdevice: waiting for lo to become free. Usage count = 1\n"
            + "2024-05-06T10:11:00.000200+0000 n1 kernel: cni0: port 1(veth3f10dbfe) entered disabled state\n"
        )
      ]))

  private static let conntrackFullLine = LogSignature(
    "kernel-conntrack-full", component: "kernel", literals: ["nf_conntrack: table full, dropping packet"])

  private static let neighbourOverflowLine = LogSignature(
    "kernel-neighbour-overflow", component: "kernel", literals: ["neighbor table overflow", "Neighbour table overflow"])

  private static let unregisterNetdeviceLine = LogSignature(
    "kernel-unregister-netdevice", component: "kernel", literals: ["unregister_netdevice: waiting for "])
}
