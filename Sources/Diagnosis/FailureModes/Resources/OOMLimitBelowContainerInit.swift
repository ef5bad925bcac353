import Model

/// The memory limit is too low even to start the container.
extension FailureMode {
  static let oomLimitBelowContainerInit = FailureMode(
    card: FailureModeCard(
      id: "oom-limit-below-container-init", role: .fault, layer: "Resources and OOM",
      title: Text(en: "The memory limit is too low to start the container", ja: "メモリ上限が低すぎて起動できない"),
      what: """
        The pod stays in ContainerCreating or RunContainerError; Events say `container init was OOM-killed (memory limit \
        too low?)`. Nothing says OOMKilled, since no process of the application ever ran.
        """,
      why: """
        The runtime itself needs some memory inside the new cgroup before it hands over to the program. A limit of a few \
        Mi, or a wrong unit (`128m` is an eighth of a byte), leaves no room for that.
        """,
      remedies: [
        Remedy(
          .now, "Raise limits.memory, and look at its unit.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Keep a least limit with a LimitRange."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"]),
    recognize: { investigation in
      investigation.index.pods.filter { !$0.isFinished && $0.object.deleted == nil }.compactMap { pod in
        occurrence(of: pod, investigation)
      }
    },
    fires: Example("A limit of 2 MiB", example(message: "\(tooLow) (memory limit too low?): unknown")),
    staysSilent: Example(
      "A sandbox fails for want of an address",
      example(message: "Failed to create pod sandbox: plugin type=\"bridge\" failed: no IP addresses available")))

  private static let tooLow = "container init was OOM-killed"

  private static func occurrence(of pod: Pod, _ investigation: Investigation) -> Occurrence? {
    guard !pod.containerStatuses.contains(where: \.isRunning) else { return nil }
    let stated = ["FailedCreatePodSandBox", "Failed", "BackOff"].flatMap {
      investigation.index.events($0, about: pod.reference)
    }.last { $0.message.byteRange(of: tooLow) != nil }
    let ended = pod.containerStatuses.lazy.compactMap { status -> Evidence? in
      guard let end = status.terminated ?? status.lastTermination, end.message.byteRange(of: tooLow) != nil,
        let message = end.value["message"]
      else { return nil }
      return pod.object.evidence(for: message, field: "\(end.field).message", time: end.finished)
    }.first
    let lines = (stated?.evidence.prefix(1).map { $0 } ?? []) + [ended].compactMap { $0 }
    guard !lines.isEmpty else { return nil }
    let limit = pod.containers.lazy.compactMap { spec, field -> (text: String, evidence: Evidence)? in
      guard let value = spec.value(at: "resources.limits.memory"), let text = value.string else { return nil }
      return (text, pod.object.evidence(for: value, field: "\(field).resources.limits.memory"))
    }.first
    let workload = investigation.workload(of: pod)
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload,
      joints: [.pod(pod.reference), .workload(workload), .node(pod.nodeName)], span: stated?.time,
      text:
        "The memory limit\(limit.map { " of \($0.text)" } ?? "") is too low to start a container of \(workload.path)",
      evidence: lines + [limit?.evidence].compactMap { $0 })
    occurrence.affected = [.init(entity: pod.reference, role: .culprit, effect: "cannot start")]
    return occurrence
  }

  private static func example(message: String) -> [(path: String, text: String)] {
    [
      (
        "pods.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: api-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
        spec: {containers: [{name: main, image: "registry.example/api:1.4", resources: {limits: {memory: 2Mi}}}]}
        status:
          phase: Pending
          containerStatuses: [{name: main, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]

        """
      ),
      (
        "events.yaml",
        """
        apiVersion: v1
        kind: Event
        metadata: {name: api-0.1, namespace: shop, uid: e1}
        involvedObject: {kind: Pod, namespace: shop, name: api-0, uid: u1}
        reason: FailedCreatePodSandBox
        type: Warning
        message: '\(message)'
        source: {component: kubelet, host: worker-1}
        count: 3
        lastTimestamp: "2024-05-06T09:10:00Z"

        """
      ),
    ]
  }
}
