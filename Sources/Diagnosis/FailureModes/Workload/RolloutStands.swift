import Model

/// A rollout does not go on.
extension FailureMode {
  static let deploymentProgressDeadlineExceeded = FailureMode(
    card: FailureModeCard(
      id: "deployment-progress-deadline-exceeded", role: .symptom, layer: "Workload / application",
      title: Text(en: "A rollout has not got on within its deadline", ja: "ロールアウトが期限内に進まない"),
      what: "The Deployment's condition Progressing is False with reason ProgressDeadlineExceeded.",
      why: """
        For progressDeadlineSeconds (600 by default) no further pod of the new template became available. The Deployment \
        goes on trying; what keeps the new pods back is in their own state, or in the Events of the new ReplicaSet.
        """,
      remedies: [
        Remedy(
          .now, "Look at the newest pods; go back if their cause takes time.",
          commands: [
            "kubectl -n {namespace} rollout status deployment {name}",
            "kubectl -n {namespace} rollout undo deployment {name}",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment"]),
    recognize: { StandingRollout.deployments($0) },
    causes: ["container-crash-loop", "pod-not-ready", "pod-pending"].map { id in
      CausalLink(
        from: id, by: .workload, "keeps the rollout from going on", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) })
    } + StartFailures.links(from: StartFailures.creation, by: .workload, "keeps the new pods from being made"),
    fires: StandingRollout.deployment("The deadline has passed", "\"False\"", "ProgressDeadlineExceeded"),
    staysSilent: StandingRollout.deployment("The rollout is under way", "\"True\"", "ReplicaSetUpdated"))

  static let statefulSetOrderedReadyBlocked = FailureMode(
    card: FailureModeCard(
      id: "statefulset-ordered-ready-blocked", role: .state, layer: "Workload / application",
      title: Text(en: "A StatefulSet waits for one of its pods", ja: "StatefulSet が前の Pod の Ready を待っている"),
      what: "The StatefulSet has fewer pods than it wants, or keeps an old revision, while one pod is not ready.",
      why: """
        With podManagementPolicy OrderedReady the controller makes and replaces one pod after the other, and goes on only \
        when the one before is ready. A pod that cannot become ready stops all others, even after the template was \
        corrected: the broken pod itself is not replaced.
        """,
      remedies: [
        Remedy(
          .now,
          "Repair what keeps that pod from being ready. After a correction of the template delete the pod by hand.",
          commands: ["kubectl -n {namespace} get pods", "kubectl -n {namespace} rollout status statefulset {name}"]),
        Remedy(.lasting, "Use podManagementPolicy Parallel where the pods do not need each other to start."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback"]),
    recognize: { StandingRollout.statefulSets($0) },
    causes: ["container-crash-loop", "pod-not-ready", "pod-pending"].map { id in
      CausalLink(
        from: id, by: .pod, "keeps the controller waiting", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) })
    },
    fires: StandingRollout.statefulSet("The first of three is not ready", policy: "OrderedReady"),
    staysSilent: StandingRollout.statefulSet("Its pods are made at once", policy: "Parallel"))
}

/// Deployments and StatefulSets whose controllers wait.
private enum StandingRollout {
  static func deployments(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "Deployment").compactMap { object in
      guard let progress = object.condition("Progressing"), progress.value["status"]?.string == "False",
        let reason = progress.value["reason"], reason.string == "ProgressDeadlineExceeded", object.deleted == nil,
        // One that lacks pods is shown as such; here the old ones still serve, and nothing else would tell.
        object.hasItsPods != false
      else { return nil }
      let since = (progress.value["lastUpdateTime"] ?? progress.value["lastTransitionTime"])?.moment
      var occurrence = Occurrence(
        subject: object.reference, joints: [.workload(object.reference), .namespace(object.namespace)],
        span: since.map { Span($0) }, text: "The rollout of \(object.reference.path) has passed its deadline",
        evidence: [
          object.evidence(for: reason, field: "\(progress.field).reason", time: since),
          progress.value["message"].map { object.evidence(for: $0, field: "\(progress.field).message", time: since) },
        ].compactMap { $0 })
      occurrence.affected = [.init(entity: object.reference, role: .collateral, effect: "rollout stands still")]
      occurrence.undecided = [
        .init(
          id: "deployment-progress-deadline-exceeded",
          artifact: "what keeps the new pods of \(object.reference.path) back",
          collect: .namespace(object.namespace),
          or: "kubectl -n \(object.namespace.shellNamespace) describe replicasets,pods")
      ]
      return occurrence
    }
  }

  static func statefulSets(_ investigation: Investigation) -> [Occurrence] {
    var members: [String: [Pod]] = [:]
    for pod in investigation.index.pods {
      guard let owner = pod.object.controller, owner.kind == "StatefulSet" else { continue }
      members["\(owner.namespace)/\(owner.name)", default: []].append(pod)
    }
    return investigation.index.objects(kind: "StatefulSet").compactMap { set in
      guard set.rendering == .api, set.deleted == nil,
        (set.string(at: "spec.podManagementPolicy") ?? "OrderedReady") == "OrderedReady",
        let wanted = set.value(at: "spec.replicas")?.integer,
        let blocker = (members["\(set.namespace)/\(set.name)"] ?? []).first(where: { !isReady($0) }),
        investigation.hasLasted(seconds(120), since: blocker.object.created)
      else { return nil }
      let current = set.value(at: "status.replicas")?.integer ?? 0
      let target = set.string(at: "status.updateRevision") ?? ""
      let revision = blocker.object.label("controller-revision-hash") ?? ""
      let isOutdated =
        !target.isEmpty && !revision.isEmpty && revision != target
        && set.string(at: "spec.updateStrategy.type") != "OnDelete"
      guard current < wanted || isOutdated else { return nil }
      var occurrence = Occurrence(
        subject: set.reference, joints: [.pod(blocker.reference), .workload(set.reference)],
        span: blocker.object.created.map { Span($0) },
        text: isOutdated
          ? "\(set.reference.path) does not replace \(blocker.object.name), which has an old revision and is not ready"
          : "\(set.reference.path) makes no further pods (\(current) of \(wanted)) until \(blocker.object.name) is ready",
        evidence: [
          blocker.condition("Ready").map {
            blocker.object.evidence(for: $0.value["status"] ?? $0.value, field: "\($0.field).status")
          },
          isOutdated ? set.evidence(at: "status.updateRevision") : set.evidence(at: "spec.replicas"),
          blocker.object.evidence,
        ].compactMap { $0 })
      if isOutdated {
        occurrence.remedies = [
          Remedy(
            .now, "Delete the pod, so that the controller makes it of the current template.",
            commands: ["kubectl -n {namespace} delete pod \(blocker.object.name.shellName)"])
        ]
      }
      return occurrence
    }
  }

  private static func isReady(_ pod: Pod) -> Bool {
    pod.condition("Ready")?.value["status"]?.string == "True"
  }

  static func deployment(_ title: String, _ status: String, _ reason: String) -> Example {
    Example(
      title,
      [
        (
          "deployments.yaml",
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 2}
          status:
            replicas: 3
            readyReplicas: 2
            conditions:
            - {type: Progressing, status: \(status), reason: \(reason), message: ReplicaSet "web-6b7f" has timed out progressing., lastUpdateTime: "2024-05-06T09:30:00Z"}

          """
        ), StartExample.date,
      ])
  }

  static func statefulSet(_ title: String, policy: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: apps/v1
          kind: StatefulSet
          metadata: {name: db, namespace: shop, uid: s1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 3, podManagementPolicy: \(policy)}
          status: {replicas: 1, updateRevision: db-5c}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: db-0
            namespace: shop
            uid: u1
            creationTimestamp: "2024-05-06T09:00:00Z"
            labels: {controller-revision-hash: db-5c}
            ownerReferences: [{kind: StatefulSet, name: db, uid: s1, controller: true}]
          spec: {nodeName: n1, containers: [{name: db, image: a}]}
          status:
            phase: Running
            conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:00:00Z"}]

          """
        ), StartExample.date,
      ])
  }
}
