import Model

extension DescribedKind {
  /// A DaemonSet: it counts nodes.
  static let daemonSet = DescribedKind(
    kind: "DaemonSet", apiVersion: "apps/v1",
    isShown: { $0.has("Desired Number of Nodes Scheduled") },
    fill: { object, tree in
      let parts = object.outline
      for (field, key) in [
        ("desiredNumberScheduled", "Desired Number of Nodes Scheduled"),
        ("currentNumberScheduled", "Current Number of Nodes Scheduled"),
        ("updatedNumberScheduled", "Number of Nodes Scheduled with Up-to-date Pods"),
        ("numberAvailable", "Number of Nodes Scheduled with Available Pods"),
        ("numberMisscheduled", "Number of Nodes Misscheduled"),
      ] {
        tree.set("status.\(field)", parts[key]?.scalar)
      }
      DescribedReplicas.setPods(parts["Pods Status"], &tree)
      tree.set("spec.selector", parts["Selector"]?.selector)
      DescribedPodSpec.setTemplate(parts["Pod Template"], at: "spec.template", &tree)
      tree.set("spec.template.spec.nodeSelector", parts["Node-Selector"]?.labelsOfSelector)
    })
}

extension DescribeSection {
  /// `a=b,c=d` as a mapping.
  var labelsOfSelector: Value? { selector?["matchLabels"] }
}
