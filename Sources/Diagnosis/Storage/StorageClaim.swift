import Model

/// What a claim asks for and what a volume offers, compared field by field.
///
/// Texts leave out what a pending claim asks for (`kubectl describe pvc` prints what it *got*): then its manifest stands
/// in as a hint, and what follows from it is likely at most.
struct StorageClaim {
  let object: KubernetesObject
  private let manifest: KubernetesObject?

  init(_ object: KubernetesObject, _ incident: Incident) {
    self.object = object
    manifest = object.rendering == .api ? nil : incident.manifest(object.reference)
  }

  /// The joint of a claim, which may not exist.
  static func path(_ namespace: String, _ name: String) -> String {
    EntityReference(kind: "PersistentVolumeClaim", namespace: namespace, name: name).path
  }

  /// A field of the live object, else of its manifest, as evidence.
  func field(_ path: String) -> (value: Value, evidence: Evidence)? {
    for source in [object, manifest].compactMap({ $0 }) {
      if let value = source.value(at: path), !value.isNull {
        return (value, source.evidence(for: value, field: path))
      }
    }
    return nil
  }

  /// Whether the live object itself says what it asks for.
  var isStated: Bool { object.value(at: "spec.resources.requests.storage") != nil }

  var storageClass: String? {
    field("spec.storageClassName")?.value.string ?? object.annotation("volume.beta.kubernetes.io/storage-class")
  }

  /// Whether the claim asked for a size, classes or modes that this bundle knows.
  var isKnown: Bool { field("spec.resources.requests.storage") != nil || field("spec.accessModes") != nil }

  /// Why a volume does not fit; empty where it does as far as one can tell.
  func mismatches(with volume: KubernetesObject) -> [Mismatch] {
    [claimed(volume), size(volume), modes(volume), labels(volume)].compactMap { $0 }
  }

  /// One field that keeps claim and volume apart.
  struct Mismatch {
    /// Failure mode id.
    var id: String
    var text: String
    var evidence: [Evidence]
  }

  private func claimed(_ volume: KubernetesObject) -> Mismatch? {
    guard let owner = volume.string(at: "spec.claimRef.name") else { return nil }
    let namespace = volume.string(at: "spec.claimRef.namespace") ?? object.namespace
    let uid = volume.string(at: "spec.claimRef.uid") ?? ""
    let isNamesake = owner == object.name && namespace == object.namespace
    if let phase = volume.value(at: "status.phase"), phase.string == "Released",
      !isNamesake || !uid.isEmpty && !object.uid.isEmpty && uid != object.uid
    {
      return Mismatch(
        id: "pv-released",
        text: "volume \(volume.name) is Released: it belonged to the claim \(namespace)/\(owner), which was deleted",
        evidence: [
          volume.evidence(for: phase, field: "status.phase"), volume.evidence(at: "spec.claimRef.uid"),
          volume.evidence(at: "spec.claimRef.name"),
        ].compactMap { $0 })
    }
    guard !isNamesake else { return nil }
    return Mismatch(
      id: "pv-already-bound", text: "volume \(volume.name) is bound to the claim \(namespace)/\(owner)",
      evidence: [volume.evidence(at: "spec.claimRef.name")].compactMap { $0 })
  }

  private func size(_ volume: KubernetesObject) -> Mismatch? {
    guard let asked = field("spec.resources.requests.storage"), let offered = volume.value(at: "spec.capacity.storage"),
      let want = asked.value.string, let have = offered.string,
      let wanted = Quantity.value(of: want), let held = Quantity.value(of: have), wanted > held
    else { return nil }
    return Mismatch(
      id: "pvc-capacity-mismatch", text: "it asks for \(want), volume \(volume.name) has \(have)",
      evidence: [asked.evidence, volume.evidence(for: offered, field: "spec.capacity.storage")])
  }

  private func modes(_ volume: KubernetesObject) -> Mismatch? {
    guard let asked = field("spec.accessModes"), let offered = volume.value(at: "spec.accessModes") else { return nil }
    let have = Set(offered.items.compactMap(\.string).map(Self.accessMode))
    let lacking = asked.value.items.compactMap(\.string).map(Self.accessMode).filter { !have.contains($0) }
    guard !have.isEmpty, let first = lacking.first else { return nil }
    return Mismatch(
      id: "pvc-access-mode-mismatch",
      text: "it asks for \(first), volume \(volume.name) offers \(have.sorted().joined(separator: ", "))",
      evidence: [asked.evidence, volume.evidence(for: offered, field: "spec.accessModes")])
  }

  private func labels(_ volume: KubernetesObject) -> Mismatch? {
    // A row of a table does not show labels.
    guard volume.rendering > .table, let asked = field("spec.selector"),
      !LabelSelector(asked.value).selects({ volume.label($0) })
    else { return nil }
    let keys =
      (asked.value["matchLabels"]?.members ?? []).map { pair in (pair.key, "\(pair.key)=\(pair.value.string ?? "")") }
      + (asked.value["matchExpressions"]?.items ?? []).compactMap { expression in
        expression["key"]?.string.map { key in
          let values = (expression["values"]?.items ?? []).compactMap(\.string).joined(separator: ",")
          return (key, "\(key) \(expression["operator"]?.string ?? "") \(values)")
        }
      }
    let have = keys.map { key, _ in volume.label(key).map { "\(key)=\($0)" } ?? "no label \(key)" }
    return Mismatch(
      id: "pvc-selector-mismatch",
      text: "it selects \(keys.map(\.1).joined(separator: ", ")), volume \(volume.name) has "
        + have.joined(separator: ", "),
      evidence: [asked.evidence, volume.evidence(at: "metadata.labels") ?? volume.evidence])
  }

  /// `RWO` as tables and texts write `ReadWriteOnce`.
  private static func accessMode(_ text: String) -> String {
    ["RWO": "ReadWriteOnce", "ROX": "ReadOnlyMany", "RWX": "ReadWriteMany", "RWOP": "ReadWriteOncePod"][text] ?? text
  }
}
