import Model

/// Pods that are not what their template says: most often an admission webhook changed them on their way.
extension FailureMode {
  static let webhookMutationSurprise = FailureMode(
    card: FailureModeCard(
      id: "webhook-mutation-surprise", role: .risk, layer: QuotaMode.layer,
      title: Text(en: "Pods differ from their template", ja: "Pod がテンプレートと異なる"),
      what: """
        A pod that is not ready has a container, an image, a node selector or limits that the template of its ReplicaSet or Job does \
        not have: editing the workload changes nothing about them.
        """,
      why: """
        The template of a ReplicaSet or Job does not change, so whatever differs was written into the pod itself: by a mutating \
        webhook when it was created, e.g. of a service mesh, a policy engine or an autoscaler; an image or a limit perhaps by hand \
        since.
        """,
      remedies: [
        Remedy(
          .now, "See which webhooks may change pods.",
          commands: [
            "kubectl get mutatingwebhookconfigurations", "kubectl -n {namespace} get {kind} {name} -o yaml",
          ]),
        Remedy(.lasting, "Change the policy of the webhook, or opt the workload out of it by its label."),
      ],
      references: ["https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/"]),
    recognize: { investigation in
      var seen: Set<EntityReference> = []
      return investigation.index.pods.compactMap { pod in
        guard !pod.isFinished, pod.object.deleted == nil, pod.object.rendering == .api,
          pod.condition("Ready")?.value["status"]?.string != "True", let owner = pod.object.controller,
          ["ReplicaSet", "Job"].contains(owner.kind), let maker = investigation.index.object(owner),
          let template = maker.value(at: "spec.template"), let difference = MutatedPod.difference(pod, template)
        else { return nil }
        let workload = investigation.index.workload(of: pod.reference)
        guard seen.insert(workload).inserted else { return nil }
        return Occurrence(
          subject: workload, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
          span: pod.object.created.map { Span($0) },
          text: "\(pod.reference.path) is not what \(owner.path) says: \(difference.text)",
          evidence: [
            pod.object.evidence(for: difference.value, field: difference.field),
            maker.evidence(for: template, field: "spec.template"),
          ])
      }
    },
    fires: MutatedPod.example("A policy adds a node selector", selector: "{pool: spot}"),
    staysSilent: MutatedPod.example("The pod is as its template", selector: "{}"))
}

/// Where a pod differs from the template that it was made from.
private enum MutatedPod {
  struct Difference {
    var text: String
    var value: Value
    /// In the pod.
    var field: String
  }

  /// The first of those that decide whether and how it runs; tolerations, volumes and variables are added to most pods.
  static func difference(_ pod: Pod, _ template: Value) -> Difference? {
    let isLimited = pod.object.annotation("kubernetes.io/limit-ranger") != nil
    for member in pod.object.value(at: "spec.nodeSelector")?.members ?? []
    where template.value(at: "spec.nodeSelector")?[member.key]?.string != member.value.string {
      return Difference(
        text: "nodeSelector \(member.key): \(member.value.string ?? "")", value: member.value,
        field: "spec.nodeSelector.\(member.key)")
    }
    for (container, field) in pod.containers {
      let list = field.split(separator: ".").dropFirst().first ?? ""
      let name = container["name"]?.string ?? ""
      guard let written = template.value(at: "spec.\(list)")?.items.first(where: { $0["name"]?.string == name }) else {
        return Difference(
          text: "container \(name) added", value: container["name"] ?? container, field: "\(field).name")
      }
      if let image = container["image"], let other = written["image"]?.string, image.string != other {
        return Difference(
          text: "image of \(name): \(other) → \(image.string ?? "")", value: image, field: "\(field).image")
      }
      if !isLimited, let found = limit(of: container, written, name, field) { return found }
    }
    return nil
  }

  private static func limit(_ name: String, _ container: String, _ value: Value, _ field: String) -> Difference {
    Difference(
      text: "limit of \(container): \(name) \(value.string ?? "")", value: value,
      field: "\(field).resources.limits.\(name)")
  }

  private static func limit(of container: Value, _ written: Value, _ name: String, _ field: String) -> Difference? {
    let limits = container.value(at: "resources.limits")?.members ?? []
    return limits.first {
      $0.value.string != written.value(at: "resources.limits")?[$0.key]?.string
    }.map { limit($0.key, name, $0.value, field) }
  }

  static func example(_ title: String, selector: String) -> Example {
    Example(
      title,
      [
        (
          "namespaces/shop/replicasets.yaml",
          """
          apiVersion: apps/v1
          kind: ReplicaSet
          metadata: {name: web-5d7f, namespace: shop, uid: set-1}
          spec:
            replicas: 1
            template:
              spec:
                containers:
                - {name: web, image: "shop/web:1.4"}
          status: {replicas: 1}

          """
        ),
        (
          "namespaces/shop/pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web-5d7f-abcde
            namespace: shop
            uid: pod-1
            ownerReferences:
            - {apiVersion: apps/v1, kind: ReplicaSet, name: web-5d7f, uid: set-1, controller: true}
          spec:
            nodeSelector: \(selector)
            containers:
            - {name: web, image: "shop/web:1.4"}
          status:
            phase: Pending
            conditions:
            - {type: PodScheduled, status: "False", reason: Unschedulable}

          """
        ),
      ])
  }
}
