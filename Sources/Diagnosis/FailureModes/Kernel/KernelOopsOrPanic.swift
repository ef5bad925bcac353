import Model

/// The kernel of a node failed.
extension FailureMode {
  static let kernelOopsOrPanic = FailureMode(
    card: FailureModeCard(
      id: "kernel-oops-or-panic", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node's kernel failed", ja: "ノードのカーネルが異常終了した"),
      what:
        "The kernel reports an error of its own (oops) or gives up (panic). After a panic the machine stands still or reboots.",
      why: """
        A kernel or driver error, or broken hardware. After an oops the kernel goes on with whatever the failing task had locked.
        """,
      remedies: [
        Remedy(
          .now, "Save the call trace, then reboot the node.",
          commands: ["dmesg -T | grep -A30 -E 'BUG:|Kernel panic'", "ls /var/crash"]),
        Remedy(.lasting, "Update the kernel, and set up kdump so that the next one can be analyzed."),
      ],
      references: ["https://docs.kernel.org/admin-guide/bug-hunting.html"]),
    signatures: [kernelOopsOrPanicLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        kernelOopsOrPanicLine, "had an error of its kernel", effect: "kernel error", investigation)
    },
    fires: StatedOnNode.kernel(
      "The kernel panics",
      "Kernel panic - not syncing: Fatal exception in interrupt", ready: "Unknown",
      message: "Kubelet stopped posting node status."),
    staysSilent: StatedOnNode.kernel(
      "A program, not the kernel, breaks the protection",
      "traps: worker[1234] general protection fault ip:7f1c sp:7ffd error:0 in libc.so.6"))

  private static let kernelOopsOrPanicLine = LogSignature(
    "kernel-oops", component: "kernel",
    literals: ["Kernel panic - not syncing", "BUG: unable to handle ", "kernel BUG at ", "Internal error: Oops"])
}
