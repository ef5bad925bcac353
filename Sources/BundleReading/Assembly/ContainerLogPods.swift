import Model

/// Completes which container a log is of: namespace, uid, and all of it from the container's id.
struct ContainerLogPods {
  private var byContainerID: [String: EntityReference] = [:]
  private var byName: [String: [Pod]] = [:]

  init(_ objects: [KubernetesObject]) {
    for pod in objects.lazy.filter({ $0.kind == "Pod" }).map({ Pod($0) }) {
      byName[pod.object.name, default: []].append(pod)
      for status in pod.containerStatuses {
        var reference = pod.reference
        reference.container = status.name
        for id in status.containerIDs { byContainerID[id] = reference }
      }
    }
  }

  /// The log with its container completed as far as the bundle tells.
  func completed(_ log: ContainerLog) -> ContainerLog {
    var log = log
    log.container = completed(log.container, answer: log.answer)
    return log
  }

  private func completed(_ container: EntityReference?, answer: LogAnswer?) -> EntityReference? {
    if case .unableToRetrieve(_, let id) = answer, let owner = byContainerID[id],
      container.map({ isCompatible($0, with: owner) }) ?? true
    {
      return owner
    }
    guard var reference = container, reference.kind == "Pod", !reference.name.isEmpty else { return container }
    let namesakes = (byName[reference.name] ?? []).filter {
      (reference.namespace.isEmpty || $0.object.namespace == reference.namespace)
        && (reference.uid.isEmpty || $0.object.uid == reference.uid)
    }
    guard namesakes.count == 1, let pod = namesakes.first else { return reference }
    reference.namespace = pod.object.namespace
    reference.uid = pod.object.uid
    if reference.container.isEmpty, pod.containers.count == 1 {
      reference.container = pod.containers.first?.value["name"]?.string ?? ""
    }
    return reference
  }

  private func isCompatible(_ known: EntityReference, with owner: EntityReference) -> Bool {
    (known.name.isEmpty || known.name == owner.name)
      && (known.namespace.isEmpty || known.namespace == owner.namespace)
      && (known.container.isEmpty || known.container == owner.container)
  }
}
