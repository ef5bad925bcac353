import Model

/// A host or a control group has no process ids left.
extension FailureMode {
  static let hostPIDExhaustion = FailureMode(
    card: FailureModeCard(
      id: "host-pid-exhaustion", role: .fault, layer: "Kernel and host",
      title: Text(en: "No more processes can be started", ja: "プロセスをこれ以上起動できない"),
      what: "Forks fail with `Resource temporarily unavailable`: programs cannot start processes or threads.",
      why: """
        A limit of the pids controller, of systemd or of the kernel is reached, mostly by one program that does not collect its \
        children or starts threads without bound.
        """,
      remedies: [
        Remedy(
          .now, "Find who has the processes.",
          commands: ["ps -eo user,pid,ppid,nlwp,cmd --sort=-nlwp | head", "sysctl kernel.pid_max kernel.threads-max"]),
        Remedy(.lasting, "Set podPidsLimit, and raise kernel.pid_max where the load is legitimate."),
      ],
      references: ["https://kubernetes.io/docs/concepts/policy/pid-limiting/"]),
    signatures: [hostPIDExhaustionLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        hostPIDExhaustionLine, "refused forks because a limit of processes was reached", effect: "no more processes",
        investigation)
    },
    fires: StatedOnNode.kernel(
      "The pids controller refuses a fork",
      "cgroup: fork rejected by pids controller in /system.slice/containerd.service"),
    staysSilent: StatedOnNode.kernel(
      "A process forks",
      "audit: backlog limit is 64"))

  private static let hostPIDExhaustionLine = LogSignature(
    "kernel-fork-rejected", component: "kernel",
    literals: ["fork rejected by pids controller"])
}
