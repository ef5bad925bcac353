import Model

/// How `kubectl describe` shows one kind of object. One file each in `Kinds/`.
struct DescribedKind: Sendable {
  /// E.g. `Pod`.
  var kind: String
  /// E.g. `apps/v1`.
  var apiVersion: String
  /// Whether its objects lie in a namespace.
  var isNamespaced = true
  /// Whether the sections are those of this kind.
  var isShown: @Sendable (DescribedObject) -> Bool
  /// Sets what the sections say, under the API's own names.
  var fill: @Sendable (DescribedObject, inout ObjectTree) -> Void
  /// Further objects that the text names, e.g. the Lease of a node.
  var others: @Sendable (DescribedObject) -> [ObjectTree] = { _ in [] }

  /// The kind of an object: by its sections, else by the command or the path; nil where nothing tells it.
  static func kind(of object: DescribedObject) -> DescribedKind? {
    if let generic = generic(object) { return generic }
    let asked = object.askedKind.flatMap { kind in all.first { $0.kind == kind } }
    guard let known = all.first(where: { $0.isShown(object) }) else { return asked }
    // Texts of these are alike: only the command or the path tells them apart.
    let twins = [
      "ReplicaSet": "ReplicationController", "Role": "ClusterRole", "RoleBinding": "ClusterRoleBinding",
    ]
    return asked.flatMap { twins[known.kind] == $0.kind ? $0 : nil } ?? known
  }

  /// All kinds; where two could show the same sections, the stricter first.
  static let all: [DescribedKind] = [
    .pod, .node, .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController, .cronJob, .job,
    .endpointSlice, .endpoints, .service, .ingress, .networkPolicy, .persistentVolumeClaim, .persistentVolume,
    .storageClass, .secret, .configMap, .serviceAccount, .namespace, .resourceQuota, .limitRange,
    .horizontalPodAutoscaler, .podDisruptionBudget, .priorityClass, .clusterRole, .role, .clusterRoleBinding,
    .roleBinding,
  ]
}
