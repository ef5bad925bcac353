import Model

/// A pod runs without being ready, or a workload has fewer pods than it wants.
extension FailureMode {
  static let podNotReady = FailureMode(
    card: FailureModeCard(
      id: "pod-not-ready", role: .symptom, layer: "Workload / application",
      title: Text(en: "A pod is not ready", ja: "Pod が Ready にならない"),
      what: "A pod runs but its condition Ready is False, or a workload has fewer pods than its replicas ask for.",
      why: """
        Ready follows from the containers' readiness probes and from the node. A pod that is not ready gets no traffic \
        from Services; a rollout that waits for it stands still.
        """,
      remedies: [
        Remedy(
          .now, "See which condition is False and what the Events say.",
          commands: ["kubectl -n {namespace} describe {kind} {name}"])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions"]),
    recognize: { investigation in
      pods(investigation) + workloads(investigation)
    },
    causes: [
      CausalLink(
        from: "disk-pressure-admission-reject", by: .workload, "leaves the workload short of pods",
        delay: seconds(-120)...Int64.max, judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "pod-evicted", by: .workload, "leaves the workload short of pods", delay: seconds(-120)...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "taint-based-eviction", by: .workload, "leaves the workload short of pods",
        delay: seconds(-120)...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "container-crash-loop", by: .workload, "keeps it from being ready", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "pod-pending", by: .workload, "leaves the workload short of pods", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "node-rebooted", by: .node, "ends its containers", delay: seconds(-120)...seconds(900)),
      CausalLink(
        from: "node-not-ready", by: .node, "makes its pods not ready", delay: seconds(-60)...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
    ] + StartFailures.links(from: StartFailures.image, by: .pod, "keeps its container from starting")
      + StartFailures.links(from: StartFailures.configuration, by: .pod, "keeps its container from being made")
      + StartFailures.links(from: StartFailures.execution, by: .pod, "keeps its container from starting")
      + StartFailures.links(from: ["post-start-hook-failed"], by: .pod, "has its container killed")
      + StartFailures.links(from: ["pod-pid-limit-reached"], by: .pod, "keeps its program from starting processes")
      + ProbeFailureMode.unready.map { id in
        CausalLink(
          from: id, by: .pod, "keeps the pod from being ready", delay: Int64.min...Int64.max,
          judge: { _, _, _ in .supported(direct: true) })
      }
      + StartFailures.links(from: ProbeFailureMode.unready, by: .workload, "leaves the workload short of pods")
      + StartFailures.links(from: ["probe-fails-because-node-is-starved"], by: .pod, "lets its probes time out")
      + ["oom-limit-below-container-init", "service-missing", "init-container-waiting"].map { id in
        CausalLink(
          from: id, by: .workload, "keeps its pods from starting", delay: Int64.min...Int64.max,
          judge: { _, _, _ in .supported(direct: true) })
      }
      + ["controller-manager-down", "controller-manager-or-scheduler-leader-lost"].map(unfollowed)
      + StartFailures.links(from: StartFailures.creation, by: .workload, "leaves the workload short of pods")
      + StartFailures.links(from: PodRejectionMode.ids + ["paused"], by: .workload, "leaves the workload short of pods"),
    fires: Example(
      "A pod has run for an hour without being ready",
      [("pods.yaml", pod(since: "2024-05-06T09:00:00Z")), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")]),
    staysSilent: Example(
      "A pod started ten seconds before the capture",
      [("pods.yaml", pod(since: "2024-05-06T09:59:50Z")), ("date.txt", "Mon May  6 10:00:00 UTC 2024\n")]))

  /// A workload whose latest change no controller has seen.
  private static func unfollowed(from id: String) -> CausalLink {
    CausalLink(
      from: id, by: .cluster, "leaves nobody to follow up on the change", delay: Int64.min...Int64.max,
      judge: { _, effect, investigation in
        guard let object = investigation.index.object(effect.subject),
          let generation = object.value(at: "metadata.generation"), let wanted = generation.integer,
          object.value(at: "status.observedGeneration")?.integer ?? 0 < wanted
        else { return .contradicted(reason: "its controller has seen its latest change", evidence: []) }
        return .supported(direct: true, evidence: [object.evidence(for: generation, field: "metadata.generation")])
      })
  }

  /// A start takes this long without anything being wrong.
  private static let patience = seconds(60)

  private static func pod(since: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-0, namespace: shop, uid: u1}
    status:
      phase: Running
      conditions:
      - {type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "\(since)"}
    """
  }

  private static func question(_ subject: EntityReference) -> Diagnosis.Undecided {
    Diagnosis.Undecided(
      id: "pod-not-ready", artifact: "what \(subject.path) waits for",
      collect: subject.kind == "Pod" ? .pod(subject) : .namespace(subject.namespace),
      or:
        "kubectl -n \(subject.namespace.shellNamespace) describe \(subject.kind.lowercased()) \(subject.name.shellName); "
        + "kubectl -n \(subject.namespace.shellNamespace) get events")
  }

  private static func pods(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.pods.compactMap { pod in
      guard pod.phase == "Running", pod.object.deleted == nil, let ready = pod.condition("Ready"),
        ready.value["status"]?.string == "False", ready.value["reason"]?.string != "PodCompleted"
      else { return nil }
      let since = ready.value["lastTransitionTime"]?.moment
      guard investigation.hasLasted(patience, since: since) else { return nil }
      let workload = investigation.workload(of: pod)
      let reason = ready.value["reason"] ?? ready.value["status"] ?? ready.value
      var occurrence = Occurrence(
        subject: pod.reference, workload: workload,
        joints: [.pod(pod.reference), .workload(workload), .object(workload.path), .node(pod.nodeName)],
        span: since.map { Span($0) },
        text: "\(pod.reference.path) runs but is not ready",
        evidence: [pod.object.evidence(for: reason, field: "\(ready.field).reason", time: since)])
      occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "not ready")]
      occurrence.undecided = [question(pod.reference)]
      return occurrence
    }
  }

  private static func workloads(_ investigation: Investigation) -> [Occurrence] {
    let pods = Dictionary(grouping: investigation.index.pods.filter { !$0.nodeName.isEmpty }) {
      investigation.workload(of: $0).path
    }
    return ["Deployment", "StatefulSet"].flatMap { investigation.index.objects(kind: $0) }.compactMap { object in
      let wanted = object.value(at: "spec.replicas")?.integer ?? 1
      // The API leaves a count of 0 out; a text that does not show the count says nothing.
      let counted = object.value(at: "status.readyReplicas") ?? object.value(at: "status.availableReplicas")
      guard let ready = counted?.integer ?? (object.rendering == .api ? 0 : nil), ready < wanted else { return nil }
      let failing = ["ReplicaFailure", "Available"].lazy.compactMap { type in
        object.condition(type).flatMap { entry -> (value: Value, field: String)? in
          entry.value["status"]?.string == (type == "Available" ? "False" : "True") ? entry : nil
        }
      }.first
      let since = failing?.value["lastTransitionTime"]?.moment
      // A condition that says so stands; a bare count may be a rollout under way.
      guard failing != nil || investigation.hasLasted(patience, since: object.created) else { return nil }
      let shown = failing?.value["reason"].map {
        object.evidence(for: $0, field: "\(failing?.field ?? "").reason", time: since)
      }
      var occurrence = Occurrence(
        subject: object.reference,
        joints: [.workload(object.reference), .namespace(object.namespace), .cluster]
          + Set((pods[object.reference.path] ?? []).map(\.nodeName)).sorted().map { .node($0) },
        span: since.map { Span($0) },
        text: "\(object.reference.path) has \(ready) of \(wanted) pods ready",
        evidence: [shown, object.evidence(at: "status.readyReplicas") ?? object.evidence(at: "spec.replicas")]
          .compactMap { $0 })
      occurrence.affected = [
        .init(entity: object.reference, role: .collateral, effect: "\(ready) of \(wanted) pods ready")
      ]
      occurrence.undecided = [question(object.reference)]
      return occurrence
    }
  }
}
