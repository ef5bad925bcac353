import Model

/// The runtime runs, but does not do what the kubelet asks of it.
extension FailureMode {
  static let containerdHung = FailureMode(
    card: FailureModeCard(
      id: "containerd-hung-or-slow", role: .fault, layer: "Container runtime",
      title: Text(en: "A node's container runtime does not answer in time", ja: "コンテナランタイムの応答が遅い、または固まっている"),
      what: """
        The kubelet's calls to the runtime end in `DeadlineExceeded`, even its lists; later tries say `failed to reserve container name … \
        is reserved for`. Containers wait in CreateContainerError, PLEG falls behind.
        """,
      why: """
        The runtime is stuck or overloaded: a slow disk, a shim or a process that hangs, too many starts at once. The second try meets the \
        first one, which still holds the name.
        """,
      remedies: [
        Remedy(
          .now, "See what the runtime waits for, then restart it; containers go on running.",
          commands: [
            "time crictl ps -a", "dmesg -T | tail -50", "iostat -x 1 5", "systemctl restart containerd",
          ]),
        Remedy(.lasting, "Give /var/lib/containerd a fast disk, and start fewer pods at once (serializeImagePulls)."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/"]),
    signatures: [RuntimeHang.line, RuntimeHang.kernelLine],
    recognize: { RuntimeHang.occurrences($0) },
    fires: PodStartMode.container(
      "The first try still holds the name",
      "failed to reserve container name \"web_web-0_shop_u1_0\": name \"web_web-0_shop_u1_0\" is reserved for \"3f80b8f2\""
    ),
    staysSilent: PodStartMode.container(
      "The runtime answers at once, with an error",
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: unable to apply caps: operation not permitted"
    ))

  static let containerKillStuck = FailureMode(
    card: FailureModeCard(
      id: "container-kill-stuck", role: .fault, layer: "Container runtime",
      title: Text(en: "A container cannot be killed", ja: "コンテナを強制終了できない"),
      what: """
        A pod stays Terminating; kubelet and runtime say `an error occurs during waiting for container … to be killed` with each try.
        """,
      why: """
        A process of the container waits in the kernel for storage, or its shim does not answer, and takes no signal, not even KILL.
        """,
      remedies: [
        Remedy(
          .now, "Find the process and what it waits for; repair that, or reboot the node.",
          commands: ["ps -eo pid,stat,wchan:32,cmd | grep ' D'", "dmesg -T | grep 'blocked for more than'"]),
        Remedy(.lasting, "Mount network storage with timeouts, and update kernel and runtime."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/"]),
    signatures: [stuckLine, RuntimeHang.kernelLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        stuckLine, "has a container that cannot be killed", effect: "container not killed", investigation, atLeast: 3,
        whileItLasts: true
      ) { RuntimeHang.kernelFault(on: $0.source.node, investigation) == nil }
    },
    fires: StatedInCluster.kubelet(
      "Each try runs into its deadline", site: "remote_runtime.go:349", stuck, stuck, stuck),
    staysSilent: StatedInCluster.kubelet(
      "One try ran into its deadline", site: "remote_runtime.go:349", stuck))

  static let shimDied = FailureMode(
    card: FailureModeCard(
      id: "shim-died", role: .fault, layer: "Container runtime",
      title: Text(en: "A container's shim was killed", ja: "コンテナの shim が強制終了された"),
      what: """
        The kernel killed `containerd-shim`, the process that looks after a container: the container ends, and calls about it say \
        `ttrpc: closed`.
        """,
      why: """
        The shim runs in the pod's memory cgroup, which has reached its limit, and was chosen as the victim.
        """,
      remedies: [
        Remedy(
          .now, "Raise the memory limit of the pod, or the overhead of its RuntimeClass.",
          commands: ["dmesg -T | grep -B40 'containerd-shim' | grep -E 'oom_memcg|Killed'"]),
        Remedy(.lasting, "Leave room for the runtime's own processes in limits, and watch the memory of pods."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/"]),
    signatures: [shimLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        shimLine, "has lost the shim of a container to its memory limit", effect: "shim killed", investigation,
        whileItLasts: true
      ) { $0.message.hasPrefix("Memory cgroup out of memory") }
    },
    fires: StatedOnNode.kernel(
      "The shim is the victim",
      "Memory cgroup out of memory: Killed process 4242 (containerd-shim) total-vm:1123456kB, anon-rss:9120kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:100kB oom_score_adj:-998"
    ),
    staysSilent: StatedOnNode.kernel(
      "The program of a container is the victim",
      "Memory cgroup out of memory: Killed process 4242 (indexer) total-vm:123456kB, anon-rss:65536kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:200kB oom_score_adj:969"
    ))

  static let runtimeLogsPathBroken = FailureMode(
    card: FailureModeCard(
      id: "runtime-exec-or-logs-path-broken", role: .fault, layer: "Container runtime",
      title: Text(en: "The runtime no longer writes a container's log", ja: "ランタイムがコンテナのログを書けない"),
      what: """
        The kubelet cannot rotate a container's log: `failed to reopen container log`. What the container writes is not in its log although \
        it runs.
        """,
      why: """
        /var/log/pods was cleaned up or replaced under the runtime, or the runtime lost the container's output with a restart.
        """,
      remedies: [
        Remedy(
          .now, "Look at the file, then restart the container, or the runtime.",
          commands: ["ls -laL /var/log/pods/*/*", "crictl inspect CONTAINER | grep logPath"]),
        Remedy(.lasting, "Keep cleaners and log shippers from deleting below /var/log/pods."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation"]),
    signatures: [reopenLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        reopenLine, "has a container whose log cannot be written", effect: "log not written", investigation, atLeast: 3,
        whileItLasts: true)
    },
    fires: StatedInCluster.kubelet(
      "The file is gone under the runtime", site: "container_log_manager.go:283", reopen, reopen, reopen),
    staysSilent: StatedInCluster.kubelet(
      "It fails once, as the container ends", site: "container_log_manager.go:283", reopen))

  private static let stuck =
    "\"StopContainer from runtime service failed\" err=\"rpc error: code = DeadlineExceeded desc = an error occurs during waiting for container \\\"3f80\\\" to be killed: wait container \\\"3f80\\\": context deadline exceeded\" containerID=\"3f80\""

  private static let reopen =
    "\"Failed to rotate log for container\" err=\"failed to rotate log \\\"/var/log/pods/shop_web-0_u1/web/0.log\\\": failed to reopen container log \\\"3f80\\\": rpc error: code = Unknown desc = container is not running\""

  private static let stuckLine = LogSignature(
    "container-kill-stuck", component: "", literals: ["an error occurs during waiting for container"])

  private static let shimLine = LogSignature(
    "shim-killed", component: "kernel", literals: ["(containerd-shim)"])

  private static let reopenLine = LogSignature(
    "container-log-not-reopened", component: "kubelet", callSites: ["container_log_manager.go", "remote_runtime.go"],
    literals: ["failed to reopen container log"])
}

/// Runtimes that let the kubelet wait.
enum RuntimeHang {
  /// Lists and states need neither an image nor a network: only the runtime itself can be late with them.
  static let line = LogSignature(
    "runtime-deadline", component: "kubelet",
    callSites: ["remote_runtime.go", "generic.go", "log.go", "kuberuntime_sandbox.go"],
    literals: ["DeadlineExceeded", "code = 4 desc = context deadline exceeded"])

  /// What makes a runtime wait although it is not at fault itself.
  static let kernelLine = LogSignature(
    "kernel-stalls-runtime", component: "kernel",
    literals: ["blocked for more than ", "I/O error, dev ", "soft lockup", "not responding, still trying"])

  private static let lists = [
    "ListPodSandbox", "ListContainers", "Status from runtime service failed", "failed reinspection",
    "Unable to retrieve pods",
  ]

  static func kernelFault(on node: String, _ investigation: Investigation) -> Evidence? {
    investigation.incident.records(kernelLine.id).first { $0.source.node == node }?.evidence
  }

  /// PLEG names the pod whose inspection does not come back; one such line is enough where PLEG says that it is late.
  private static func inspections(_ investigation: Investigation) -> [Occurrence] {
    let late = Set(investigation.incident.records("pleg-not-healthy").map(\.source.node))
    return StatedOnNode.occurrences(
      line, "has a container runtime that does not answer about a pod in time", effect: "runtime late", investigation,
      whileItLasts: true
    ) { record in
      late.contains(record.source.node) && record.evidence.text.firstRange(of: "failed reinspection") != nil
    }
  }

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    func isOwnFault(_ node: String) -> Bool {
      kernelFault(on: node, investigation) == nil
        && !investigation.outages.contains { NodeService.runtimes.contains($0.service) && $0.node == node }
    }
    // Where PLEG itself says that it is late, one list that ran into its deadline tells why.
    let late = Set(investigation.incident.records("pleg-not-healthy").map(\.source.node))
    let lines = [true, false].flatMap { isLate in
      StatedOnNode.occurrences(
        line, "has a container runtime that does not answer in time", effect: "runtime late", investigation,
        // Each list waits for minutes before it gives up, and whoever picks lines out leaves repetitions away.
        atLeast: isLate ? 1 : investigation.isExcerpt ? 2 : 3, whileItLasts: true
      ) { record in
        late.contains(record.source.node) == isLate && isOwnFault(record.source.node)
          && lists.contains { record.evidence.text.firstRange(of: $0) != nil }
      }
    }
    let known = Set(lines.map(\.workload.name))
    let stuck = inspections(investigation).filter { found in
      isOwnFault(found.workload.name) && !lines.contains { $0.workload.name == found.workload.name }
    }
    let pods = PodStartMode.occurrences(
      of: "containerd-hung-or-slow", on: .node, "its node's runtime did not answer in time", investigation
    ).filter { isOwnFault($0.workload.name) && !known.contains($0.workload.name) }
    return (lines + stuck + pods).map { found in
      var occurrence = found
      // What it waits for, nothing says.
      occurrence.confidence = .likely
      return occurrence
    }
  }
}
