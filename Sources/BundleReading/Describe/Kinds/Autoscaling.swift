import Model

extension DescribedKind {
  /// A HorizontalPodAutoscaler: `Min replicas:` and what it scales.
  static let horizontalPodAutoscaler = DescribedKind(
    kind: "HorizontalPodAutoscaler", apiVersion: "autoscaling/v2",
    isShown: { $0.has("Max replicas") },
    fill: { object, tree in
      let parts = object.outline
      if let reference = parts["Reference"], let (kind, name) = reference.value.parted(by: "/") {
        tree.set("spec.scaleTargetRef.kind", kind, line: reference.line)
        tree.set("spec.scaleTargetRef.name", name, line: reference.line)
      }
      tree.set("spec.minReplicas", parts["Min replicas"]?.number)
      tree.set("spec.maxReplicas", parts["Max replicas"]?.number)
      // `Deployment pods:  1 current / 3 desired`; the key holds the kind that it scales.
      if let pods = parts.sections.first(where: { $0.key.hasSuffix(" pods") }) {
        for part in pods.value.split(separator: "/") {
          let words = part.split(separator: " ")
          guard words.count == 2, Int(words[0]) != nil else { continue }
          tree.set("status.\(words[1])Replicas", words[0], line: pods.line)
        }
      }
      tree.set("status.conditions", parts["Conditions"].flatMap(DescribedConditions.value))
      setMetrics(parts["Metrics"], &tree)
    })

  /// `resource cpu on pods  (as a percentage of request):  12% (6m) / 80%`.
  private static func setMetrics(_ section: DescribeSection?, _ tree: inout ObjectTree) {
    var count = 0
    for metric in section?.outline.sections ?? [] where metric.key.hasPrefix("resource ") {
      let words = metric.key.split(separator: " ")
      guard words.count > 1, let (current, target) = metric.value.parted(by: " / ") else { continue }
      let line = metric.line
      for (path, text) in [("spec.metrics", target), ("status.currentMetrics", current)] {
        let figure = text.split(separator: " ").first ?? ""
        guard !figure.isEmpty, !figure.hasPrefix("<") else { continue }
        let base = "\(path).\(count)"
        let place = path == "spec.metrics" ? "target" : "current"
        tree.set("\(base).type", "Resource", line: line)
        tree.set("\(base).resource.name", words[1], line: line)
        if figure.hasSuffix("%") {
          tree.set("\(base).resource.\(place).averageUtilization", figure.dropLast(), line: line)
        } else {
          tree.set("\(base).resource.\(place).averageValue", figure, line: line)
        }
      }
      count += 1
    }
  }

  /// A PodDisruptionBudget: `Min available:` or `Max unavailable:`.
  static let podDisruptionBudget = DescribedKind(
    kind: "PodDisruptionBudget", apiVersion: "policy/v1",
    isShown: { $0.has("Min available") || $0.has("Max unavailable") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.minAvailable", parts["Min available"]?.scalar)
      tree.set("spec.maxUnavailable", parts["Max unavailable"]?.scalar)
      tree.set("spec.selector", parts["Selector"]?.selector)
      guard let status = parts["Status"]?.outline else { return }
      tree.set("status.disruptionsAllowed", status["Allowed disruptions"]?.number)
      tree.set("status.currentHealthy", status["Current"]?.number)
      tree.set("status.desiredHealthy", status["Desired"]?.number)
      tree.set("status.expectedPods", status["Total"]?.number)
    })

  /// A PriorityClass: a value and whether it is the default.
  static let priorityClass = DescribedKind(
    kind: "PriorityClass", apiVersion: "scheduling.k8s.io/v1", isNamespaced: false,
    isShown: { $0.has("GlobalDefault") },
    fill: { object, tree in
      tree.set("value", object["Value"]?.scalar)
      tree.set("globalDefault", object["GlobalDefault"]?.boolean)
      tree.set("preemptionPolicy", object["PreemptionPolicy"]?.scalar)
      tree.set("description", object["Description"]?.textScalar)
    })
}
