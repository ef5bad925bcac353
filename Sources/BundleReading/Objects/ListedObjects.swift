import Model

/// A list of objects in an artifact: what its items say of it as a whole.
struct ListedObjects {
  /// The list's own kind, e.g. `PodList`; `List` or nothing where it does not say.
  private let kind: Value?
  private let apiVersion: Value?
  private let isComplete: Bool
  private var namespacesOfKinds: [String: Set<String>] = [:]

  /// A list without its objects yet.
  init(list: Value, isComplete: Bool) {
    kind = list["kind"]
    apiVersion = list["apiVersion"]
    self.isComplete = isComplete
  }

  /// The kind of each item by the list's own: `Pod` for `PodList`, nothing for `List`.
  private var itemKind: String? {
    guard let name = kind?.string, name.utf8.count > 4, name.hasSuffix("List") else { return nil }
    return String(name.dropLast(4))
  }

  /// The item with the kind and version that the API leaves out of the items of a typed list.
  func completed(_ item: Value) -> Value {
    guard let itemKind, case .mapping(var members) = item.content, item["kind"] == nil else { return item }
    if item["apiVersion"] == nil, let apiVersion {
      members.append(Value.Member(key: "apiVersion", value: apiVersion))
    }
    members.append(Value.Member(key: "kind", value: Value(.scalar(itemKind, isText: false), line: kind?.line ?? 0)))
    return Value(.mapping(members), line: item.line)
  }

  /// Counts an object of the list.
  mutating func add(_ object: KubernetesObject) {
    namespacesOfKinds[object.kind, default: []].insert(object.namespace)
  }

  /// The lists of an artifact, by kind and namespace. Only an artifact that is whole holds complete lists.
  static func coverage(of lists: [ListedObjects], isWhole: Bool, path: String) -> [Coverage.List] {
    var complete: [Coverage.List: Bool] = [:]
    for list in lists {
      for (kind, namespace) in list.contents(path: path) {
        let key = Coverage.List(kind: kind, namespace: namespace, isComplete: true, artifact: path)
        complete[key] = (complete[key] ?? true) && list.isComplete && isWhole
      }
    }
    return complete.map { key, isComplete in
      var list = key
      list.isComplete = isComplete
      return list
    }.sorted { ($0.kind, $0.namespace) < ($1.kind, $1.namespace) }
  }

  private func contents(path: String) -> [(kind: String, namespace: String)] {
    let place = ResourceNames.namespace(ofPath: path)
    guard !namespacesOfKinds.isEmpty else {
      return [(itemKind ?? ResourceNames.kind(ofPath: path) ?? "", place ?? "")]
    }
    // A list whose items share a namespace testifies to that one alone, unless its folder says it is the cluster's.
    let isOfCluster = path.split(separator: "/").dropLast().contains { $0.hasPrefix("cluster") }
    return namespacesOfKinds.map { kind, namespaces in
      let shared = namespaces.count == 1 && !isOfCluster ? namespaces.first ?? "" : ""
      return (kind, place ?? shared)
    }
  }
}
