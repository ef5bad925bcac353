import Model

/// A CPU of a node did nothing but one thing for many seconds.
extension FailureMode {
  static let cpuLockup = FailureMode(
    card: FailureModeCard(
      id: "cpu-lockup-or-scheduler-stall", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node's CPUs stalled", ja: "ノードの CPU が停滞した"),
      what:
        "The kernel's watchdog reports soft or hard lockups, or RCU stalls: nothing else ran on a CPU for many seconds.",
      why: """
        The hypervisor gave the machine no time, or the kernel or a driver loops. Leases are renewed late, and the node flaps \
        between Ready and NotReady.
        """,
      remedies: [
        Remedy(
          .now, "See whether the hypervisor steals time; move the workload away.",
          commands: ["dmesg -T | grep -iE 'lockup|stall'", "vmstat 1 5"]),
        Remedy(.lasting, "Do not overcommit the hypervisor; update kernel and microcode."),
      ],
      references: ["https://docs.kernel.org/admin-guide/lockup-watchdogs.html"]),
    signatures: [cpuLockupLine],
    recognize: { investigation in
      StatedOnNode.occurrences(cpuLockupLine, "had CPUs that stalled", effect: "CPU stalls", investigation)
    },
    fires: StatedOnNode.kernel(
      "A CPU is stuck",
      "watchdog: BUG: soft lockup - CPU#3 stuck for 23s! [kworker/3:1:123]", ready: "Unknown",
      message: "Kubelet stopped posting node status."),
    staysSilent: StatedOnNode.kernel(
      "The watchdog is only switched on",
      "NMI watchdog: Enabled. Permanently consumes one hw-PMU counter."))

  private static let cpuLockupLine = LogSignature(
    "kernel-cpu-stall", component: "kernel",
    literals: ["soft lockup - CPU#", "hard LOCKUP on cpu", "self-detected stall on CPU"])
}
