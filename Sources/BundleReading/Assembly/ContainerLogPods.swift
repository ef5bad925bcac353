import Model

/// Completes which container a log is of: namespace, uid, all of it from the container's id, and from names in the path
/// where only one pod or workload can be meant.
struct ContainerLogPods {
  private var byContainerID: [String: EntityReference] = [:]
  private var byName: [String: [Pod]] = [:]
  private var byHint = HintedContainers()
  private let ailing: AilingContainer?

  init(_ objects: [KubernetesObject]) {
    let pods = objects.filter { $0.kind == "Pod" }.map { Pod($0) }
    ailing = AilingContainer(pods)
    for pod in pods {
      byName[pod.object.name, default: []].append(pod)
      byHint.add(pod)
      for status in pod.containerStatuses {
        var reference = pod.reference
        reference.container = status.name
        for id in status.containerIDs { byContainerID[id] = reference }
      }
    }
    for object in objects where HintedContainers.workloads.contains(object.kind) { byHint.add(object) }
  }

  /// The logs with their containers, and which are of runs before, completed as far as the bundle tells.
  func completed(_ logs: [ContainerLog]) -> [ContainerLog] {
    let logs = markingEarlierRuns(logs.map(completed))
    return ailing?.claiming(logs) ?? logs
  }

  /// The Event with its pod's namespace, which schedulers before 1.12 left out of what they say, where only one pod can be
  /// meant.
  func placed(_ event: ClusterEvent) -> ClusterEvent {
    guard event.regarding.kind == "Pod", event.regarding.namespace.isEmpty, let pods = byName[event.regarding.name],
      pods.count == 1, let pod = pods.first
    else { return event }
    var event = event
    event.regarding.namespace = pod.object.namespace
    return event
  }

  /// The log with its container completed as far as the bundle tells.
  func completed(_ log: ContainerLog) -> ContainerLog {
    var log = log
    log.container = completed(log.container, answer: log.answer)
    let isKnown = log.container.map { !$0.uid.isEmpty || byName[$0.name] != nil } ?? false
    if !log.hint.isEmpty, !isKnown {
      let hinted = byHint.container(log.hint, container: log.container?.container ?? "", log.artifact)
      log.container = hinted ?? log.container
    }
    if log.container?.name.isEmpty == true { log.container = nil }
    return log
  }

  /// The node of a container's pod; empty where nothing tells it.
  func node(of container: EntityReference) -> String {
    let namesakes = (byName[container.name] ?? []).filter { $0.object.namespace == container.namespace }
    return namesakes.count == 1 ? namesakes[0].nodeName : ""
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
    if reference.container.isEmpty { reference.container = pod.onlyContainer }
    return reference
  }

  private func isCompatible(_ known: EntityReference, with owner: EntityReference) -> Bool {
    (known.name.isEmpty || known.name == owner.name)
      && (known.namespace.isEmpty || known.namespace == owner.namespace)
      && (known.container.isEmpty || known.container == owner.container)
  }
}

/// Marks the logs of runs before: the runtime keeps one file a run, `<ns>_<pod>_<uid>/<container>/<run>.log`, and the
/// highest number is the current one.
private func markingEarlierRuns(_ logs: [ContainerLog]) -> [ContainerLog] {
  var latest: [Substring: Int] = [:]
  func run(_ log: ContainerLog) -> (folder: Substring, number: Int)? {
    let folder = folder(of: log.artifact)
    let file = log.artifact.dropFirst(folder.utf8.count + 1)
    guard let number = Int(file.prefix { $0 != "." }),
      BundleReading.folder(of: String(folder)).split(separator: "/").last?.split(separator: "_").count == 3
    else { return nil }
    return (folder, number)
  }
  for run in logs.compactMap(run) { latest[run.folder] = max(latest[run.folder] ?? 0, run.number) }
  return logs.map { log in
    guard let run = run(log), let newest = latest[run.folder], run.number < newest else { return log }
    var log = log
    log.isPrevious = true
    return log
  }
}
