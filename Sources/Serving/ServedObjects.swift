import Model

/// The objects of a bundle by resource, as a Kubernetes API holds them.
struct ServedObjects: Sendable {
  /// All resources, those of the bundle's own kinds among them, sorted by group, version and plural name.
  let resources: [APIResource]
  private let objects: [String: [Value]]
  private let lists: [String: [Coverage.List]]

  /// `captured` stands for times that a text tells of without saying when.
  init(_ incident: Incident, captured: Instant) {
    var groups = Dictionary(grouping: incident.objects.filter { $0.kind != "Event" }) { Key($0) }
    for group in groups.keys where group.group == nil {
      // A text rendering says the kind only; it goes with the objects of that kind that say their group.
      guard let known = groups.keys.filter({ $0.kind == group.kind && $0.group != nil }).min() else { continue }
      groups[known, default: []] += groups.removeValue(forKey: group) ?? []
    }
    var resources = APIResource.builtIn
    var objects: [String: [Value]] = [:]
    for (key, members) in groups.sorted(by: { $0.key < $1.key }) {
      let resource = Self.resource(of: key, members, in: &resources, definitions: incident.objects)
      objects[Self.name(resource), default: []] += members.map { Self.value($0, of: resource, captured) }
    }
    let metrics = MetricsObjects(incident, captured: captured)
    for (resource, members) in metrics.objects where !resources.contains(where: { $0.kind == resource.kind }) {
      resources.append(resource)
      objects[Self.name(resource)] = members
    }
    let versions = Dictionary(resources.map { ($0.kind, $0.groupVersion) }, uniquingKeysWith: { first, _ in first })
    if let event = resources.first(where: { $0.kind == "Event" }) {
      objects[Self.name(event)] = incident.events.enumerated().map {
        EventObject.value($1, number: $0, apiVersion: versions[$1.regarding.kind])
      }
    }
    self.resources = resources.sorted {
      ($0.group, $0.version, $0.plural) < ($1.group, $1.version, $1.plural)
    }
    self.objects = objects.mapValues { values in
      values.sorted { (Self.place($0)) < (Self.place($1)) }
    }
    lists = Dictionary(grouping: incident.coverage.lists, by: \.kind)
  }

  /// Whether there is any object at all.
  var isEmpty: Bool { objects.allSatisfy { $0.value.isEmpty } }

  /// A resource by the path of a request; of another version than the preferred one as well, if there are such objects.
  func resource(group: String, version: String, plural: String) -> APIResource? {
    resources.first { $0.group == group && $0.version == version && $0.plural == plural }
  }

  /// The objects of a resource, sorted by namespace and name; of all namespaces if none is given.
  func list(_ resource: APIResource, namespace: String?) -> [Value] {
    let all = objects[Self.name(resource)] ?? []
    guard let namespace else { return all }
    return all.filter { $0.value(at: "metadata.namespace")?.string == namespace }
  }

  /// One object.
  func object(_ resource: APIResource, namespace: String?, name: String) -> Value? {
    list(resource, namespace: namespace).first { $0.value(at: "metadata.name")?.string == name }
  }

  /// Whether the bundle holds the whole list of a kind, of a namespace or of all.
  func holdsList(_ resource: APIResource, namespace: String?) -> Bool {
    (lists[resource.kind] ?? []).contains { list in
      list.isComplete && (list.namespace.isEmpty || namespace == nil || list.namespace == namespace)
    }
  }

  /// Kind and group of objects; no group where a text rendering does not say it.
  private struct Key: Hashable, Comparable {
    var kind: String
    var group: String?
    var version: String?

