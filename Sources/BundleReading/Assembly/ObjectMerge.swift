import Model

/// The objects of all artifacts, their copies merged.
struct MergedObjects {
  /// Objects as they live in the cluster, without Events.
  let live: [KubernetesObject]
  /// Objects as somebody applied them.
  let manifests: [KubernetesObject]
  /// Events.
  let events: [ClusterEvent]
  /// Where tables and descriptions disagree with the objects themselves.
  let differences: [Coverage.Note]

  init(_ facts: [ArtifactFacts]) {
    let objects = facts.flatMap(\.objects)
    let copies = copiesOfObjects(objects.filter { $0.kind != "Event" && $0.rendering != .manifest })
    live = leaders(of: copies)
    differences = objectDifferences(copies)
    manifests = mergeObjects(objects.filter { $0.rendering == .manifest })
    events = mergeEvents(
      facts.concurrentMap { $0.objects.compactMap { ClusterEvent(from: $0) } }.flatMap(\.self))
  }

  /// What is known before the ages in texts are times: enough to tell the clocks, with copies of Events not yet joined.
  init(undated facts: [ArtifactFacts]) {
    let objects = facts.flatMap(\.objects)
    live = leaders(of: copiesOfObjects(objects.filter { $0.kind != "Event" && $0.rendering != .manifest }))
    manifests = []
    differences = []
    events = objects.compactMap { $0.isDatedEvent ? ClusterEvent(from: $0) : nil }
  }
}

/// Joins the copies of objects that a bundle holds in several artifacts.
///
/// Copies are known by uid, else by kind, namespace and name. The fullest rendering leads (YAML before describe before a
/// table), then the one with the highest `resourceVersion`, then the one with more members, then the first path; the others' artifacts go to `copies`. Sorted by kind,
/// namespace, name and uid.
func mergeObjects(_ objects: [KubernetesObject]) -> [KubernetesObject] {
  leaders(of: copiesOfObjects(objects))
}

private func leaders(of copies: [[KubernetesObject]]) -> [KubernetesObject] {
  copies.compactMap(leader).sorted(by: comesBefore)
}

private func comesBefore(_ left: KubernetesObject, _ right: KubernetesObject) -> Bool {
  if left.kind != right.kind { return left.kind < right.kind }
  if left.namespace != right.namespace { return left.namespace < right.namespace }
  if left.name != right.name { return left.name < right.name }
  if left.uid != right.uid { return left.uid < right.uid }
  return left.artifact < right.artifact
}

/// The copies of each object.
private func copiesOfObjects(_ objects: [KubernetesObject]) -> [[KubernetesObject]] {
  var groups: [ObjectIdentity: [KubernetesObject]] = [:]
  var uidsOfNames: [ObjectIdentity: Set<String>] = [:]
  for object in objects where !object.uid.isEmpty {
    groups[ObjectIdentity(object, uid: object.uid), default: []].append(object)
    uidsOfNames[ObjectIdentity(object, uid: ""), default: []].insert(object.uid)
  }
  for object in objects where object.uid.isEmpty {
    // Without a uid it joins the one object of that name; of several it is not known which.
    let uids = uidsOfNames[ObjectIdentity(object, uid: "")] ?? []
    let uid = uids.count == 1 ? uids.first ?? "" : ""
    groups[ObjectIdentity(object, uid: uid), default: []].append(object)
  }
  return Array(groups.values)
}

/// What copies of an object share.
private struct ObjectIdentity: Hashable {
  var kind: String
  var namespace: String
  var name: String
  var uid: String

  init(_ object: KubernetesObject, uid: String) {
    kind = object.kind
    namespace = uid.isEmpty ? object.namespace : ""
    name = uid.isEmpty ? object.name : ""
    self.uid = uid
  }
}

private func leader(of copies: [KubernetesObject]) -> KubernetesObject? {
  guard var best = copies.min(by: leads) else { return nil }
  guard copies.count > 1 || !best.copies.isEmpty else { return best }
  let paths = Set(copies.flatMap { [$0.artifact] + $0.copies }).subtracting([best.artifact])
  best.copies = paths.sorted()
  return best
}

/// Whether the first of two copies leads.
func leads(_ left: KubernetesObject, _ right: KubernetesObject) -> Bool {
  if left.rendering != right.rendering { return left.rendering > right.rendering }
  let versions = (resourceVersion(left), resourceVersion(right))
  if versions.0 != versions.1 { return versions.0 > versions.1 }
  let sizes = (memberCount(left.root), memberCount(right.root))
  if sizes.0 != sizes.1 { return sizes.0 > sizes.1 }
  return (left.artifact, left.root.line) < (right.artifact, right.root.line)
}

private func resourceVersion(_ object: KubernetesObject) -> UInt64 {
  object.string(at: "metadata.resourceVersion").flatMap { UInt64($0) } ?? 0
}

/// Members of an object's root and of what lies directly below: enough to tell a whole object from a part of one.
private func memberCount(_ root: Value) -> Int {
  root.members.reduce(0) { $0 + 1 + $1.value.members.count }
}
