import Model

/// Parts of the machine fail.
extension FailureMode {
  static let hardwareMemoryError = FailureMode(
    card: FailureModeCard(
      id: "hardware-memory-error", role: .fault, layer: "Kernel and host",
      title: Text(en: "The memory of a node is damaged", ja: "ノードのメモリが故障している"),
      what: """
        The kernel reports uncorrected memory errors; processes that own the page are killed, or the node stops.
        """,
      why: """
        A memory module fails. Errors that were corrected are reported too, but harm nothing yet.
        """,
      remedies: [
        Remedy(
          .now, "Take the node out of service.",
          commands: [
            "kubectl drain {node} --ignore-daemonsets", "ras-mc-ctl --summary", "dmesg -T | grep -i -e EDAC -e mce",
          ]),
        Remedy(.lasting, "Replace the module; watch the count of corrected errors."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [hardwareMemoryLine],
    recognize: {
      StatedOnNode.occurrences(hardwareMemoryLine, "has uncorrected memory errors", effect: "memory errors", $0)
    },
    fires: StatedOnNode.kernel(
      "A page is lost", "EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0", ready: "Unknown"),
    staysSilent: StatedOnNode.kernel(
      "An error was corrected", "EDAC MC0: 1 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0"))

  static let nodeNICOrLinkFailure = FailureMode(
    card: FailureModeCard(
      id: "node-nic-or-link-failure", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A network card of a node fails", ja: "ノードのネットワークカードに障害がある"),
      what: """
        The kernel says `NETDEV WATCHDOG: … transmit queue … timed out` or that a card's link is down; the node is lost to the \
        control plane.
        """,
      why: """
        The card, its driver, cable or switch port fails. With a bond of two cards only its load is lost.
        """,
      remedies: [
        Remedy(
          .now, "Look at the link and its errors.",
          commands: ["ip -s link", "ethtool DEVICE", "cat /proc/net/bonding/*"]),
        Remedy(.lasting, "Update driver and firmware; bond two cards."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [linkFailureLine],
    recognize: { StatedOnNode.occurrences(linkFailureLine, "lost a network link", effect: "network lost", $0) },
    fires: StatedOnNode.kernel(
      "The card no longer sends", "NETDEV WATCHDOG: ens192 (vmxnet3): transmit queue 0 timed out", ready: "Unknown"),
    staysSilent: StatedOnNode.kernel("A pod's interface goes", "cni0: port 1(veth3f10dbfe) entered disabled state"))

  static let kernelMemoryFragmentation = FailureMode(
    card: FailureModeCard(
      id: "kernel-memory-fragmentation-or-slab", role: .fault, layer: "Resources and OOM",
      title: Text(en: "The kernel finds no contiguous memory", ja: "カーネルが連続したメモリを確保できない"),
      what: """
        The kernel says `page allocation failure: order:…` or `SLUB: Unable to allocate memory`; containers fail to start with \
        `cannot allocate memory` although memory is free.
        """,
      why: """
        Memory is in pieces too small for what the kernel asks, or used up by its own caches. Old kernels leak them with memory cgroups.
        """,
      remedies: [
        Remedy(
          .now, "Free caches and let the kernel compact its memory; reboot if it does not help.",
          commands: ["cat /proc/buddyinfo", "slabtop -o | head -20", "sysctl vm.compact_memory=1"]),
        Remedy(.lasting, "Update the kernel, and raise vm.min_free_kbytes."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [allocationFailureLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        allocationFailureLine, "finds no contiguous memory for its kernel", effect: "kernel allocations fail",
        investigation
      ) { record in
        // Where no cgroup can be made any more, these are the objects of cgroups.
        !investigation.startFailures.contains { $0.fault.id == "cgroup-kmem-leak" && $0.node == record.source.node }
      }
    },
    fires: Example(
      "A sandbox cannot be made for want of contiguous memory",
      [
        (
          "nodes/n1/journal/kernel.log",
          "2024-05-06T09:29:00.000200+0000 n1 kernel: runc: page allocation failure: order:6, mode:0x10c0d0\n"
        ),
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ContainerCreating"),
            StartExample.event(
              "FailedCreatePodSandBox",
              "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox: cannot allocate memory"
            ))
        ), StartExample.date,
      ]),
    staysSilent: StatedOnNode.kernel(
      "A program had too little", "traps: worker[1234] general protection fault ip:7f1c sp:7ffd error:0 in libc.so.6"))

  private static let hardwareMemoryLine = LogSignature(
    "kernel-memory-error", component: "kernel",
    literals: [" UE memory ", "Memory failure: 0x", "Uncorrected hardware memory error"])

  private static let linkFailureLine = LogSignature(
    "kernel-link-failure", component: "kernel", literals: ["NETDEV WATCHDOG: ", "NIC Link is Down"])

  private static let allocationFailureLine = LogSignature(
    "kernel-allocation-failure", component: "kernel",
    literals: [
      "page allocation failure: order:", "SLUB: Unable to allocate memory on node",
      "possible memory allocation deadlock in",
    ])
}