    init(_ object: KubernetesObject) {
      kind = object.kind
      guard !object.apiVersion.isEmpty else { return }
      (group, version) = APIResource.split(object.apiVersion)
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.kind, left.group ?? "", left.version ?? "") < (right.kind, right.group ?? "", right.version ?? "")
    }
  }

  private static func resource(
    of key: Key, _ members: [KubernetesObject], in resources: inout [APIResource], definitions: [KubernetesObject]
  ) -> APIResource {
    let sameKind = resources.firstIndex { $0.kind == key.kind && (key.group == nil || $0.group == key.group) }
    if let sameKind {
      var resource = resources[sameKind]
      if let version = key.version, version != resource.version {
        resource.version = version
        resources.append(resource)
      }
      return resource
    }
    let definition = definitions.first {
      $0.kind == "CustomResourceDefinition" && $0.string(at: "spec.names.kind") == key.kind
        && $0.string(at: "spec.group") == key.group
    }
    let resource = APIResource(
      group: key.group ?? "", version: key.version ?? "v1", kind: key.kind,
      plural: definition?.string(at: "spec.names.plural") ?? plural(key.kind),
      shortNames: definition?.value(at: "spec.names.shortNames")?.items.compactMap(\.string) ?? [],
      isNamespaced: members.contains { !$0.namespace.isEmpty }, isInAll: false)
    resources.append(resource)
    return resource
  }

  /// `Gateway` → `gateways`, `Policy` → `policies`: how definitions name themselves as a rule.
  private static func plural(_ kind: String) -> String {
    let name = kind.lowercased()
    if name.hasSuffix("s") || name.hasSuffix("x") || name.hasSuffix("ch") { return name + "es" }
    if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiou".contains(before) {
      return name.dropLast() + "ies"
    }
    return name + "s"
  }

  private static func name(_ resource: APIResource) -> String { "\(resource.groupVersion)/\(resource.plural)" }

  private static func place(_ object: Value) -> String {
    "\(object.value(at: "metadata.namespace")?.string ?? "")/\(object.value(at: "metadata.name")?.string ?? "")"
  }

  /// The object as the API returns it: with group and kind, its times as points.
  private static func value(
    _ object: KubernetesObject, of resource: APIResource, _ captured: Instant
  ) -> Value {
    let root = object.rendering == .api ? object.root : pointsInTime(object.root, captured, depth: 0)
    let whole = resource.kind == "Lease" ? withMicroseconds(root) : withGracePeriod(root)
    let rest = whole.members.filter { $0.key != "apiVersion" && $0.key != "kind" }
    let names = [("apiVersion", resource.groupVersion), ("kind", resource.kind)]
    let members = names.map { Value.Member(key: $0.0, value: .text($0.1)) } + rest
    return Value(.mapping(members), line: root.line)
  }

  /// The API sets both fields of a deletion at once, and kubectl takes the second for granted.
  private static func withGracePeriod(_ root: Value) -> Value {
    guard let metadata = root["metadata"], metadata["deletionTimestamp"]?.isNull == false,
      metadata["deletionGracePeriodSeconds"] == nil
    else { return root }
    return root.setting("metadata", metadata.setting("deletionGracePeriodSeconds", .number(0)))
  }

  /// The API writes these times to the microsecond, and kubectl reads no others.
  private static func withMicroseconds(_ lease: Value) -> Value {
    guard var spec = lease["spec"] else { return lease }
    for key in ["acquireTime", "renewTime"] {
      guard let time = spec[key]?.string, time.hasSuffix("Z"), !time.contains(".") else { continue }
      spec = spec.setting(key, .text(time.dropLast() + ".000000Z"))
    }
    return lease.setting("spec", spec)
  }

  /// A text tells some times as ages only, which the tree holds as intervals: their middle. Of a deletion, `kubectl get`
  /// tells only that it was asked for.
  private static func pointsInTime(_ value: Value, _ captured: Instant, depth: Int) -> Value {
    guard depth < 64 else { return value }
    switch value.content {
    case .null: return value
    case .scalar(let text, _):
      guard text.utf8.count == 41, let moment = Moment(bounds: text) else { return value }
      return .text(moment.instant.rfc3339(.second))
    case .sequence(let items): return .list(items.map { pointsInTime($0, captured, depth: depth + 1) })
    case .mapping(let members):
      let points = members.map { member in
        let isUnknown = member.key == "deletionTimestamp" && !member.value.isNull && member.value.moment == nil
        return Value.Member(
          key: member.key,
          value: isUnknown ? .text(captured.rfc3339(.second)) : pointsInTime(member.value, captured, depth: depth + 1))
      }
      return Value(.mapping(points), line: value.line)
    }
  }
}
