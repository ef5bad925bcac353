import Model

extension DescribedKind {
  /// A claim: `Volume:` and `Access Modes:`.
  static let persistentVolumeClaim = DescribedKind(
    kind: "PersistentVolumeClaim", apiVersion: "v1",
    isShown: { $0.has("Volume") && $0.has("Access Modes") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.storageClassName", parts["StorageClass"]?.scalar)
      tree.set("spec.volumeName", parts["Volume"]?.scalar)
      tree.set("spec.volumeMode", parts["VolumeMode"]?.scalar)
      tree.set("spec.accessModes", parts["Access Modes"]?.accessModes)
      setPhase(parts, &tree)
      tree.set("status.capacity.storage", parts["Capacity"]?.scalar)
      tree.set("status.conditions", parts["Conditions"].flatMap(DescribedConditions.value))
      if let source = parts["DataSource"] {
        tree.set("spec.dataSource.kind", source["Kind"]?.scalar)
        tree.set("spec.dataSource.name", source["Name"]?.scalar)
      }
      guard let pods = parts.any("Used By", "Mounted By") else { return }
      // No field of the API holds it: the pods that mount the claim.
      tree.set(
        "casefile.usedBy",
        Value.list(pods.entries.map { Value(.scalar($0.text, isText: false), line: $0.line) }))
    })

  /// A volume: `Claim:` and `Reclaim Policy:`.
  static let persistentVolume = DescribedKind(
    kind: "PersistentVolume", apiVersion: "v1", isNamespaced: false,
    isShown: { $0.has("Claim") && $0.has("Reclaim Policy") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.storageClassName", parts["StorageClass"]?.scalar)
      tree.set("spec.persistentVolumeReclaimPolicy", parts["Reclaim Policy"]?.scalar)
      tree.set("spec.volumeMode", parts["VolumeMode"]?.scalar)
      tree.set("spec.accessModes", parts["Access Modes"]?.accessModes)
      tree.set("spec.capacity.storage", parts["Capacity"]?.scalar)
      if let claim = parts["Claim"], let slash = claim.value.firstIndex(of: "/") {
        tree.set("spec.claimRef.kind", "PersistentVolumeClaim", line: claim.line)
        tree.set("spec.claimRef.namespace", claim.value[..<slash], line: claim.line)
        tree.set("spec.claimRef.name", claim.value[claim.value.index(after: slash)...], line: claim.line)
      }
      setPhase(parts, &tree)
      tree.set("status.message", parts["Message"]?.textScalar)
      tree.set("status.reason", parts["Reason"]?.scalar)
      if let (type, source) = parts["Source"].flatMap({ DescribedVolume.source($0.outline) }) {
        tree.set("spec.\(type)", source)
      }
      tree.set("spec.nodeAffinity.required.nodeSelectorTerms", parts["Node Affinity"].flatMap(nodeSelectorTerms))
    })

  /// `Status:  Terminating (lasts 5m)` stands in place of the phase.
  private static func setPhase(_ parts: DescribeOutline, _ tree: inout ObjectTree) {
    guard let status = parts["Status"] else { return }
    guard status.value.hasPrefix("Terminating") else {
      tree.set("status.phase", status.scalar)
      return
    }
    let age = status.value.parted(by: "(lasts ").map { $0.1.prefix { $0 != ")" } } ?? "0s"
    tree.set("metadata.deletionTimestamp", ObjectTree.agePrefix + age, line: status.line)
  }

  /// `Term 0:  kubernetes.io/hostname in [worker-1 worker-2]`, more expressions below.
  private static func nodeSelectorTerms(_ section: DescribeSection) -> Value? {
    let terms = section["Required Terms"]?.outline.sections ?? []
    return Value.list(
      terms.compactMap { term in
        let expressions = term.entries.compactMap { text, line -> Value? in
          guard let open = text.firstIndex(of: "["), text.hasSuffix("]") else { return nil }
          let words = text[..<open].split(separator: " ")
          guard words.count == 2 else { return nil }
          var expression = Members()
          expression.set("key", words[0], line: line)
          expression.set("operator", words[1] == "in" ? "In" : words[1] == "notin" ? "NotIn" : words[1], line: line)
          let values = text[text.index(after: open)...].dropLast()
          expression.set(
            "values",
            Value.list(
              values.split(whereSeparator: { $0 == " " || $0 == "," })
                .map { Value(.scalar(String($0), isText: true), line: line) }))
          return expression.value
        }
        var members = Members()
        members.set("matchExpressions", Value.list(expressions))
        return members.value
      })
  }

  /// A StorageClass: `Provisioner:`.
  static let storageClass = DescribedKind(
    kind: "StorageClass", apiVersion: "storage.k8s.io/v1", isNamespaced: false,
    isShown: { $0.has("Provisioner") && $0.has("Parameters") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("provisioner", parts["Provisioner"]?.scalar)
      tree.set("reclaimPolicy", parts["ReclaimPolicy"]?.scalar)
      tree.set("volumeBindingMode", parts["VolumeBindingMode"]?.scalar)
      tree.set("allowVolumeExpansion", parts["AllowVolumeExpansion"]?.boolean)
      if let parameters = parts["Parameters"], !parameters.value.isEmpty {
        var members = Members()
        for part in parameters.value.split(separator: ",") {
          guard let equals = part.firstIndex(of: "=") else { continue }
          members.set(
            String(part[..<equals]), part[part.index(after: equals)...], line: parameters.line, isText: true)
        }
        tree.set("parameters", members.value)
      }
      guard let isDefault = parts["IsDefaultClass"], isDefault.value == "Yes" else { return }
      tree.set(
        ["metadata", "annotations", "storageclass.kubernetes.io/is-default-class"],
        Value(.scalar("true", isText: true), line: isDefault.line))
    })
}
