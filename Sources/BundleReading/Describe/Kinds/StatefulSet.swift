import Model

extension DescribedKind {
  /// A StatefulSet: `Volume Claims:` and an update strategy.
  static let statefulSet = DescribedKind(
    kind: "StatefulSet", apiVersion: "apps/v1",
    isShown: { $0.has("Volume Claims") || $0.has("Update Strategy") && $0.has("Replicas") },
    fill: { object, tree in
      let parts = object.outline
      DescribedReplicas.set(parts["Replicas"], &tree)
      DescribedReplicas.setPods(parts["Pods Status"], &tree)
      tree.set("spec.selector", parts["Selector"]?.selector)
      tree.set("spec.podManagementPolicy", parts["PodManagementPolicy"]?.scalar)
      tree.set("spec.updateStrategy.type", parts["Update Strategy"]?.scalar)
      tree.set("spec.updateStrategy.rollingUpdate.partition", parts["Update Strategy"]?["Partition"]?.number)
      DescribedPodSpec.setTemplate(parts["Pod Template"], at: "spec.template", &tree)
      tree.set("spec.volumeClaimTemplates", parts["Volume Claims"].flatMap(claims))
    })

  /// Claims begin with `Name:` each, all at one level.
  private static func claims(_ section: DescribeSection) -> Value? {
    var claims: [ObjectTree] = []
    for part in section.outline.sections {
      if part.key == "Name" { claims.append(ObjectTree(kind: "PersistentVolumeClaim", line: part.line)) }
      guard !claims.isEmpty else { continue }
      let last = claims.count - 1
      switch part.key {
      case "Name": claims[last].set("metadata.name", part.scalar)
      case "StorageClass": claims[last].set("spec.storageClassName", part.scalar)
      case "Capacity": claims[last].set("spec.resources.requests.storage", part.scalar)
      case "Access Modes": claims[last].set("spec.accessModes", part.accessModes)
      case "Labels": claims[last].set("metadata.labels", part.labels)
      default: break
      }
    }
    return Value.list(claims.map(\.value))
  }
}
