import Model

/// What logs of a node alone tell of pods that are gone: what kept one from starting then keeps nobody waiting.
///
///     I0506 10:02:00.000100   61 kubelet.go:1904] SyncLoop (DELETE, "api"): "web-0_shop(c62dc252-5f31-4b70-bd63-0813a30c79b3)"
///     I0506 10:02:00.000100   61 kubelet.go:2441] "SyncLoop DELETE" source="api" pods=["shop/web-0"]
struct LoggedPodRemoval {
  /// The kubelet hears that a pod is deleted, or gone.
  static let signature = LogSignature(
    "kubelet-pod-deleted", component: "kubelet", callSites: ["kubelet.go"],
    literals: ["SyncLoop (DELETE, ", "SyncLoop (REMOVE, ", "SyncLoop DELETE", "SyncLoop REMOVE"])

  /// When each pod was last deleted.
  private var pods: [EntityReference: Moment] = [:]
  /// Containers that a runtime removed, by id.
  private let containers: Set<String>

  init(_ incident: Incident) {
    for record in incident.records(Self.signature.id) {
      guard let time = record.time else { continue }
      for pod in PodName.all(in: record.evidence.text) {
        pods[Self.key(pod.reference)] = max(pods[Self.key(pod.reference)] ?? time, time)
      }
    }
    containers = Set(ContainerRemoval.all(in: incident).filter(\.isDeletion).map(\.id))
  }

  /// Whether a pod was deleted after the last line that tells of its failure, or the container that the line names was
  /// removed: the kubelet keeps the last container of a pod as long as the pod.
  func ends(_ pod: EntityReference, of last: LogRecord) -> Bool {
    if !pod.name.isEmpty, let time = last.time, let deleted = pods[Self.key(pod)], !deleted.isProvablyBefore(time) {
      return true
    }
    let named = ContainerID.all(in: last.message)
    return !named.isEmpty && named.allSatisfy(containers.contains)
  }

  private static func key(_ pod: EntityReference) -> EntityReference {
    EntityReference(kind: "Pod", namespace: pod.namespace, name: pod.name)
  }
}
