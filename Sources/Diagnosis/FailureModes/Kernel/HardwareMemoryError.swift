import Model

/// A node's memory returned errors that could not be corrected.
extension FailureMode {
  static let hardwareMemoryError = FailureMode(
    card: FailureModeCard(
      id: "hardware-memory-error", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node's memory is faulty", ja: "ノードのメモリに障害がある"),
      what:
        "The hardware reports memory errors that it could not correct; the kernel kills the processes that used the page.",
      why: """
        A failing memory module. Corrected errors alone harm nothing yet, but announce it.
        """,
      remedies: [
        Remedy(
          .now, "Cordon and drain the node.",
          commands: ["ras-mc-ctl --errors", "dmesg -T | grep -iE 'EDAC|Memory failure'"]),
        Remedy(.lasting, "Replace the memory module."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [hardwareMemoryErrorLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        hardwareMemoryErrorLine, "had memory errors that could not be corrected", effect: "memory errors", investigation
      )
    },
    fires: StatedOnNode.kernel(
      "A page is lost",
      "Memory failure: 0x1f2a3: recovery action for dirty LRU page: Recovered"),
    staysSilent: StatedOnNode.kernel(
      "An error was corrected",
      "EDAC MC0: 1 CE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0"))

  private static let hardwareMemoryErrorLine = LogSignature(
    "kernel-memory-error", component: "kernel",
    literals: ["Memory failure: 0x", " UE memory ", "event severity: fatal"])
}
