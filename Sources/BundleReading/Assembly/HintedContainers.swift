import Model

/// Finds what a name in a path means: `logs/api.log`, `podlogs/shop-api-6f9c-x2x`, `api-6f9c-x2x_proxy.txt`,
/// `shop/api-6f9c-x2x/proxy.log`.
struct HintedContainers {
  /// Kinds whose name stands before that of their pods.
  static let workloads: Set<String> = [
    "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet", "ReplicationController",
  ]

  private var podsByName: [String: [Pod]] = [:]
  private var podsByWorkload: [String: [Pod]] = [:]
  private var podsByContainer: [String: [Pod]] = [:]
  private var workloadsByName: [String: [KubernetesObject]] = [:]

  mutating func add(_ pod: Pod) {
    let (namespace, name) = (pod.object.namespace, pod.object.name)
    for key in [
      name, "\(namespace)-\(name)", "\(namespace)_\(name)", "\(namespace).\(name)", "\(name)_\(namespace)",
      "\(name).\(namespace)", "pod-\(name)", "pod_\(name)", "\(namespace)_pod_\(name)",
    ] {
      podsByName[key, default: []].append(pod)
    }
    for container in pod.containerNames { podsByContainer[container, default: []].append(pod) }
    for workload in Self.prefixes(of: name) { podsByWorkload[workload, default: []].append(pod) }
  }

  mutating func add(_ workload: KubernetesObject) { workloadsByName[workload.name, default: []].append(workload) }

  /// The pod, or where it has siblings their workload; nil where the name may mean several things or none. The path's
  /// folders decide between namespaces, and name the pod of a file that is named by its container.
  func container(_ hint: String, container: String, _ path: String) -> EntityReference? {
    let folders = path.split(separator: "/").dropLast().map(String.init)
    if let found = named(hint, container, folders) { return found.only }
    for folder in folders.reversed() {
      guard let found = named(folder, container.isEmpty ? hint : container, folders) else { continue }
      return found.only
    }
    if let found = podOfWorkload(hint, container, folders) { return found }
    guard var pods = podsByContainer[hint].map({ Self.narrowed($0, folders) }), container.isEmpty else { return nil }
    // A folder may be named by the workload.
    let inFolder = pods.filter { Self.prefixes(of: $0.object.name).contains { folders.contains($0) } }
    if !inFolder.isEmpty { pods = inFolder }
    guard let workload = pods.first.flatMap({ Self.prefixes(of: $0.object.name).last }),
      pods.allSatisfy({ Self.prefixes(of: $0.object.name).contains(workload) })
    else { return nil }
    return common(pods, workload: workload, container: hint)
  }

  /// What a name that begins with a pod's means; nil where it begins with none.
  private func named(_ name: String, _ container: String, _ folders: [String]) -> Meaning? {
    if let pods = podsByName[name].map({ Self.narrowed($0, folders) }) {
      guard pods.count == 1, let pod = pods.first else { return Meaning() }
      return Meaning(only: reference(pod, container: container))
    }
    // `<pod>_<container>`: the longest pod that the name begins with, if it has such a container.
    for place in name.indices.reversed() where "-_.".contains(name[place]) {
      let rest = String(name[name.index(after: place)...])
      guard let known = podsByName[String(name[..<place])] else { continue }
      let pods = Self.narrowed(known, folders).filter { $0.containerNames.isEmpty || $0.containerNames.contains(rest) }
      guard pods.count == 1, let pod = pods.first else { return pods.isEmpty ? nil : Meaning() }
      return Meaning(only: reference(pod, container: rest))
    }
    return nil
  }

  /// `api` and `api-proxy` of the workload `api`.
  private func podOfWorkload(_ hint: String, _ container: String, _ folders: [String]) -> EntityReference? {
    if let pods = podsByWorkload[hint] {
      return common(Self.narrowed(pods, folders), workload: hint, container: container)
    }
    for place in hint.indices.reversed() where "-_.".contains(hint[place]) {
      let (workload, rest) = (String(hint[..<place]), String(hint[hint.index(after: place)...]))
      guard let pods = podsByWorkload[workload].map({ Self.narrowed($0, folders) }),
        pods.allSatisfy({ $0.containerNames.contains(rest) })
      else { continue }
      return common(pods, workload: workload, container: rest)
    }
    return nil
  }

  /// What a name means: one container, or too many to say.
  private struct Meaning {
    var only: EntityReference?
  }

  /// Of several pods those whose namespace is a folder of the path.
  private static func narrowed(_ pods: [Pod], _ folders: [String]) -> [Pod] {
    guard pods.count > 1 else { return pods }
    let inFolder = pods.filter { folders.contains($0.object.namespace) }
    return inFolder.isEmpty ? pods : inFolder
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
    let names = pod.containerNames
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
  /// The names of all its containers, those that ran before the others included.
  var containerNames: [String] { containers.compactMap { $0.value["name"]?.string } }

  /// The name of the container whose log is printed where none is asked for; empty where it has several.
  var onlyContainer: String {
    let names = object.value(at: "spec.containers")?.items.compactMap { $0["name"]?.string } ?? []
    return names.count == 1 ? names[0] : ""
  }
}
