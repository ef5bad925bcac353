public import Model

/// Who owns whom, for comparing subjects: a Job is as good a name for a fault as its pod.
public struct Ownership: Sendable {
  /// Owners of an object, nearest first, without the object itself.
  public var owners: @Sendable (EntityReference) -> [EntityReference]
  /// All objects known.
  public var objects: [EntityReference]

  /// Ownership by a look-up.
  public init(objects: [EntityReference], owners: @escaping @Sendable (EntityReference) -> [EntityReference]) {
    self.objects = objects
    self.owners = owners
  }

  /// Ownership as the bundle's objects tell it.
  public init(_ incident: Incident) {
    let index = incident.index
    objects = incident.objects.map(\.reference)
    owners = { entity in
      var chain: [EntityReference] = []
      var current = entity.object
      // Owner references of hostile bundles may form a ring.
      for _ in 0..<8 {
        guard let owner = index.object(current)?.controller, owner.kind != "Node" else { break }
        chain.append(owner)
        current = owner
      }
      let workload = index.workload(of: entity)
      if !workload.isSameObject(as: entity), !chain.contains(where: workload.isSameObject) { chain.append(workload) }
      return chain
    }
  }

  /// Whether the pattern means the object, an owner of it, or something that it owns.
  func relates(_ pattern: EntityPattern, to entity: EntityReference) -> Bool {
    if pattern.matches(entity) || owners(entity).contains(where: pattern.matches) { return true }
    let owned = objects.filter(pattern.matches) + [pattern.entity].compactMap(\.self)
    return owned.contains { object in owners(object).contains { $0.isSameObject(as: entity) } }
  }
}
