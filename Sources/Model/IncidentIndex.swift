/// Look-ups that join entities: by uid, by name, by container id, along owners.
public struct IncidentIndex: Sendable {
  /// Pods, in the order of the incident's objects.
  public let pods: [Pod]
  /// Offsets into `Incident.records` by signature id.
  let recordsBySignature: [String: [Int]]
  private let objects: [KubernetesObject]
  private let events: [ClusterEvent]
  private let eventsByReason: [String: [Int]]
  private let byUID: [String: Int]
  private let byName: [String: Int]
  private let byKind: [String: [Int]]
  private let podByUID: [String: Int]
  private let podByName: [String: Int]
  private let podByContainer: [String: (pod: Int, container: String)]
  /// Who made objects, as their makers' Events say: what a table leaves out.
  private let makers: [String: EntityReference]
  /// The container ids, sorted.
  private let containerIDs: [String]

  init(objects: [KubernetesObject], events: [ClusterEvent], records: [LogRecord]) {
    self.objects = objects
    self.events = events
    var byReason: [String: [Int]] = [:]
    for (offset, event) in events.enumerated() {
      byReason[Self.key(event.reason, event.regarding), default: []].append(offset)
    }
    eventsByReason = byReason
    makers = Self.makers(events)
    var byUID: [String: Int] = [:]
    var byName: [String: Int] = [:]
    var byKind: [String: [Int]] = [:]
    for (offset, object) in objects.enumerated() {
      if !object.uid.isEmpty { byUID[object.uid] = offset }
      byName[EntityReference(kind: object.kind, namespace: object.namespace, name: object.name).path] = offset
      byKind[object.kind, default: []].append(offset)
    }
    self.byUID = byUID
    self.byName = byName
    self.byKind = byKind
    pods = (byKind["Pod"] ?? []).map { Pod(objects[$0]) }

    var podByUID: [String: Int] = [:]
    var podByName: [String: Int] = [:]
    var podByContainer: [String: (pod: Int, container: String)] = [:]
    for (offset, pod) in pods.enumerated() {
      if !pod.object.uid.isEmpty { podByUID[pod.object.uid] = offset }
      podByName["\(pod.object.namespace)/\(pod.object.name)"] = offset
      for status in pod.containerStatuses {
        for id in status.containerIDs { podByContainer[id] = (offset, status.name) }
      }
    }
    self.podByUID = podByUID
    self.podByName = podByName
    self.podByContainer = podByContainer
    containerIDs = podByContainer.keys.sorted()

    var bySignature: [String: [Int]] = [:]
    for (offset, record) in records.enumerated() {
      for signature in record.signatures { bySignature[signature, default: []].append(offset) }
    }
    recordsBySignature = bySignature
  }

  /// Objects of a kind, in the order of the incident's objects.
  public func objects(kind: String) -> [KubernetesObject] {
    (byKind[kind] ?? []).map { objects[$0] }
  }

  /// The object meant: by uid where there is one, so that a namesake that came later is not taken for it.
  public func object(_ reference: EntityReference) -> KubernetesObject? {
    if !reference.uid.isEmpty {
      guard let offset = byUID[reference.uid] else {
        // Text renderings carry no uid: a nameless uid may still be this object.
        let named = named(reference)
        return named?.uid.isEmpty == true ? named : nil
      }
      return objects[offset]
    }
    return named(reference)
  }

  private func named(_ reference: EntityReference) -> KubernetesObject? {
    byName[EntityReference(kind: reference.kind, namespace: reference.namespace, name: reference.name).path]
      .map { objects[$0] }
  }

  /// The node of a name.
  public func node(_ name: String) -> KubernetesObject? { named(EntityReference(kind: "Node", name: name)) }

  /// Events with a reason about an object, in time order. A uid that differs excludes a namesake.
  public func events(_ reason: String, about reference: EntityReference) -> [ClusterEvent] {
    (eventsByReason[Self.key(reason, reference)] ?? []).map { events[$0] }
      .filter { $0.regarding.isSameObject(as: reference) }
  }

  private static func key(_ reason: String, _ reference: EntityReference) -> String {
    "\(reason) \(reference.kind)/\(reference.namespace)/\(reference.name)"
  }

