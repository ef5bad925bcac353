import Model

/// What the failure modes of a pod without a node share: they are recognised together, by the scheduler's last word.
enum PlacementMode {
  static let layer = "Scheduling"
  static let reference = "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/"
  static let resources =
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#my-pods-are-pending-with-event-message-failedscheduling"

  /// The occurrences of one of them.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.unscheduledPods.filter { $0.id == id }.map { unscheduled in
      let pod = unscheduled.pod
      let workload = investigation.workload(of: pod)
      var occurrence = Occurrence(
        subject: pod.reference, workload: workload,
        joints: [.pod(pod.reference), .workload(workload)]
          + unscheduled.claims.map { .object(StorageClaim.path(pod.object.namespace, $0)) },
        span: unscheduled.span, text: "No node for \(workload.path): \(unscheduled.what)",
        evidence: unscheduled.evidence)
      occurrence.confidence = unscheduled.confidence
      occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "not scheduled")]
      if id.hasPrefix("insufficient-") || id == "too-many-pods-on-nodes",
        let displacement = Displacement(of: pod, investigation)
      {
        occurrence.text += "; \(displacement.text)"
        occurrence.evidence += displacement.evidence.prefix(1)
      }
      return occurrence
    }
  }

  /// A pod without a node and the scheduler's message about it.
  static func example(_ title: String, _ message: String, spec: String = "containers: [{name: web, image: a}]")
    -> Example
  {
    Example(title, [("shop.yaml", StartExample.unscheduled(message, spec: spec)), StartExample.date])
  }

  /// The same message about a pod that was placed since.
  static func placed(_ message: String) -> Example {
    Example(
      "The scheduler found a node later",
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, uid: u1}
            spec: {nodeName: n1}
            status: {phase: Running}

            """, StartExample.event("FailedScheduling", message))
        )
      ])
  }
}
