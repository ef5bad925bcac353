import Model

extension DescribedKind {
  /// A ReplicaSet: `Replicas:  1 current / 2 desired`.
  static let replicaSet = DescribedKind(
    kind: "ReplicaSet", apiVersion: "apps/v1",
    isShown: { $0["Replicas"]?.value.contains("current /") == true },
    fill: { object, tree in
      setReplicas(object, &tree)
      tree.set("spec.selector", object["Selector"]?.selector)
    })

  /// A ReplicationController: as a ReplicaSet, so only the command or the path tells it.
  static let replicationController = DescribedKind(
    kind: "ReplicationController", apiVersion: "v1",
    isShown: { _ in false },
    fill: { object, tree in
      setReplicas(object, &tree)
      tree.set("spec.selector", object["Selector"]?.selector?["matchLabels"])
    })

  private static func setReplicas(_ object: DescribedObject, _ tree: inout ObjectTree) {
    DescribedReplicas.set(object["Replicas"], &tree)
    DescribedReplicas.setPods(object["Pods Status"], &tree)
    DescribedPodSpec.setTemplate(object["Pod Template"], at: "spec.template", &tree)
    tree.set("status.conditions", object["Conditions"].flatMap(DescribedConditions.value))
  }
}
