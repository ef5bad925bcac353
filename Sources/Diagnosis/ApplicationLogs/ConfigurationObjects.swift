import Model

/// ConfigMaps and Secrets by name: those of the API, and for the names that it does not show those that were applied.
struct ConfigurationObjects: Sendable {
  private let live: [String: KubernetesObject]
  private let applied: [String: KubernetesObject]

  init(_ incident: Incident) {
    live = Self.table(["ConfigMap", "Secret"].flatMap { incident.index.objects(kind: $0) })
    applied = Self.table(incident.manifests.filter { $0.kind == "ConfigMap" || $0.kind == "Secret" })
  }

  private static func table(_ objects: [KubernetesObject]) -> [String: KubernetesObject] {
    Dictionary(objects.map { ("\($0.kind)/\($0.namespace)/\($0.name)", $0) }) { first, _ in first }
  }

  /// The entries of an object as plain text, with their fields. `isApplied` where only a manifest tells them.
  func entries(_ kind: String, _ name: String, in namespace: String) -> Entries? {
    let key = "\(kind)/\(namespace)/\(name)"
    if let object = live[key], let entries = Entries(object, isApplied: !object.isSurelyLive) { return entries }
    return applied[key].flatMap { Entries($0, isApplied: true) }
  }

  /// What a ConfigMap or a Secret says.
  struct Entries {
    var object: KubernetesObject
    /// `data` or `stringData`.
    var section: String
    var members: [Value.Member]
    /// Whether a manifest says so: what the API holds may differ.
    var isApplied: Bool

    /// Nil where the object shows no plain values; those of a live Secret are encoded, and mostly left out.
    init?(_ object: KubernetesObject, isApplied: Bool) {
      section = object.kind == "Secret" ? "stringData" : "data"
      members = object.value(at: section)?.members ?? []
      guard !members.isEmpty else { return nil }
      self.object = object
      self.isApplied = isApplied
    }

    /// A value as evidence.
    func evidence(_ member: Value.Member) -> Evidence {
      object.evidence(for: member.value, field: "\(section).\(member.key)")
    }
  }
}

extension KubernetesObject {
  /// Whether the API server has spoken: without a status, nothing else tells a ConfigMap from its manifest.
  var isSurelyLive: Bool {
    switch rendering {
    case .manifest: false
    case .table, .description: true
    case .api: !uid.isEmpty || created != nil || value(at: "metadata.resourceVersion") != nil
    }
  }
}
