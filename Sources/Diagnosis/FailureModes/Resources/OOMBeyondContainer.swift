import Model

/// Kills for memory that no container's own limit explains.
extension FailureMode {
  static let oomPodLevel = FailureMode(
    card: FailureModeCard(
      id: "oom-pod-level", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A pod's containers together exceed its memory", ja: "Pod 全体でメモリ上限を超えた"),
      what: """
        A container is OOMKilled below its own limit: the kernel names the cgroup of the whole pod as the one that was full.
        """,
      why: """
        The pod's cgroup may use the sum of its containers' limits, or the limit that the pod itself states. Sidecars, exec sessions and \
        the sandbox count, and the kernel may choose a container that is not the one that grew.
        """,
      remedies: [
        Remedy(
          .now, "Compare the use of all its containers, and raise the limits of the one that grew.",
          commands: [
            "kubectl -n {namespace} top pods --containers", "kubectl -n {namespace} get {kind} {name} -o yaml",
          ]),
        Remedy(.lasting, "State limits from measured use for sidecars too."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
      ]),
    signatures: [MemoryKill.line],
    recognize: { investigation in
      MemoryKillMode.ofPods(investigation, "all its containers together exceeded the memory of the pod") { kill, pod in
        kill.level(in: pod) == .pod && MemoryKill.memoryVolumes(of: pod).isEmpty
      }
    },
    fires: MemoryKillMode.example(
      "The pod's own limit is reached", memcg: MemoryKillMode.podGroup, containers: MemoryKillMode.unlimited,
      spec: "resources: {limits: {memory: 96Mi}}"),
    staysSilent: MemoryKillMode.example(
      "One container: the pod's limit is its own", memcg: MemoryKillMode.podGroup, containers: MemoryKillMode.one))

  static let memoryBackedVolumeCounts = FailureMode(
    card: FailureModeCard(
      id: "memory-backed-volume-counts", role: .fault, layer: "Resources and OOM",
      title: Text(en: "Files in a memory volume use up a pod's memory", ja: "メモリ上の emptyDir が Pod のメモリを使い切った"),
      what: """
        The kernel kills a container of a pod whose memory is used up, and the pod has an emptyDir of medium Memory; or the kubelet evicts \
        it since such a volume exceeds its limit.
        """,
      why: """
        Files in an emptyDir of medium Memory are memory of the pod. They count toward its limits until they are deleted; a restart of the \
        container does not free them.
        """,
      remedies: [
        Remedy(
          .now, "See how much the volume holds, and delete what is not needed.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o yaml | grep -A3 emptyDir",
            "kubectl -n {namespace} exec POD -- df -h",
          ]),
        Remedy(.lasting, "Set sizeLimit on the volume, and include it in limits.memory."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#emptydir"]),
    signatures: [MemoryKill.line],
    recognize: { investigation in
      MemoryKillMode.ofPods(
        investigation, "its memory is used up, files in a memory volume included", confidence: .likely
      ) { kill, pod in
        kill.level(in: pod) == .pod && !MemoryKill.memoryVolumes(of: pod).isEmpty
      } + MemoryKillMode.evictedForVolumes(investigation)
    },
    fires: MemoryKillMode.example(
      "A pod with a memory volume", memcg: MemoryKillMode.podGroup, containers: MemoryKillMode.unlimited,
      spec: "resources: {limits: {memory: 96Mi}}, volumes: [{name: scratch, emptyDir: {medium: Memory}}]"),
    staysSilent: MemoryKillMode.example(
      "Its emptyDir lies on disk", memcg: MemoryKillMode.podGroup, containers: MemoryKillMode.one,
      spec: "volumes: [{name: scratch, emptyDir: {}}]"))

  static let oomNodeAllocatable = FailureMode(
    card: FailureModeCard(
      id: "oom-node-allocatable", role: .fault, layer: "Resources and OOM",
      title: Text(en: "All pods of a node together exceed its memory", ja: "ノード上の全 Pod でメモリ割り当て上限を超えた"),
      what: """
        Containers are OOMKilled although they are below their limits or have none: the kernel names the cgroup of all pods (kubepods) as \
        the one that was full. The host itself has memory left.
        """,
      why: """
        Pods together may use what is allocatable: capacity without what is reserved. Limits beyond requests, or none, promise more than \
        that; the kernel kills pods without requests first.
        """,
      remedies: [
        Remedy(
          .now, "See who uses the memory, and move or limit it.",
          commands: [
            "kubectl top pods -A --sort-by=memory | head -20", "kubectl describe node {node} | grep -A12 Allocated",
          ]),
        Remedy(
          .lasting,
          "Set requests near the use and limits not far above, and evict earlier (evictionHard memory.available)."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/"]),
    signatures: [MemoryKill.line],
    recognize: { MemoryKillMode.ofNodes($0) },
    fires: MemoryKillMode.example(
      "The cgroup of all pods is full", memcg: "/kubepods.slice", containers: MemoryKillMode.unlimited),
    staysSilent: MemoryKillMode.example(
      "One container is at its own limit", memcg: MemoryKillMode.containerGroup, containers: MemoryKillMode.one))

  static let oomChildProcessKilled = FailureMode(
    card: FailureModeCard(
      id: "oom-child-process-killed", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A process inside a container was killed for memory", ja: "コンテナ内の子プロセスがメモリ不足で強制終了された"),
      what: """
        The kernel killed a process of a container at the container's limit, but not its first process: the container goes on, or ends \
        later with another code. Nothing in the pod's status says OOMKilled.
        """,
      why: """
        With cgroup v1, or with singleProcessOOMKill, only one process dies: a worker, a shell command. With cgroup v2 and a kubelet since \
        1.28 the whole container ends.
        """,
      remedies: [
        Remedy(
          .now, "Raise the limit, or run fewer workers.",
          commands: ["dmesg -T | grep -E 'oom_memcg|Killed process'", "kubectl -n {namespace} top pods --containers"]),
        Remedy(.lasting, "Bound the memory of workers, and watch container_oom_events_total."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"]),
    signatures: [MemoryKill.line],
    recognize: { investigation in
      MemoryKillMode.ofPods(
        investigation, "a process in one of its containers is killed at the memory limit, and the container goes on"
      ) { kill, pod in kill.level(in: pod) == .container && MemoryKillMode.survives(kill, pod) }
    },
    fires: MemoryKillMode.example(
      "A worker is killed, the container runs on", memcg: MemoryKillMode.containerGroup, containers: MemoryKillMode.one,
      isOOMKilled: false),
    staysSilent: MemoryKillMode.example(
      "The container ends with it", memcg: MemoryKillMode.containerGroup, containers: MemoryKillMode.one))
}
