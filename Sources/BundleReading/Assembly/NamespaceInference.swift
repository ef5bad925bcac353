import Model

/// Gives objects of tables their namespace where the table has no such column and the path does not say it.
///
/// `kubectl get` without `-A` shows one namespace. It is that of a namesake elsewhere in the bundle, where all namesakes
/// of the table's rows agree; else that of the other tables in the same folder; else the only namespace, apart from the
/// cluster's own, that anything in the bundle names. Else it stays empty.
func inferringNamespaces(_ facts: [ArtifactFacts]) -> [ArtifactFacts] {
  guard facts.contains(where: { $0.objects.contains(where: \.lacksNamespace) }) else { return facts }
  var namespacesOfNames: [String: Set<String>] = [:]
  var named: Set<String> = []
  for object in facts.lazy.flatMap(\.objects) {
    let subject = object.subject
    guard !subject.namespace.isEmpty, !ResourceNames.isClusterScoped(subject.kind) else { continue }
    namespacesOfNames["\(subject.kind)/\(subject.name)", default: []].insert(subject.namespace)
    named.insert(subject.namespace)
  }

  var ofArtifacts: [String: String] = [:]
  var ofFolders: [String: Set<String>] = [:]
  for artifact in facts {
    var seen: Set<String> = []
    for object in artifact.objects where object.lacksNamespace {
      let namespaces = namespacesOfNames["\(object.subject.kind)/\(object.subject.name)"] ?? []
      if namespaces.count == 1 { seen.formUnion(namespaces) }
    }
    guard let only = seen.first, seen.count == 1 else { continue }
    ofArtifacts[artifact.path] = only
    ofFolders[String(folder(of: artifact.path)), default: []].insert(only)
  }
  let users = named.subtracting(["kube-system", "kube-public", "kube-node-lease", "default"])
  let only = users.count == 1 ? users.first : named.count == 1 ? named.first : nil

  return facts.map { artifact in
    guard artifact.objects.contains(where: \.lacksNamespace) else { return artifact }
    let neighbors = ofFolders[String(folder(of: artifact.path))] ?? []
    guard let namespace = ofArtifacts[artifact.path] ?? (neighbors.count == 1 ? neighbors.first : only) else {
      return withoutWholeLists(artifact)
    }
    var artifact = artifact
    artifact.objects = artifact.objects.map { $0.lacksNamespace ? $0.placed(in: namespace) : $0 }
    artifact.lists = artifact.lists.map { list in
      var list = list
      let isOfRows = artifact.objects.contains { $0.kind == list.kind && $0.namespace == namespace && $0.isText }
      if list.namespace.isEmpty, isOfRows { list.namespace = namespace }
      return list
    }
    return artifact
  }
}

/// A list of a namespace that is not known is no list of all namespaces.
private func withoutWholeLists(_ artifact: ArtifactFacts) -> ArtifactFacts {
  let kinds = Set(artifact.objects.lazy.filter(\.lacksNamespace).map(\.kind))
  var artifact = artifact
  for place in artifact.lists.indices where kinds.contains(artifact.lists[place].kind) {
    if artifact.lists[place].namespace.isEmpty { artifact.lists[place].isComplete = false }
  }
  return artifact
}

extension KubernetesObject {
  /// A row of a table, or an Event of a text, that does not say its namespace although it has one.
  fileprivate var lacksNamespace: Bool {
    isText && namespace.isEmpty && !ResourceNames.isClusterScoped(subject.kind)
  }

  /// What the object is known by in its namespace: for an Event the object it is about.
  fileprivate var subject: EntityReference {
    guard kind == "Event", let regarding = root["involvedObject"] else { return reference }
    let own = regarding["namespace"]?.string ?? ""
    return EntityReference(
      kind: regarding["kind"]?.string ?? "", namespace: own.isEmpty ? namespace : own,
      name: regarding["name"]?.string ?? "")
  }

  /// The same object in a namespace.
  fileprivate func placed(in namespace: String) -> KubernetesObject {
    let line = root.value(at: "metadata.name")?.line ?? root.line
    var tree = ObjectTree(root)
    tree.set("metadata.namespace", namespace, line: line)
    if kind == "Event", root["involvedObject"] != nil { tree.set("involvedObject.namespace", namespace, line: line) }
    return tree.object(artifact: artifact, rendering: rendering) ?? self
  }
}
