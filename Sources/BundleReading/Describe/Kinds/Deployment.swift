import Model

extension DescribedKind {
  /// A Deployment: only it has a `StrategyType:`.
  static let deployment = DescribedKind(
    kind: "Deployment", apiVersion: "apps/v1",
    isShown: { $0.has("StrategyType") || $0.has("NewReplicaSet") },
    fill: { object, tree in
      let parts = object.outline
      DescribedReplicas.set(parts["Replicas"], &tree)
      tree.set("spec.selector", parts["Selector"]?.selector)
      tree.set("spec.minReadySeconds", parts["MinReadySeconds"]?.scalar)
      tree.set("spec.strategy.type", parts["StrategyType"]?.scalar)
      DescribedReplicas.setRollingUpdate(parts["RollingUpdateStrategy"], at: "spec.strategy.rollingUpdate", &tree)
      DescribedPodSpec.setTemplate(parts["Pod Template"], at: "spec.template", &tree)
      tree.set("status.conditions", parts["Conditions"].flatMap(DescribedConditions.value))
    })
}
