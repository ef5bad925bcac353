import Model

/// An object with all that belongs to it, as far as the bundle knows: its owners, what it owns, containers and nodes.
struct FollowedObject {
  /// Uids by kind and name; none where only the name is known.
  private var uids: [EntityReference: Set<String>] = [:]
  private var containerIDs: Set<String> = []
  private var nodes: Set<String> = []

  /// Nil where the bundle has no trace of the object.
  init?(_ reference: EntityReference, in incident: Incident) {
    let index = incident.index
    add(index.object(reference)?.reference ?? reference)
    if reference.kind == "Node" { nodes.insert(reference.name) }
    // Down first: the pods of a workload, of which the bundle need not hold more than the name; then up.
    var hasPods = false
    for pod in index.pods where Self.owners(of: pod.object, index).contains(where: { $0.isSameObject(as: reference) }) {
      hasPods = true
      add(pod)
    }
    if reference.kind == "Pod", let pod = index.pod(reference) {
      add(pod)
      for owner in Self.owners(of: pod.object, index) { add(owner) }
    } else if let object = index.object(reference) {
      for owner in Self.owners(of: object, index) { add(owner) }
      for child in ["ReplicaSet", "Job"] where child != reference.kind {
        for object in index.objects(kind: child) where object.controller?.isSameObject(as: reference) == true {
          add(object.reference)
        }
      }
    }
    let isKnown =
      hasPods || index.object(reference) != nil || incident.events.contains { $0.regarding.isSameObject(as: reference) }
      || incident.containerLogs.contains { $0.container?.object.isSameObject(as: reference) == true }
    guard isKnown else { return nil }
  }

  /// Whether an entry is about it. Of a node's own lines those count that a failure mode asks for and that name no
  /// other pod.
  func contains(_ entry: TimelineEntry) -> Bool {
    if entry.subjects.contains(where: isPart) { return true }
    if entry.containerIDs.contains(where: containerIDs.contains) { return true }
    guard nodes.contains(entry.node) else { return false }
    if TimelineFilter.otherSources.contains(entry.source) {
      return entry.subjects.contains { $0.kind == "Node" }
    }
    return entry.isTelling && !entry.subjects.contains { $0.kind == "Pod" }
  }

  /// A namesake that came before or after has a uid of its own.
  private func isPart(_ subject: EntityReference) -> Bool {
    guard let known = uids[Self.named(subject)] else { return false }
    return known.isEmpty || subject.uid.isEmpty || known.contains(subject.uid)
  }

  private mutating func add(_ pod: Pod) {
    add(pod.reference)
    if !pod.nodeName.isEmpty { nodes.insert(pod.nodeName) }
    for status in pod.containerStatuses { containerIDs.formUnion(status.containerIDs) }
    for owner in [pod.object.controller].compactMap({ $0 }) where owner.kind != "Node" { add(owner) }
  }

  private mutating func add(_ reference: EntityReference) {
    uids[Self.named(reference), default: []].formUnion(reference.uid.isEmpty ? [] : [reference.uid])
  }

  private static func named(_ reference: EntityReference) -> EntityReference {
    EntityReference(kind: reference.kind, namespace: reference.namespace, name: reference.name)
  }

  /// Controllers upwards, the nearest first.
  private static func owners(of object: KubernetesObject, _ index: IncidentIndex) -> [EntityReference] {
    var owners: [EntityReference] = []
    var current: KubernetesObject? = object
    while owners.count < 8, let owner = current?.controller, owner.kind != "Node" {
      owners.append(owner)
      current = index.object(owner)
    }
    let workload = index.workload(of: owners.last ?? object.reference)
    if let last = owners.last, !workload.isSameObject(as: last) { owners.append(workload) }
    return owners
  }
}
