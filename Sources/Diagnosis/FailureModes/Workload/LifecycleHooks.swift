import Model

/// A hook of a container's life fails.
extension FailureMode {
  static let postStartHookFailed = FailureMode(
    card: FailureModeCard(
      id: "post-start-hook-failed", role: .fault, layer: "Workload / application",
      title: Text(en: "A container's postStart hook fails", ja: "postStart フックが失敗している"),
      what: "Events FailedPostStartHook; the container is killed right after its start and waits in a crash loop.",
      why: """
        The kubelet runs the hook beside the container's own process. When the hook fails the container is killed, however \
        well its process does. Often the hook needs what that process has not yet brought up.
        """,
      remedies: [
        Remedy(
          .now, "Read what the hook says, and correct or remove it.",
          commands: [
            "kubectl -n {namespace} get events --field-selector reason=FailedPostStartHook",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.containers[*].lifecycle}'",
          ]),
        Remedy(.lasting, "Do such work in an init container, or in the program itself."),
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"]),
    recognize: { LifecycleHook.failedStarts($0) },
    fires: LifecycleHook.example(
      "The hook ends with 1", "waiting: {reason: CrashLoopBackOff}", "FailedPostStartHook", "PostStartHook failed"),
    staysSilent: LifecycleHook.example(
      "It failed once, and the container runs since", "running: {startedAt: \"2024-05-06T09:40:00Z\"}",
      "FailedPostStartHook", "PostStartHook failed"))

  static let preStopHookFailed = FailureMode(
    card: FailureModeCard(
      id: "pre-stop-hook-failed", role: .risk, layer: "Workload / application",
      title: Text(en: "A container's preStop hook fails", ja: "preStop フックが失敗している"),
      what: "Events FailedPreStopHook while a pod ends.",
      why: """
        The hook is to let the container go in order, e.g. leave a load balancer first. It fails, and the container is \
        ended all the same: requests under way may be lost. It explains no crash.
        """,
      remedies: [
        Remedy(
          .lasting, "Correct the hook; a command that the image lacks is the usual reason.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedPreStopHook"])
      ],
      references: ["https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"]),
    recognize: { LifecycleHook.failedStops($0) },
    fires: LifecycleHook.example(
      "The hook's command is missing", "running: {startedAt: \"2024-05-06T09:40:00Z\"}", "FailedPreStopHook",
      "PreStopHook failed"),
    staysSilent: LifecycleHook.example(
      "An ordinary end", "running: {startedAt: \"2024-05-06T09:40:00Z\"}", "Killing", "Stopping container web"))
}

/// Failing hooks, as Events of the kubelet tell.
enum LifecycleHook {
  static func failedStarts(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.pods.filter { !$0.isFinished && $0.object.deleted == nil }.flatMap { pod -> [Occurrence] in
      pod.containerStatuses.compactMap { status in
        guard let event = startFailure(of: status, in: pod, investigation.index), let line = event.evidence.first
        else { return nil }
        let workload = investigation.workload(of: pod)
        var subject = pod.reference
        subject.container = status.name
        var occurrence = Occurrence(
          subject: subject, workload: workload,
          joints: [
            .container(status.name, of: pod.reference), .pod(pod.reference), .workload(workload), .node(pod.nodeName),
          ] + status.containerIDs.map { .container(id: $0) },
          span: event.time, text: "The postStart hook of container \(status.name) of \(workload.path) fails",
          evidence: [line]
            + (status.value.value(at: "state.waiting.reason").map {
              [pod.object.evidence(for: $0, field: "\(status.field).state.waiting.reason")]
            } ?? []))
        occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "killed after its start")]
        return occurrence
      }
    }
  }

  /// The Event about a failed postStart hook of a container that does not run because of it; nil where it runs.
  static func startFailure(
    of status: ContainerStatus, in pod: Pod, _ index: IncidentIndex
  ) -> ClusterEvent? {
    guard !status.isRunning, ["CrashLoopBackOff", "PostStartHookError", nil].contains(status.waitingReason) else {
      return nil
    }
    let isAlone = pod.containers.count == 1
    return index.events("FailedPostStartHook", about: pod.reference).last { event in
      event.regarding.container.isEmpty ? isAlone : event.regarding.container == status.name
    }
  }

  static func failedStops(_ investigation: Investigation) -> [Occurrence] {
    let events = investigation.incident.events.filter { $0.reason == "FailedPreStopHook" && $0.regarding.kind == "Pod" }
    var told = Set<String>()
    return events.compactMap { event in
      let workload = investigation.index.workload(of: event.regarding.object)
      guard told.insert("\(workload.path)/\(event.regarding.container)").inserted, let line = event.evidence.first
      else { return nil }
      return Occurrence(
        subject: event.regarding, workload: workload, joints: [.pod(event.regarding.object), .workload(workload)],
        span: event.time, text: "A preStop hook of \(workload.path) fails", evidence: [line])
    }
  }

  static func example(_ title: String, _ state: String, _ reason: String, _ message: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
            spec: {nodeName: n1, restartPolicy: Always, containers: [{name: web, image: a}]}
            status:
              phase: Running
              containerStatuses:
              - {name: web, restartCount: 5, state: {\(state)}, lastState: {terminated: {exitCode: 137, reason: Error, finishedAt: "2024-05-06T09:30:00Z"}}}

            """, StartExample.event(reason, message))
        ), StartExample.date,
      ])
  }
}
