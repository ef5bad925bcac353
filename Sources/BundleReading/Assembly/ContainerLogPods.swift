import Model

/// Completes which container a log is of: namespace, uid, all of it from the container's id, and from a name in the path
/// where only one pod or workload can be meant.
struct ContainerLogPods {
  private var byContainerID: [String: EntityReference] = [:]
  private var byName: [String: [Pod]] = [:]
  private var byHint = HintedContainers()

  init(_ objects: [KubernetesObject]) {
    for pod in objects.lazy.filter({ $0.kind == "Pod" }).map({ Pod($0) }) {
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

  /// The log with its container completed as far as the bundle tells.
  func completed(_ log: ContainerLog) -> ContainerLog {
    var log = log
    log.container = completed(log.container, answer: log.answer)
    if !log.hint.isEmpty, log.container?.uid.isEmpty ?? true, log.container.map({ byName[$0.name] == nil }) ?? true {
      let hinted = byHint.container(log.hint, container: log.container?.container ?? "")
      log.container = hinted ?? log.container
    }
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
    if reference.container.isEmpty { reference.container = pod.onlyContainer }
    return reference
  }

  private func isCompatible(_ known: EntityReference, with owner: EntityReference) -> Bool {
    (known.name.isEmpty || known.name == owner.name)
      && (known.namespace.isEmpty || known.namespace == owner.namespace)
      && (known.container.isEmpty || known.container == owner.container)
  }
}

/// Finds what a name in a path means: `logs/api.log`, `podlogs/shop-api-6f9c-x2x`, `kubectl-logs-api.txt`.
struct HintedContainers {
  /// Kinds whose name stands before that of their pods.
  static let workloads: Set<String> = [
    "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet", "ReplicationController",
  ]

  private var podsByName: [String: [(pod: Pod, container: String)]] = [:]
  private var podsByWorkload: [String: [Pod]] = [:]
  private var podsByContainer: [String: [Pod]] = [:]
  private var workloadsByName: [String: [KubernetesObject]] = [:]

  mutating func add(_ pod: Pod) {
    let (namespace, name) = (pod.object.namespace, pod.object.name)
    for key in [name, "\(namespace)-\(name)", "\(namespace)_\(name)", "\(namespace).\(name)"] {
      podsByName[key, default: []].append((pod, ""))
    }
    for container in pod.containers.compactMap({ $0.value["name"]?.string }) {
      podsByContainer[container, default: []].append(pod)
      for key in ["\(name)_\(container)", "\(name)-\(container)", "\(namespace)_\(name)_\(container)"] {
        podsByName[key, default: []].append((pod, container))
      }
    }
    for workload in Self.prefixes(of: name) { podsByWorkload[workload, default: []].append(pod) }
  }

  mutating func add(_ workload: KubernetesObject) { workloadsByName[workload.name, default: []].append(workload) }

  /// The pod, or where it has siblings their workload; nil where the name may mean several things or none.
  func container(_ hint: String, container: String) -> EntityReference? {
    if let named = podsByName[hint] {
      guard named.count == 1, let (pod, own) = named.first else { return nil }
      return reference(pod, container: container.isEmpty ? own : container)
    }
    if let pods = podsByWorkload[hint] { return common(pods, workload: hint, container: container) }
    guard let pods = podsByContainer[hint], container.isEmpty,
      let workload = Self.prefixes(of: pods[0].object.name).last,
      pods.allSatisfy({ Self.prefixes(of: $0.object.name).contains(workload) })
    else { return nil }
    return common(pods, workload: workload, container: hint)
  }

  private func common(_ pods: [Pod], workload: String, container: String) -> EntityReference? {
    guard let first = pods.first else { return nil }
    let namespace = first.object.namespace
    guard pods.allSatisfy({ $0.object.namespace == namespace }) else { return nil }
    if pods.count == 1 { return reference(first, container: container) }
    let owners = (workloadsByName[workload] ?? []).filter { $0.namespace == namespace }
    let kinds = Set(owners.map(\.kind)).union(owners.isEmpty ? pods.compactMap(Self.workloadKind) : [])
    guard kinds.count == 1, let kind = kinds.first else { return nil }
    let names = Set(pods.map(\.onlyContainer))
    return EntityReference(
      kind: kind, namespace: namespace, name: workload,
      container: container.isEmpty ? (names.count == 1 ? names.first ?? "" : "") : container,
      uid: owners.first?.uid ?? "")
  }

  private func reference(_ pod: Pod, container: String) -> EntityReference {
    var reference = pod.reference
    let names = pod.containers.compactMap { $0.value["name"]?.string }
    reference.container = names.contains(container) || names.isEmpty ? container : pod.onlyContainer
    return reference
  }

  private static func workloadKind(_ pod: Pod) -> String? {
    let kind = pod.object.value(at: "metadata.ownerReferences.0.kind")?.string
    return kind == "ReplicaSet" ? "Deployment" : kind
  }

  /// `api-6f9c5d7b8` and `api` of `api-6f9c5d7b8-x2x4q`: what pods' names begin with.
  private static func prefixes(of name: String) -> [String] {
    var result: [String] = []
    var rest = Substring(name)
    for _ in 0..<2 {
      guard let dash = rest.lastIndex(of: "-"), dash > rest.startIndex else { break }
      let suffix = rest[dash...].dropFirst()
      let isNumber = suffix.allSatisfy { "0123456789".contains($0) }
      // Random suffixes have no vowels, so that they spell no words.
      let isRandom =
        (5...10).contains(suffix.utf8.count) && suffix.allSatisfy { "bcdfghjklmnpqrstvwxz0123456789".contains($0) }
      guard !suffix.isEmpty, isNumber || isRandom else { break }
      rest = rest[..<dash]
      result.append(String(rest))
    }
    return result
  }
}

extension Pod {
  /// The name of its container; empty where it has several.
  fileprivate var onlyContainer: String {
    containers.count == 1 ? containers.first?.value["name"]?.string ?? "" : ""
  }
}
