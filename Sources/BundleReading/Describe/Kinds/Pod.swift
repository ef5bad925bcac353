import Model

extension DescribedKind {
  /// A pod: `Containers:` and `Node:` at the left margin.
  static let pod = DescribedKind(
    kind: "Pod", apiVersion: "v1",
    isShown: {
      ($0.has("Containers") || $0.has("Init Containers")) && ($0.has("Node") || $0.has("Status"))
        || $0.has("Node") && ($0.has("QoS Class") || $0.has("Status") && $0.has("Namespace"))
    },
    fill: { object, tree in
      let parts = object.outline
      DescribedPodSpec.set(parts, at: "spec", &tree)
      setPlace(object, &tree)
      setPhase(object, &tree)
      tree.set("spec.priority", parts["Priority"]?.scalar)
      tree.set("spec.runtimeClassName", parts["Runtime Class Name"]?.scalar)
      tree.set("status.qosClass", parts["QoS Class"]?.scalar)
      tree.set("status.startTime", parts["Start Time"]?.time)
      tree.set("status.conditions", parts["Conditions"].flatMap(DescribedConditions.value))
      for (field, key) in [
        ("initContainerStatuses", "Init Containers"), ("containerStatuses", "Containers"),
        ("ephemeralContainerStatuses", "Ephemeral Containers"),
      ] {
        tree.set("status.\(field)", Value.list(DescribedContainer.all(parts[key]).compactMap(\.status)))
      }
    })

  /// `Node:  worker-1/10.99.0.10`, `IP:  10.244.0.5`, and the list `IPs:`.
  private static func setPlace(_ object: DescribedObject, _ tree: inout ObjectTree) {
    if let node = object["Node"], !node.value.isEmpty {
      let parts = node.value.split(separator: "/", maxSplits: 1)
      if let name = parts.first { tree.set("spec.nodeName", name, line: node.line) }
      if parts.count == 2 { tree.set("status.hostIP", parts[1], line: node.line) }
    }
    tree.set("status.nominatedNodeName", object.outline.any("NominatedNodeName", "Nominated Node Name")?.scalar)
    tree.set("status.podIP", object["IP"]?.scalar)
    let addresses = object["IPs"]?.outline.sections.filter { $0.key == "IP" } ?? []
    tree.set(
      "status.podIPs",
      Value.list(
        addresses.compactMap { section in
          section.scalar.map { Value(.mapping([.init(key: "ip", value: $0)]), line: section.line) }
        }))
  }

  /// `Status:  Terminating (lasts 5m)` stands in place of the phase.
  private static func setPhase(_ object: DescribedObject, _ tree: inout ObjectTree) {
    guard let status = object["Status"] else { return }
    if status.value.hasPrefix("Terminating") {
      let age = status.value.parted(by: "(lasts ").map { $0.1.prefix { $0 != ")" } } ?? "0s"
      // `<invalid>`: the time granted to end has not passed yet.
      let known = DescribedEvents.Age.isAge(String(age)) ? age : "0s"
      tree.set("metadata.deletionTimestamp", ObjectTree.agePrefix + known, line: status.line)
      if let grace = object["Termination Grace Period"] {
        tree.set("metadata.deletionGracePeriodSeconds", grace.number)
      }
    } else {
      tree.set("status.phase", status.scalar)
    }
    tree.set("status.reason", object["Reason"]?.scalar)
    tree.set("status.message", object["Message"]?.textScalar)
  }
}
