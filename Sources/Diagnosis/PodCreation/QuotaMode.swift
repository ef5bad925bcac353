import Model

/// What the failure modes of quotas and refused pods share: they are recognised together.
enum QuotaMode {
  static let layer = "Admission, quota, RBAC"
  static let reference = "https://kubernetes.io/docs/concepts/policy/resource-quotas/"

  static let remedies = [
    Remedy(
      .now, "See what uses the quota, and free it, ask for less, or raise the quota.",
      commands: [
        "kubectl describe resourcequota --all-namespaces",
        "kubectl get events --all-namespaces --field-selector reason=FailedCreate",
      ]),
    Remedy(.lasting, "Watch quotas before they are used up; a rolling update needs room for its surge."),
  ]

  /// The occurrences of one kind of quota: the namespace is what an engineer would change.
  static func occurrences(of id: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.quotaExhaustions.filter { $0.id == id }.map { exhaustion in
      let namespace =
        exhaustion.namespace.isEmpty
        ? EntityReference(kind: "ResourceQuota", name: exhaustion.quota)
        : EntityReference(kind: "Namespace", name: exhaustion.namespace)
      var occurrence = Occurrence(
        subject: namespace,
        joints: [.workload(exhaustion.victim), .object(exhaustion.victim.path)], span: exhaustion.span,
        text: "\(namespace.kind) \(namespace.name): \(exhaustion.text)", evidence: exhaustion.evidence)
      occurrence.confidence = exhaustion.confidence
      occurrence.harmsByItself = exhaustion.isLogged
      occurrence.affected = [.init(entity: exhaustion.victim, role: .victim, effect: "not created")]
      return occurrence
    }
  }

  /// The occurrences of one kind of refusal: the workload is what an engineer would change.
  static func refusals(_ id: String, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.creationFailures.filter { $0.id == id }.map { failure in
      let workload = investigation.index.workload(of: failure.owner.reference)
      var occurrence = Occurrence(
        subject: failure.owner.reference, workload: workload, joints: [.workload(workload)], span: failure.span,
        text: "Pods of \(workload.path) are refused: \(what)", evidence: failure.evidence)
      occurrence.confidence = failure.confidence
      occurrence.affected = [.init(entity: workload, role: .victim, effect: "pods not created")]
      return occurrence
    }
  }

  /// A Deployment whose ReplicaSet may not create its pod.
  static func example(_ title: String, _ refusal: String, current: Int = 0, more: String = "") -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 2}
          status:
            replicas: \(current)
            readyReplicas: \(current)
          ---
          apiVersion: apps/v1
          kind: ReplicaSet
          metadata: {name: web-6b7f, namespace: shop, uid: r1, ownerReferences: [{kind: Deployment, name: web, uid: d1, controller: true}]}
          spec: {replicas: 2}
          status: {replicas: \(current), readyReplicas: \(current)}
          ---

          """ + StartExample.event("FailedCreate", refusal, about: "ReplicaSet", "web-6b7f", uid: "r1")
            + (more.isEmpty ? "" : "---\n" + more)
        ), StartExample.date,
      ])
  }
}
