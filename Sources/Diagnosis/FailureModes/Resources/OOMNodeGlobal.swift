import Model

/// A whole node runs out of memory, and the kernel kills whatever is largest.
extension FailureMode {
  static let oomNodeGlobal = FailureMode(
    card: FailureModeCard(
      id: "oom-node-global", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A whole node ran out of memory", ja: "ノード全体のメモリが枯渇した"),
      what: """
        The kernel says `Out of memory: Killed process …` without a memory cgroup (`CONSTRAINT_NONE`). Containers below their \
        limits, the runtime, the kubelet or host programs are killed; the node has an Event SystemOOM.
        """,
      why: """
        Pods may use more than they asked for, and the host needs memory too. When all is used up faster than the kubelet can \
        evict, the kernel chooses by size and oom_score_adj: pods without requests first.
        """,
      remedies: [
        Remedy(
          .now, "See what the kernel counted when it killed, and what uses the memory now.",
          commands: ["dmesg -T | grep -B40 'Out of memory'", "kubectl top pods -A --sort-by=memory"]),
        Remedy(
          .lasting, "Reserve memory for host and kubelet (systemReserved, kubeReserved), and set requests near the use."
        ),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#node-out-of-memory-behavior",
        "https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/",
      ]),
    signatures: [globalKill],
    recognize: { investigation in
      StatedOnNode.occurrences(
        globalKill, "ran out of memory as a whole, and the kernel killed processes", effect: "out of memory",
        investigation, whileItLasts: true)
    },
    fires: StatedOnNode.kernel(
      "A host program is killed",
      "Out of memory: Killed process 4242 (indexer) total-vm:8123456kB, anon-rss:7012345kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:14000kB oom_score_adj:0"
    ),
    staysSilent: StatedOnNode.kernel(
      "A container is killed at its own limit",
      "Memory cgroup out of memory: Killed process 4242 (indexer) total-vm:123456kB, anon-rss:65536kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:200kB oom_score_adj:969"
    ))

  private static let globalKill = LogSignature(
    "global-kill", component: "kernel", literals: ["Out of memory: Kill", "constraint=CONSTRAINT_NONE,"])

  /// A container that was killed within seconds of the kernel's line, although it was not at its own limit.
  static let killedGlobally = CausalLink(
    from: "oom-node-global", by: .node, "kills it", delay: Int64.min...Int64.max,
    judge: { _, effect, investigation in
      let pod = investigation.index.pod(effect.subject.object)
      let end = pod?.status(of: effect.subject.container).flatMap { $0.terminated ?? $0.lastTermination }
      guard let end, end.exitCode == 137, let finished = end.finished, let node = pod?.nodeName else {
        return .contradicted(reason: "the container was not killed, as far as its status tells", evidence: [])
      }
      let kill = investigation.incident.records(globalKill.id).first { record in
        record.source.node == node
          && record.time.map { abs($0.instant.nanoseconds(since: finished.instant)) <= seconds(15) } == true
      }
      guard let kill else {
        return .contradicted(reason: "the kernel killed nothing when the container ended", evidence: [])
      }
      return .supported(direct: false, evidence: [kill.evidence])
    })
}
