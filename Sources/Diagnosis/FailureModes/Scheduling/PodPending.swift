import Model

/// A pod waits for a node, or on its node for its containers to start.
extension FailureMode {
  static let podPending = FailureMode(
    card: FailureModeCard(
      id: "pod-pending", role: .symptom, layer: "Scheduling",
      title: Text(en: "A pod is pending", ja: "Pod が Pending のまま進まない"),
      what: "The pod's phase is Pending: no node was found for it, or its containers have not started there.",
      why: """
        Before a node is bound the scheduler's Event FailedScheduling tells why no node fits. After that the kubelet pulls \
        images, mounts volumes and sets up the network; the waiting reason and Events tell which of these fails.
        """,
      remedies: [
        Remedy(
          .now, "Read the pod's Events.",
          commands: ["kubectl -n {namespace} describe pod -l job-name={name}", "kubectl -n {namespace} get events"])
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/#my-pod-stays-pending"]),
    recognize: { investigation in
      investigation.index.pods.filter { $0.phase == "Pending" && $0.object.deleted == nil }.compactMap {
        occurrence(of: $0, investigation)
      }
        + investigation.startFailures.filter { $0.object == nil }.map {
          toldByEvents($0, investigation)
        }
    },
    causes: [
      CausalLink(
        from: "node-disk-pressure", by: .cluster, "taints the node", delay: seconds(-30)...Int64.max,
        judge: { cause, effect, _ in taint("disk-pressure", cause, effect) }),
      CausalLink(
        from: "node-memory-pressure", by: .cluster, "taints the node", delay: seconds(-30)...Int64.max,
        judge: { cause, effect, _ in taint("memory-pressure", cause, effect) }),
      CausalLink(
        from: "node-pid-pressure", by: .cluster, "taints the node", delay: seconds(-30)...Int64.max,
        judge: { cause, effect, _ in taint("pid-pressure", cause, effect) }),
      CausalLink(
        from: "node-not-ready", by: .cluster, "taints the node", delay: seconds(-60)...Int64.max,
        judge: { cause, effect, _ in taint("not-ready", or: "unreachable", cause, effect) }),
      ServiceOutageMode.keepsFromStarting("kubelet-stopped-or-crashing", "nobody starts the pod"),
      ServiceOutageMode.keepsFromStarting("containerd-down", "no container can be made"),
      ServiceOutageMode.keepsFromStarting("docker-daemon-down-or-stuck", "no container can be made"),
      ServiceOutageMode.keepsFromScheduling, ServiceOutageMode.manifestKeepsFromScheduling,
      StatedOnNode.echoes("hung-task", "failed to reserve container name", "keeps the runtime from answering"),
      StatedOnNode.echoes("storage-stall", "failed to reserve container name", "keeps the runtime from answering"),
      StatedOnNode.echoes("filesystem-remounted-readonly", "read-only file system", "keeps the runtime from writing"),
      StatedOnNode.echoes("xfs-shutdown", "input/output error", "keeps the runtime from writing"),
      StatedOnNode.echoes(
        "kernel-memory-fragmentation-or-slab", "cannot allocate memory", "keeps the runtime from making it"),
      StatedOnNode.echoes("disk-io-error", "input/output error", "keeps the runtime from writing"),
      CausalLink(
        from: "container-crash-loop", by: .pod, "keeps it from starting", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "oom-limit-below-container-init", by: .pod, "keeps its container from starting",
        delay: Int64.min...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "service-missing", by: .pod, "keeps its init container waiting", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "init-container-waiting", by: .pod, "keeps it from starting", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "node-not-ready", by: .node, "does not start the pod", delay: seconds(-60)...Int64.max,
        judge: { _, _, _ in .supported(direct: false) }),
      // What keeps nodes from coming only matters where nothing tells why the present ones do not fit.
      CausalLink(
        from: "autoscaler-cannot-add-node", by: .workload, "brings no node for it", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
    ] + StartFailures.links(from: StartFailures.image, by: .pod, "keeps its container from starting")
      + StartFailures.links(from: StartFailures.configuration, by: .pod, "keeps its container from being made")
      + StartFailures.links(from: StartFailures.volume, by: .pod, "leaves it without its volume")
      + StartFailures.links(from: StartFailures.sandbox, by: .pod, "leaves it without its sandbox")
      + StartFailures.links(from: StartFailures.host, by: .pod, "leaves nothing to start it with")
      + StartFailures.links(from: StartFailures.execution, by: .pod, "keeps its container from starting")
      + StartFailures.links(from: ["post-start-hook-failed"], by: .pod, "has its container killed")
      + StartFailures.links(from: StartFailures.placement, by: .pod, "leaves it without a node")
      // Where the scheduler's own word is missing, the claim's state still tells.
      + StartFailures.links(from: StartFailures.claim, by: .workload, "leaves it without a volume"),
    fires: Example(
      "No node has fitted for an hour",
      [("pods.yaml", pod(created: "2024-05-06T09:00:00Z")), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")]),
    staysSilent: Example(
      "A pod was made a few seconds before the capture",
      [("pods.yaml", pod(created: "2024-05-06T09:59:55Z")), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")]))

  /// Scheduling and starting take this long without anything being wrong.
  private static let patience = seconds(30)

  private static func pod(created: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "\(created)"}
    status:
      phase: Pending
      conditions:
      - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/1 nodes are available: 1 Insufficient cpu."}
    """
  }

  /// Waiting reasons that pass by themselves.
  private static let ordinary: Set<String> = ["ContainerCreating", "PodInitializing"]

  private static func occurrence(of pod: Pod, _ investigation: Investigation) -> Occurrence? {
    let failing = pod.containerStatuses.first { $0.waitingReason.map { !ordinary.contains($0) } ?? false }
    guard failing != nil || investigation.hasLasted(patience, since: pod.object.created) else { return nil }
    let workload = investigation.workload(of: pod)
    var evidence: [Evidence] = []
    var why = ""
    if let failing, let reason = failing.value.value(at: "state.waiting.reason") {
      why = ": container \(failing.name) waits in \(reason.string ?? "")"
      evidence.append(pod.object.evidence(for: reason, field: "\(failing.field).state.waiting.reason"))
      if let message = failing.value.value(at: "state.waiting.message") {
        evidence.append(pod.object.evidence(for: message, field: "\(failing.field).state.waiting.message"))
      }
    } else if let condition = pod.condition("PodScheduled"), condition.value["status"]?.string == "False" {
      why = ": no node fits"
      let message = condition.value["message"] ?? condition.value["reason"] ?? condition.value
      evidence.append(pod.object.evidence(for: message, field: "\(condition.field).message"))
    } else if let phase = pod.object.evidence(at: "status.phase") {
      evidence.append(phase)
    }
    let scheduling = investigation.index.events("FailedScheduling", about: pod.reference)
    evidence += scheduling.suffix(1).compactMap(\.evidence.first)
    var joints: [Joint] = [.pod(pod.reference), .workload(workload), .cluster]
    if !pod.nodeName.isEmpty { joints.append(.node(pod.nodeName)) }
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload, joints: joints,
      span: pod.object.created.map { created in
        investigation.end.map { Span(created, max(created, $0)) } ?? Span(created)
      },
      text: "\(pod.reference.path) is pending\(why)", evidence: evidence)
    occurrence.affected = [.init(entity: pod.reference, role: .collateral, effect: "pending")]
    occurrence.undecided = [
      .init(
        id: "pod-pending", artifact: "why \(pod.reference.path) does not start",
        collect: .pod(pod.reference),
        or: "kubectl -n \(pod.object.namespace.shellNamespace) describe pod \(pod.object.name.shellName); "
          + "kubectl -n \(pod.object.namespace.shellNamespace) get events")
    ]
    return occurrence
  }

  /// A pod of which the bundle has Events alone.
  private static func toldByEvents(_ failure: PodStartFailure, _ investigation: Investigation) -> Occurrence {
    let workload = investigation.index.workload(of: failure.pod)
    var joints: [Joint] = [.pod(failure.pod), .workload(workload)]
    if !failure.node.isEmpty { joints.append(.node(failure.node)) }
    var occurrence = Occurrence(
      subject: failure.pod, workload: workload, joints: joints, span: failure.span,
      text:
        "\(failure.pod.name.isEmpty ? "A pod" : failure.pod.path) does not start, as \(failure.isLogged ? "its node's log says" : "its Events say")",
      evidence: Array(failure.evidence.prefix(1)))
    occurrence.affected = [.init(entity: failure.pod, role: .collateral, effect: "pending")]
    return occurrence
  }

  /// The scheduler's message names the taint: `… node(s) had taint {node.kubernetes.io/disk-pressure: } …`.
  private static func taint(
    _ key: String, or other: String? = nil, _ cause: Occurrence, _ effect: Occurrence
  ) -> LinkVerdict {
    let lines = effect.evidence.filter { line in
      [key, other].compactMap { $0 }.contains { line.text.firstRange(of: "node.kubernetes.io/\($0)") != nil }
    }
    guard !lines.isEmpty else {
      return .contradicted(reason: "the scheduler does not name the taint \(key)", evidence: effect.evidence)
    }
    return .supported(direct: true, evidence: lines)
  }
}
