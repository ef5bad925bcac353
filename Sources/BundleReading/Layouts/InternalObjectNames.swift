import Model

/// Objects as `kubectl cluster-info dump` wrote them up to 1.13: by the names of Go's own types.
///
/// Fields begin with capitals (`Spec`, `InvolvedObject`, `UID`), metadata stand among them (`name`, `creationTimestamp`) or
/// under `ObjectMeta`, and nothing tells the kind.
enum InternalObjectNames {
  /// The tree with the API's names; nil where it has them already. `kind` is that of the artifact's path, if it tells one.
  static func translated(_ root: Value, kind: String?) -> Value? {
    guard case .mapping(let members) = root.content else { return nil }
    if let items = members.first(where: { $0.key == "Items" })?.value {
      var list = members.filter { $0.key != "Items" && $0.key != "ListMeta" && $0.key != "TypeMeta" }
      let translated = items.items.map { object($0, kind: kind) ?? $0 }
      list.append(Value.Member(key: "items", value: Value(.sequence(translated), line: items.line)))
      return Value(.mapping(list), line: root.line)
    }
    return object(root, kind: kind)
  }

  /// Fields of Go's types by which an object is known.
  private static let marks: Set<String> = ["ObjectMeta", "Spec", "Status", "InvolvedObject", "Subsets"]
  /// Metadata that stand among the fields.
  private static let metadata: Set<String> = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
    "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers",
  ]
  /// Maps whose keys are the user's.
  private static let maps: Set<String> = [
    "labels", "annotations", "matchLabels", "nodeSelector", "selector", "data", "capacity", "allocatable", "limits",
    "requests", "hard", "used",
  ]
  private static let deepest = 100

  private static func object(_ value: Value, kind: String?) -> Value? {
    guard case .mapping(let members) = value.content, members.contains(where: { marks.contains($0.key) }),
      value["metadata"] == nil, value["apiVersion"] == nil
    else { return nil }
    var meta: [Value.Member] = []
    var rest: [Value.Member] = []
    for member in members where !member.value.isNull {
      let name = apiName(member.key)
      let value = renamed(member.value, under: name, depth: 1)
      switch name {
      case "objectMeta", "metadata", "typeMeta":
        guard case .mapping(let inner) = value.content else { continue }
        if name == "typeMeta" { rest += inner } else { meta += inner }
      case let name where metadata.contains(name): meta.append(Value.Member(key: name, value: value))
      default: rest.append(Value.Member(key: name, value: value))
      }
    }
    rest.append(Value.Member(key: "metadata", value: Value(.mapping(meta), line: value.line)))
    if !rest.contains(where: { $0.key == "kind" }),
      let kind = Self.kind(of: Value(.mapping(rest), line: value.line)) ?? kind
    {
      rest.append(Value.Member(key: "kind", value: Value(.scalar(kind, isText: true), line: value.line)))
    }
    return Value(.mapping(rest), line: value.line)
  }

  /// The kind that only its fields tell; nil where several kinds have them.
  private static func kind(of object: Value) -> String? {
    let tells: [(path: String, kind: String)] = [
      ("involvedObject", "Event"), ("status.nodeInfo", "Node"), ("spec.containers", "Pod"),
      ("spec.clusterIP", "Service"), ("status.desiredNumberScheduled", "DaemonSet"), ("spec.strategy", "Deployment"),
    ]
    return tells.first { object.value(at: $0.path) != nil }?.kind
  }

  private static func renamed(_ value: Value, under name: String, depth: Int) -> Value {
    guard depth < deepest, !maps.contains(name) else { return value }
    switch value.content {
    case .mapping(let members):
      // Of a union such as a container's state Go writes all members, those that are not set as null.
      let kept = members.filter { !$0.value.isNull }.map { member in
        let name = apiName(member.key)
        return Value.Member(key: name, value: renamed(member.value, under: name, depth: depth + 1))
      }
      return Value(.mapping(kept), line: value.line)
    case .sequence(let items):
      return Value(.sequence(items.map { renamed($0, under: "", depth: depth + 1) }), line: value.line)
    case .null, .scalar: return value
    }
  }

  /// `InvolvedObject` → `involvedObject`, `UID` → `uid`, `HTTPGet` → `httpGet`, `PodIP` → `podIP`.
  static func apiName(_ name: String) -> String {
    let letters = Array(name.utf8)
    let run = letters.prefix { (65...90).contains($0) }.count
    guard run > 0 else { return name }
    let lowered = run == 1 || run == letters.count ? run : run - 1
    return String(decoding: letters[..<lowered].map { $0 | 0x20 } + letters[lowered...], as: UTF8.self)
  }
}
