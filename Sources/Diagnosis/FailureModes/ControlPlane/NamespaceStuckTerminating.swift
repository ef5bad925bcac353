import Model

/// A namespace that is being deleted does not become empty.
extension FailureMode {
  static let namespaceStuckTerminating = FailureMode(
    card: FailureModeCard(
      id: "namespace-stuck-terminating", role: .symptom, layer: "Control plane and etcd",
      title: Text(en: "A namespace stays in Terminating", ja: "Namespace が Terminating のまま残る"),
      what: "The namespace has a deletionTimestamp; its conditions tell what keeps it. Nothing can be created in it.",
      why: """
        The namespace controller deletes everything inside, of every API group. It stops when an aggregated API does not \
        answer its discovery, or when objects inside wait for their own finalizers.
        """,
      remedies: [
        Remedy(
          .now, "Repair or delete the APIService, or the objects with finalizers, that the condition names.",
          commands: [
            "kubectl get namespace {name} -o yaml", "kubectl get apiservices",
            "kubectl api-resources --verbs=list --namespaced -o name | xargs -n1 kubectl -n {name} get --ignore-not-found",
          ]),
        Remedy(.lasting, "Do not empty spec.finalizers by hand: what is left inside comes back with the name."),
      ],
      references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/"]),
    recognize: { investigation in
      investigation.index.objects(kind: "Namespace").compactMap { occurrence(of: $0, investigation) }
    },
    causes: [
      CausalLink(
        from: "aggregated-api-unavailable", by: .cluster, "hides what is left to delete",
        delay: Int64.min...Int64.max, judge: { cause, effect, _ in discovery(cause, effect) }),
      CausalLink(
        from: "object-stuck-on-finalizer", by: .namespace, "is left in it", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "pvc-or-pv-stuck-terminating", by: .namespace, "is left in it", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
    ],
    fires: Example(
      "Discovery of an API group fails",
      [
        (
          "namespaces.yaml",
          namespace(
            """
            - {type: NamespaceDeletionDiscoveryFailure, status: "True", reason: DiscoveryFailed, \
            lastTransitionTime: "2024-05-06T09:00:10Z", message: "Discovery failed for some groups, 1 failing: unable to \
            retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: the server is currently unable to handle \
            the request"}
            """)
        ), StartExample.date,
      ]),
    staysSilent: Example(
      "Everything in it is deleted; it only waits to go",
      [
        (
          "namespaces.yaml",
          namespace("- {type: NamespaceContentRemaining, status: \"False\", reason: ContentRemoved, message: gone}")
        ), StartExample.date,
      ]))

  private static let tellingConditions = [
    "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionContentFailure", "NamespaceFinalizersRemaining",
    "NamespaceContentRemaining", "NamespaceDeletionGroupVersionParsingFailure",
  ]

  private static func occurrence(of namespace: KubernetesObject, _ investigation: Investigation) -> Occurrence? {
    // Pods take their grace period; a finalizer or a group that does not answer has nothing to do with that.
    let isNamed = ["NamespaceFinalizersRemaining", "NamespaceDeletionDiscoveryFailure"].contains {
      namespace.condition($0)?.value["status"]?.string == "True"
    }
    let since = namespace.deleted
    // kubectl describe tells that it is being deleted and not since when.
    guard since != nil || isNamed && namespace.isTerminating,
      investigation.hasLasted(seconds(isNamed ? 75 : 300), since: since)
    else { return nil }
    let conditions = tellingConditions.compactMap { type -> Evidence? in
      guard let entry = namespace.condition(type), entry.value["status"]?.string == "True",
        let message = entry.value["message"]
      else { return nil }
      return namespace.evidence(for: message, field: "\(entry.field).message")
    }
    guard let first = conditions.first else { return nil }
    var occurrence = Occurrence(
      subject: namespace.reference, joints: [.namespace(namespace.name), .object(namespace.reference.path), .cluster],
      span: since.map { Span($0) }, text: "\(namespace.reference.path) cannot be deleted: \(first.text)",
      evidence: conditions)
    occurrence.affected = [.init(entity: namespace.reference, role: .victim, effect: "cannot be deleted")]
    occurrence.undecided = [
      .init(
        id: "namespace-stuck-terminating", artifact: "who keeps what is left in \(namespace.reference.path)",
        collect: .namespace(namespace.name),
        or: "kubectl get namespace \(namespace.name.shellName) -o yaml; kubectl get apiservices -o yaml; "
          + "kubectl api-resources --verbs=list --namespaced -o name | xargs -n1 kubectl -n "
          + "\(namespace.name.shellName) get -o yaml --ignore-not-found")
    ]
    return occurrence
  }

  /// The condition names the group that does not answer: `metrics.k8s.io/v1beta1`; the APIService is `v1beta1.metrics.k8s.io`.
  private static func discovery(_ cause: Occurrence, _ effect: Occurrence) -> LinkVerdict {
    let group = cause.subject.name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? cause.subject.name
    let lines = effect.evidence.filter { $0.text.contains(group) }
    return lines.isEmpty
      ? .contradicted(reason: "the namespace does not name \(group)", evidence: effect.evidence)
      : .supported(direct: true, evidence: lines)
  }

  private static func namespace(_ condition: String) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: old, uid: n1, creationTimestamp: "2024-05-01T09:00:00Z", deletionTimestamp: "2024-05-06T09:00:00Z"}
    spec: {finalizers: [kubernetes]}
    status:
      phase: Terminating
      conditions:
      \(condition)

    """
  }
}
