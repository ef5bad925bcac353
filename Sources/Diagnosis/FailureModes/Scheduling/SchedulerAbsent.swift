import Model

/// No scheduler looks at the pod.
extension FailureMode {
  static let schedulingGated = FailureMode(
    card: FailureModeCard(
      id: "scheduling-gated", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "A scheduling gate holds the pod back", ja: "スケジューリングゲートが外れていない"),
      what: "The pod's status is SchedulingGated; no scheduler has tried to place it.",
      why:
        "spec.schedulingGates is not empty. The controller that set the gate must remove it, and has not yet done so.",
      remedies: [
        Remedy(
          .now, "Find out which controller owns the gate and why it holds it.",
          commands: [
            "kubectl -n {namespace} get pods -o custom-columns=NAME:.metadata.name,GATES:.spec.schedulingGates"
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/"]),
    recognize: { investigation in
      investigation.index.pods.filter { $0.phase == "Pending" && $0.object.deleted == nil }.compactMap { pod in
        guard let condition = pod.condition("PodScheduled"), let reason = condition.value["reason"],
          reason.string == "SchedulingGated"
        else { return nil }
        return PlacementMode.occurrence(
          pod, "a scheduling gate holds it back",
          [pod.object.evidence(for: reason, field: "\(condition.field).reason")], investigation)
      }
    },
    fires: Example("A gate that nobody removed", [("pods.yaml", held("reason: SchedulingGated")), StartExample.date]),
    staysSilent: Example("A pod that fits nowhere", [("pods.yaml", held("reason: Unschedulable"))]))

  static let customSchedulerMissing = FailureMode(
    card: FailureModeCard(
      id: "custom-scheduler-missing", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The scheduler that the pod names does not act", ja: "Pod が指定したスケジューラーが動いていない"),
      what: "The pod is Pending without a node and without any Event of a scheduler; it names a scheduler of its own.",
      why:
        "kube-scheduler leaves pods alone that name another schedulerName. If nothing runs under that name, nobody places them.",
      remedies: [
        Remedy(
          .now, "Start that scheduler, or correct schedulerName.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.schedulerName}'"])
      ],
      references: ["https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/"]),
    recognize: { investigation in
      investigation.index.pods.filter { $0.phase == "Pending" && $0.object.deleted == nil }.compactMap { pod in
        guard let name = pod.object.value(at: "spec.schedulerName"), let scheduler = name.string,
          scheduler != "default-scheduler", pod.nodeName.isEmpty, pod.condition("PodScheduled") == nil,
          investigation.hasLasted(seconds(60), since: pod.object.created),
          investigation.index.events("FailedScheduling", about: pod.reference).isEmpty
        else { return nil }
        var occurrence = PlacementMode.occurrence(
          pod, "the scheduler \(scheduler) has not looked at it",
          [pod.object.evidence(for: name, field: "spec.schedulerName")], investigation)
        occurrence.confidence = .likely
        return occurrence
      }
    },
    fires: Example("A scheduler that is not installed", [("pods.yaml", named("batch-scheduler")), StartExample.date]),
    staysSilent: Example("The default scheduler", [("pods.yaml", named("default-scheduler")), StartExample.date]))

  private static func held(_ reason: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    status:
      phase: Pending
      conditions: [{type: PodScheduled, status: "False", \(reason)}]
    """
  }

  private static func named(_ scheduler: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec: {schedulerName: \(scheduler)}
    status: {phase: Pending}
    """
  }
}

extension PlacementMode {
  fileprivate static func occurrence(
    _ pod: Pod, _ what: String, _ evidence: [Evidence], _ investigation: Investigation
  ) -> Occurrence {
    let workload = investigation.workload(of: pod)
    var occurrence = Occurrence(
      subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
      span: pod.object.created.map { Span($0) }, text: "No node for \(workload.path): \(what)", evidence: evidence)
    occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "not scheduled")]
    return occurrence
  }
}
