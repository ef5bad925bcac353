import Model

/// The API server refuses what a controller wants to create.
extension FailureMode {
  static let quotaRequiresRequestsOrLimits = FailureMode(
    card: FailureModeCard(
      id: "quota-requires-requests-or-limits", role: .fault, layer: QuotaMode.layer,
      title: Text(
        en: "The quota demands requests or limits that the pods lack", ja: "クォータが要求する requests/limits が指定されていない"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        A ResourceQuota on CPU or memory only admits pods whose containers all state that resource; neither \
        the template nor a LimitRange does so here.
        """,
      remedies: [
        Remedy(
          .now, "Add the requests and limits to the template, or give the namespace a LimitRange with defaults.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: [QuotaMode.reference]),
    recognize: {
      QuotaMode.refusals(
        "quota-requires-requests-or-limits", "its containers lack requests or limits that the quota demands", $0)
    },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-x\" is forbidden: failed quota: compute: must specify requests.cpu"),
    staysSilent: QuotaMode.example(
      "Another refusal",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ))

  static let limitRangeViolation = FailureMode(
    card: FailureModeCard(
      id: "limitrange-violation", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The pods ask for more or less than the LimitRange allows", ja: "LimitRange の範囲を外れている"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        A LimitRange bounds what a container or pod may request and be limited to. The template is outside \
        of it.
        """,
      remedies: [
        Remedy(
          .now, "Fit the template into the LimitRange, or change the LimitRange.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: ["https://kubernetes.io/docs/concepts/policy/limit-range/"]),
    recognize: { QuotaMode.refusals("limitrange-violation", "what they ask for lies outside the LimitRange", $0) },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-x\" is forbidden: maximum memory usage per Container is 128Mi, but limit is 1Gi"),
    staysSilent: QuotaMode.example(
      "Another refusal",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ))

  static let podSecurityViolation = FailureMode(
    card: FailureModeCard(
      id: "pod-security-violation", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The pods violate the namespace's Pod Security level", ja: "Pod Security の基準に違反している"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        The namespace enforces a Pod Security Standard (label pod-security.kubernetes.io/enforce) that the \
        template does not meet.
        """,
      remedies: [
        Remedy(
          .now, "Correct the fields that the refusal names, or choose another level for the namespace.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"]),
    recognize: {
      QuotaMode.refusals("pod-security-violation", "they violate the Pod Security level of the namespace", $0)
    },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-x\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"web\" must set securityContext.allowPrivilegeEscalation=false)"
    ),
    staysSilent: QuotaMode.example(
      "Another refusal",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ))

  static let priorityClassMissing = FailureMode(
    card: FailureModeCard(
      id: "priority-class-missing", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The PriorityClass of the pods does not exist", ja: "PriorityClass が存在しない"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: "A pod is only created when the PriorityClass that it names exists. It is mistyped, or was never applied.",
      remedies: [
        Remedy(
          .now, "Create the PriorityClass, or correct priorityClassName.",
          commands: [
            "kubectl get priorityclasses",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.priorityClassName}'",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass"]),
    recognize: { QuotaMode.refusals("priority-class-missing", "their PriorityClass does not exist", $0) },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-\" is forbidden: no PriorityClass with name important was found"),
    staysSilent: QuotaMode.example(
      "The class was applied a moment later",
      "Error creating: pods \"web-6b7f-\" is forbidden: no PriorityClass with name important was found",
      more: "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: important, uid: p1}\nvalue: 9\n"))

  static let serviceAccountMissing = FailureMode(
    card: FailureModeCard(
      id: "service-account-missing", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The ServiceAccount of the pods does not exist", ja: "ServiceAccount が存在しない"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        A pod is only created when its ServiceAccount exists in the namespace. It is mistyped, was deleted, \
        or was never applied.
        """,
      remedies: [
        Remedy(
          .now, "Create the ServiceAccount, or correct serviceAccountName.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: ["https://kubernetes.io/docs/concepts/security/service-accounts/"]),
    recognize: { QuotaMode.refusals("service-account-missing", "their ServiceAccount does not exist", $0) },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods \"web-6b7f-x\" is forbidden: error looking up service account shop/web: serviceaccount \"web\" not found"
    ),
    staysSilent: QuotaMode.example(
      "The account was applied a moment later",
      "Error creating: pods \"web-6b7f-x\" is forbidden: error looking up service account shop/web: serviceaccount \"web\" not found",
      more: "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop, uid: s1}\n"))

  static let rbacForbidden = FailureMode(
    card: FailureModeCard(
      id: "rbac-forbidden", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The controller may not create the pods", ja: "RBAC により Pod の作成が禁止されている"),
      what: """
        A workload has fewer pods than it wants, and no pod is pending: they were never created. The Events \
        FailedCreate of its ReplicaSet or Job tell why.
        """,
      why: """
        RBAC grants the controller's identity no permission to create pods here, or a role was taken away.
        """,
      remedies: [
        Remedy(
          .now, "Restore the Role and RoleBinding of the identity that the refusal names.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedCreate"])
      ],
      references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/"]),
    signatures: [RefusedClientRights.line],
    recognize: {
      QuotaMode.refusals("rbac-forbidden", "the controller lacks the right to create them", $0)
        + RefusedClientRights.occurrences($0) + RefusedClientRights.quoted($0)
    },
    fires: QuotaMode.example(
      "The pods are refused",
      "Error creating: pods is forbidden: User \"system:serviceaccount:kube-system:replicaset-controller\" cannot create resource \"pods\" in API group \"\" in the namespace \"shop\""
    ),
    staysSilent: QuotaMode.example(
      "Another refusal",
      "Error creating: pods \"web-6b7f-x\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10"
    ))
}
