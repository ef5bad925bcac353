import Model

/// A process waits in the kernel and cannot be killed.
extension FailureMode {
  static let hungTask = FailureMode(
    card: FailureModeCard(
      id: "hung-task", role: .fault, layer: "Kernel and host",
      title: Text(en: "Processes hang in the kernel", ja: "プロセスがカーネル内でハングしている"),
      what:
        "The kernel reports tasks that were blocked for more than two minutes. They cannot be killed; what waits for them hangs as well.",
      why: """
        Mostly storage that does not answer (a disk, an NFS server, a cloud volume), seldom a kernel error. The name of the task \
        and its call trace tell which subsystem it waits for.
        """,
      remedies: [
        Remedy(
          .now, "Read the call trace after the line; repair the storage that it waits for.",
          commands: ["dmesg -T | grep -A25 'blocked for more than'", "ps -eo pid,stat,wchan:32,cmd | grep ' D'"]),
        Remedy(.lasting, "Mount network storage with timeouts, and watch the latency of the node's disks."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [hungTaskLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        hungTaskLine, "has processes that hang in the kernel", effect: "hung tasks", investigation
      ) { record in
        // What they wait for, the kernel says itself.
        !["nfs-server-silent", "kernel-io-error"].contains { id in
          investigation.incident.records(id).contains { $0.source.node == record.source.node }
        }
      }
    },
    fires: StatedOnNode.kernel(
      "The journal of a filesystem hangs",
      "INFO: task jbd2/dm-0-8:1123 blocked for more than 120 seconds.", ready: "False",
      message: "PLEG is not healthy: pleg was last seen active 3m1s ago; threshold is 3m0s"),
    staysSilent: StatedOnNode.kernel(
      "A message speaks of blocking without a hung task",
      "cni0: port 1(veth3f10dbfe) entered blocking state"))

  private static let hungTaskLine = LogSignature(
    "kernel-hung-task", component: "kernel",
    literals: ["blocked for more than "])
}
