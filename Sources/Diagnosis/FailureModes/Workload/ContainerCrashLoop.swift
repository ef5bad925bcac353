import Model

/// A container ends again and again, and the kubelet waits longer each time before it restarts it.
extension FailureMode {
  static let containerCrashLoop = FailureMode(
    card: FailureModeCard(
      id: "container-crash-loop", role: .symptom, layer: "Workload / application",
      title: Text(en: "A container crashes again and again", ja: "コンテナがクラッシュを繰り返す"),
      what: "`kubectl get pods` shows CrashLoopBackOff or Init:CrashLoopBackOff, with a growing restart count.",
      why: """
        The container starts, ends, and is restarted by its pod's restartPolicy after 10 s, 20 s, 40 s … up to 5 min. \
        Crash loop names the waiting, not the reason: that is in the exit code and the last lines of the container's log.
        """,
      remedies: [
        Remedy(
          .now, "Read how the last instance ended and what it logged.",
          commands: [
            "kubectl -n {namespace} logs {kind}/{name} --previous --all-containers",
            "kubectl -n {namespace} describe {kind} {name}",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts"]),
    recognize: { investigation in
      investigation.index.pods.filter { !$0.isFinished }.flatMap { pod in
        pod.containerStatuses.compactMap { occurrence(of: $0, pod, investigation) }
      }
    },
    causes: (ApplicationFailureMode.ids + ProbeFailureMode.restarting + [
      "oom-container-limit", "post-start-hook-failed",
    ]
      + StartFailures.execution).map { id in
        CausalLink(
          from: id, by: .container, "makes it end", delay: Int64.min...Int64.max,
          judge: { _, _, _ in .supported(direct: true) })
      } + [killedGlobally]
      + StartFailures.links(from: ["probe-fails-because-node-is-starved"], by: .pod, "lets its probes time out")
      + StartFailures.links(
        from: ["memory-backed-volume-counts", "oom-child-process-killed", "oom-node-allocatable", "oom-pod-level"],
        by: .pod, "kills it for memory")
      + StartFailures.links(from: ["pod-pid-limit-reached"], by: .pod, "keeps its program from starting processes"),
    fires: Example(
      "A container waits in CrashLoopBackOff",
      [
        (
          "pods.yaml",
          pod(
            """
            {name: main, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}, \
            lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "2024-05-06T10:00:00Z"}}}
            """)
        )
      ]),
    staysSilent: Example(
      "A container restarted once and runs",
      [
        (
          "pods.yaml",
          pod(
            """
            {name: main, ready: true, restartCount: 1, state: {running: {startedAt: "2024-05-06T10:00:05Z"}}, \
            lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: "2024-05-06T10:00:00Z"}}}
            """)
        )
      ]))

  private static func pod(_ status: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1}
    spec: {restartPolicy: Always}
    status:
      phase: Running
      containerStatuses:
      - \(status)
    """
  }

  private static func occurrence(
    of status: ContainerStatus, _ pod: Pod, _ investigation: Investigation
  ) -> Occurrence? {
    guard let pattern = RestartPattern.find(of: status, in: pod, investigation.index, end: investigation.end) else {
      return nil
    }
    // An end or two are a loop only where it is known that the next one will come: nodes that reboot end containers too.
    if case .lately = pattern, !hasKnownFailure(status, pod, investigation) { return nil }
    let end = status.terminated ?? status.lastTermination
    var subject = pod.reference
    subject.container = status.name
    let workload = investigation.workload(of: pod)
    let code = end?.exitCode.map { ", last with exit code \($0)" } ?? ""
    let reason = end.map { $0.reason.isEmpty || $0.reason == "Error" ? "" : " (\($0.reason))" } ?? ""
    var evidence: [Evidence] = []
    if let waiting = status.value.value(at: "state.waiting.reason") {
      evidence.append(pod.object.evidence(for: waiting, field: "\(status.field).state.waiting.reason"))
    }
    if let end, let code = end.value["exitCode"] {
      evidence.append(pod.object.evidence(for: code, field: "\(end.field).exitCode", time: end.finished))
    }
    if case .probe(let kill) = pattern { evidence += kill.evidence.prefix(1) }
    var occurrence = Occurrence(
      subject: subject, workload: workload,
      joints: [
        .container(status.name, of: pod.reference), .pod(pod.reference), .workload(workload), .object(workload.path),
        .node(pod.nodeName),
      ]
        + status.containerIDs.map { .container(id: $0) },
      span: end?.finished.map { Span($0) },
      text: "Container \(status.name) of \(workload.path) was restarted \(status.restartCount) times\(code)\(reason)",
      evidence: evidence)
    occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "crash loop")]
    occurrence.undecided = [
      .init(
        id: "container-crash-loop", artifact: "the last lines that \(status.name) wrote before it ended",
        collect: .pod(pod.reference),
        or:
          "kubectl -n \(pod.object.namespace.shellNamespace) logs \(pod.object.name.shellName) -c \(status.name.shellWord(else: "CONTAINER")) --previous"
      )
    ]
    return occurrence
  }

  private static func hasKnownFailure(_ status: ContainerStatus, _ pod: Pod, _ investigation: Investigation) -> Bool {
    investigation.applicationFailures.contains {
      $0.pod.reference == pod.reference && $0.status.name == status.name && $0.mode != "app-dependency-unreachable"
    }
  }
}
