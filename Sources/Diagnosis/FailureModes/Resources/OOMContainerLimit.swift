import Model

/// A container uses more memory than its own limit, and the kernel kills it.
extension FailureMode {
  static let oomContainerLimit = FailureMode(
    card: FailureModeCard(
      id: "oom-container-limit", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A container exceeds its memory limit", ja: "コンテナがメモリ上限を超える"),
      what: """
        The container ends with reason OOMKilled, exit code 137 most of the time, and is restarted. The node has memory \
        left. Old kubelets report it as SystemOOM of the node all the same.
        """,
      why: """
        limits.memory is the limit of the container's memory cgroup. When its processes, page cache that cannot be \
        dropped and memory volumes reach it, the kernel kills the largest process.
        """,
      remedies: [
        Remedy(
          .now, "Compare what the container uses with its limit, and raise the limit if the use is legitimate.",
          commands: [
            "kubectl -n {namespace} top pods --containers", "kubectl -n {namespace} get {kind} {name} -o yaml",
          ]),
        Remedy(.lasting, "Look for a leak, and let runtimes size their heap from the limit."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/",
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
      ]),
    signatures: [MemoryKill.line],
    recognize: { investigation in
      let kills = investigation.memoryKills
      return investigation.index.pods.filter { $0.object.deleted == nil }.flatMap { pod in
        pod.containerStatuses.compactMap { occurrence(of: $0, pod, kills, investigation) }
      } + OOMKernelOnly.occurrences(investigation)
    },
    fires: Example(
      "A container beyond its limit",
      [
        (
          "pods.yaml",
          ApplicationExample.crashing(
            exit: 137, reason: "OOMKilled", spec: "resources: {limits: {memory: 64Mi}}")
        )
      ]),
    staysSilent: Example(
      "Somebody else killed the container",
      [
        ("pods.yaml", ApplicationExample.crashing(exit: 137, spec: "resources: {limits: {memory: 64Mi}}"))
      ]))

  /// Whether the kernel's kill ended this instance, though its runtime missed to say so: `Error` and the code of SIGKILL,
  /// within seconds.
  private static func isEnd(_ end: ContainerStatus.Termination, by kill: MemoryKill) -> Bool {
    guard end.exitCode == 137, !kill.containerID.isEmpty, kill.containerID == end.containerID, let killed = kill.time,
      let finished = end.finished
    else { return false }
    return (-2...10).contains(finished.instant.nanoseconds(since: killed.instant) / seconds(1))
  }

  private static func occurrence(
    of status: ContainerStatus, _ pod: Pod, _ kills: [MemoryKill], _ investigation: Investigation
  ) -> Occurrence? {
    let ids = status.containerIDs
    let uid = pod.object.uid
    let mine = kills.filter { kill in
      ids.contains(kill.containerID) || !uid.isEmpty && kill.podUID == uid
    }
    let ends = [status.terminated, status.lastTermination].compactMap { $0 }
    guard
      let end = ends.first(where: { $0.reason == "OOMKilled" })
        ?? ends.first(where: { end in mine.contains { isEnd(end, by: $0) } }),
      let reason = end.value["reason"]
    else { return nil }
    let spec = pod.containers.first { $0.value["name"]?.string == status.name }
    let limit = spec.flatMap { $0.value.value(at: "resources.limits.memory") }
    // Without a limit of its own, the pod's, the node's or the whole machine's was reached: another fault.
    let isHidden = spec?.value["image"] == nil && pod.object.rendering == .description && investigation.isExcerpt
    guard limit != nil || isHidden && investigation.memoryKills.isEmpty else { return nil }
    // The kernel names the cgroup whose limit was reached: that of the pod or of all pods is another fault.
    if let kill = mine.last, ![.container, .other].contains(kill.level(in: pod)) { return nil }
    var subject = pod.reference
    subject.container = status.name
    let workload = investigation.workload(of: pod)
    var occurrence = Occurrence(
      subject: subject, workload: workload,
      joints: [
        .container(status.name, of: pod.reference), .pod(pod.reference), .workload(workload), .node(pod.nodeName),
      ] + ids.map { .container(id: $0) },
      span: end.finished.map { Span($0) },
      text: "Container \(status.name) of \(workload.path) exceeded its memory limit"
        + (limit?.string.map { " of \($0)" } ?? ", which is not shown,") + " and was killed",
      evidence: [
        pod.object.evidence(for: reason, field: "\(end.field).reason", time: end.finished),
        limit.map { pod.object.evidence(for: $0, field: "\(spec?.field ?? "").resources.limits.memory") },
      ].compactMap { $0 } + mine.suffix(1).map(\.evidence))
    // An excerpt that leaves the container's specification out leaves open whether it has a limit of its own.
    if limit == nil { occurrence.confidence = .likely }
    occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "OOM-killed")]
    return occurrence
  }
}