  /// The pod meant: by uid where there is one, else by name.
  public func pod(_ reference: EntityReference) -> Pod? {
    guard let pod = pod(uid: reference.uid) ?? pod(namespace: reference.namespace, name: reference.name),
      pod.reference.isSameObject(as: reference)
    else { return nil }
    return pod
  }

  /// The pod of a uid.
  public func pod(uid: String) -> Pod? { podByUID[uid].map { pods[$0] } }

  /// The pod of a name.
  public func pod(namespace: String, name: String) -> Pod? { podByName["\(namespace)/\(name)"].map { pods[$0] } }

  /// The pod and container name of a container id, without scheme (`3f80b8f2428d…`). An id that a listing cut to its
  /// first digits counts where only one container has them.
  public func container(id: String) -> (pod: Pod, container: String)? {
    (podByContainer[id] ?? wholeID(of: id).flatMap { podByContainer[$0] }).map { (pods[$0.pod], $0.container) }
  }

  private func wholeID(of cut: String) -> String? {
    guard cut.utf8.count < ContainerID.length, ContainerID.isWritten(cut) else { return nil }
    var low = 0
    var high = containerIDs.count
    while low < high {
      let middle = (low + high) / 2
      if containerIDs[middle] < cut { low = middle + 1 } else { high = middle }
    }
    let matching = containerIDs[low...].prefix(2).filter { $0.hasPrefix(cut) }
    return matching.count == 1 ? matching[0] : nil
  }

  /// The workload an engineer would change: along controllers up to Deployment, CronJob and the like; the object
  /// itself where nothing owns it.
  public func workload(of reference: EntityReference) -> EntityReference {
    var current = reference.object
    for _ in 0..<8 {
      guard let object = object(current) else {
        if let maker = makers[current.path] {
          current = maker
          continue
        }
        return Self.guessedOwner(of: current) ?? current
      }
      guard let owner = object.controller ?? unstatedOwner(of: object), owner.kind != "Node" else {
        return object.kind == "ReplicaSet" ? Self.guessedOwner(of: object.reference, object) ?? current : current
      }
      current = owner
    }
    return current
  }

  /// The owner that a table leaves out: its controller's Event tells it, else the names do.
  private func unstatedOwner(of object: KubernetesObject) -> EntityReference? {
    if object.rendering <= .table, let maker = makers[object.reference.object.path] { return maker }
    let named = NamedOwner { kind, name in
      self.named(EntityReference(kind: kind, namespace: object.namespace, name: name))
    }
    return named.owner(of: object)
  }

  /// Controllers say which pods and Jobs they made: `Created pod: web-7c75c5f88c-x2x8f`, `Created job report-29`,
  /// `create Pod db-0 in StatefulSet db successful`.
  private static func makers(_ events: [ClusterEvent]) -> [String: EntityReference] {
    var makers: [String: EntityReference] = [:]
    for event in events where event.reason == "SuccessfulCreate" {
      let words = event.message.split(separator: " ")
      guard words.count >= 3, words[0] == "Created" || words[0] == "create" else { continue }
      let kind: String
      switch words[1] {
      case "pod:", "Pod": kind = "Pod"
      case "job": kind = "Job"
      default: continue
      }
      let made = EntityReference(kind: kind, namespace: event.regarding.namespace, name: String(words[2]))
      makers[made.path] = EntityReference(
        kind: event.regarding.kind, namespace: event.regarding.namespace, name: event.regarding.name)
    }
    return makers
  }

  /// A ReplicaSet that the bundle lacks is named after its Deployment and the template's hash: `api-7c75c5f88c`.
  private static func guessedOwner(of reference: EntityReference, _ object: KubernetesObject? = nil) -> EntityReference?
  {
    guard reference.kind == "ReplicaSet", object == nil, let dash = reference.name.lastIndex(of: "-") else {
      return nil
    }
    let hash = reference.name[reference.name.index(after: dash)...]
    guard NamedOwner.isGenerated(hash, 5...10) else { return nil }
    return EntityReference(
      kind: "Deployment", namespace: reference.namespace, name: String(reference.name[..<dash]))
  }
}
