import Model

/// A node runs out of memory or process ids, as its kubelet reports it.
extension FailureMode {
  static let nodeMemoryPressure = FailureMode(
    card: FailureModeCard(
      id: "node-memory-pressure", role: .state, layer: NodePressureMode.layer,
      title: Text(en: "A node is under memory pressure", ja: "ノードがメモリ圧迫状態にある"),
      what: """
        The kubelet reports `MemoryPressure`, taints the node `node.kubernetes.io/memory-pressure:NoSchedule`, and evicts \
        one pod after another, those first that use more than they asked for.
        """,
      why: """
        Less than `memory.available` (100Mi by default) is left to the node. Pods asked for less than they use, have no \
        limits, or the host itself needs more than is reserved for it. Here the kubelet acts before the kernel's OOM killer.
        """,
      remedies: [
        Remedy(
          .now, "See what uses the node's memory, pods and host.",
          commands: ["kubectl top pods -A --sort-by=memory", "ps -eo pid,rss,cgroup,cmd --sort=-rss | head -40"]),
        Remedy(.lasting, "Set requests near the real use, and reserve memory with systemReserved and kubeReserved."),
      ],
      references: [NodePressureMode.reference]),
    signatures: EvictionSignatures.all,
    recognize: { NodePressureMode.states(.memory, $0) },
    causes: [NodePressureMode.usedUp(by: .memory)],
    fires: Example(
      "The condition is True",
      [
        (
          "cluster/nodes.yaml",
          NodePressureMode.node(
            "{type: MemoryPressure, status: \"True\", reason: KubeletHasInsufficientMemory, "
              + "lastTransitionTime: \"2024-05-06T10:00:00Z\"}")
        )
      ]),
    staysSilent: Example(
      "A kubelet reclaims disk, not memory",
      [
        (
          "cluster/nodes.yaml",
          NodePressureMode.node(
            "{type: MemoryPressure, status: \"False\", reason: KubeletHasSufficientMemory, "
              + "lastTransitionTime: \"2024-03-01T00:00:00Z\"}")
        ), ("nodes/n1/journal/kubelet.log", DiskPressureExample.evictionJournal),
      ]))

  static let nodePIDPressure = FailureMode(
    card: FailureModeCard(
      id: "node-pid-pressure", role: .state, layer: NodePressureMode.layer,
      title: Text(en: "A node runs out of process ids", ja: "ノードのプロセス ID が枯渇しつつある"),
      what: """
        The kubelet reports `PIDPressure`, taints the node `node.kubernetes.io/pid-pressure:NoSchedule`, and evicts pods, \
        those with the most processes first.
        """,
      why: """
        Fewer than `pid.available` process ids are left: every thread counts. A program forks without end or never reaps \
        its children, pods have no limit (`podPidsLimit`), or kernel.pid_max is at its old default of 32768.
        """,
      remedies: [
        Remedy(
          .now, "See who has so many processes and threads.",
          commands: ["ps -eLo cgroup= | sort | uniq -c | sort -n | tail -40", "sysctl kernel.pid_max"]),
        Remedy(
          .lasting, "Set podPidsLimit, raise kernel.pid_max, and run programs that fork under an init that reaps."),
      ],
      references: [NodePressureMode.reference, "https://kubernetes.io/docs/concepts/policy/pid-limiting/"]),
    signatures: EvictionSignatures.all,
    recognize: { NodePressureMode.states(.pids, $0) },
    causes: [NodePressureMode.usedUp(by: .pids)],
    fires: Example(
      "The condition is True",
      [
        (
          "cluster/nodes.yaml",
          NodePressureMode.node(
            "{type: PIDPressure, status: \"True\", reason: KubeletHasInsufficientPID, "
              + "lastTransitionTime: \"2024-05-06T10:00:00Z\"}")
        )
      ]),
    staysSilent: Example(
      "A node that has enough",
      [
        (
          "cluster/nodes.yaml",
          NodePressureMode.node(
            "{type: PIDPressure, status: \"False\", reason: KubeletHasSufficientPID, "
              + "lastTransitionTime: \"2024-03-01T00:00:00Z\"}")
        )
      ]))
}
