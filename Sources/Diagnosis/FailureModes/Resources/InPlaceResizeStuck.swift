import Model

/// A pod's resources are to change while it runs, and its node does not do it.
extension FailureMode {
  static let inPlaceResizeStuck = FailureMode(
    card: FailureModeCard(
      id: "in-place-resize-stuck", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A pod cannot be resized in place", ja: "Pod のリソースをその場で変更できない"),
      what: "The pod's condition PodResizePending is True, with reason Infeasible or Deferred.",
      why: """
        The node can never give what is asked for (Infeasible: more than it has, or a pod that must keep its CPUs), or not \
        now (Deferred: others use it). The pod goes on with what it had.
        """,
      remedies: [
        Remedy(
          .now, "Ask for less, or let the pod be made anew on a node that has room.",
          commands: ["kubectl -n {namespace} describe {kind} {name}", "kubectl describe nodes"])
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/"]),
    recognize: { investigation in
      investigation.index.pods.compactMap { pod in
        guard let condition = pod.condition("PodResizePending"), condition.value["status"]?.string == "True",
          let reason = condition.value["reason"], let text = reason.string, pod.object.deleted == nil
        else { return nil }
        let workload = investigation.workload(of: pod)
        let since = condition.value["lastTransitionTime"]?.moment
        var occurrence = Occurrence(
          subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
          span: since.map { Span($0) }, text: "\(pod.reference.path) is not resized: \(text)",
          evidence: [
            pod.object.evidence(for: reason, field: "\(condition.field).reason", time: since),
            condition.value["message"].map { pod.object.evidence(for: $0, field: "\(condition.field).message") },
          ].compactMap { $0 })
        // What is deferred may still come.
        occurrence.harmsByItself = text == "Infeasible"
        occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "keeps its old resources")]
        return occurrence
      }
    },
    fires: resize("More than the node has", "PodResizePending"),
    staysSilent: resize("The resize is under way", "PodResizeInProgress"))

  private static func resize(_ title: String, _ type: String) -> Example {
    Example(
      title,
      [
        (
          "pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {nodeName: n1, containers: [{name: web, image: a, resources: {requests: {cpu: "64"}}}]}
          status:
            phase: Running
            conditions:
            - {type: Ready, status: "True"}
            - {type: \(type), status: "True", reason: Infeasible, message: "Node didn't have enough capacity: cpu, requested: 64000, capacity: 8000"}

          """
        )
      ])
  }
}
