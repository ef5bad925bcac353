import Model

/// The columns of volumes and claims.
enum StorageColumns {
  static let claim: [Column] = [
    .name, .text("Status") { isDeleted($0) ? "Terminating" : $0.value(at: "status.phase")?.string ?? "" },
    .field("Volume", "spec.volumeName", missing: ""), .field("Capacity", "status.capacity.storage", missing: ""),
    .text("Access Modes") { modes($0.value(at: "status.accessModes")) },
    .field("StorageClass", "spec.storageClassName", missing: ""), .age,
    .field("VolumeMode", "spec.volumeMode", missing: "<unset>", wide: true),
  ]

  static let volume: [Column] = [
    .name, .field("Capacity", "spec.capacity.storage", missing: ""),
    .text("Access Modes") { modes($0.value(at: "spec.accessModes")) },
    .field("Reclaim Policy", "spec.persistentVolumeReclaimPolicy", missing: ""),
    .text("Status") { isDeleted($0) ? "Terminating" : $0.value(at: "status.phase")?.string ?? "" },
    .text("Claim") { volume in
      guard let name = volume.value(at: "spec.claimRef.name")?.string else { return "" }
      return "\(volume.value(at: "spec.claimRef.namespace")?.string ?? "")/\(name)"
    },
    .field("StorageClass", "spec.storageClassName", missing: ""), .field("Reason", "status.reason", missing: ""), .age,
    .field("VolumeMode", "spec.volumeMode", missing: "<unset>", wide: true),
  ]

  static let storageClass: [Column] = [
    .text("Name") { object in
      let annotations = object.value(at: "metadata.annotations")
      let isDefault = annotations?["storageclass.kubernetes.io/is-default-class"]?.string == "true"
      return (object.value(at: "metadata.name")?.string ?? "") + (isDefault ? " (default)" : "")
    },
    .field("Provisioner", "provisioner"), .field("ReclaimPolicy", "reclaimPolicy", missing: "Delete"),
    .field("VolumeBindingMode", "volumeBindingMode", missing: "Immediate"),
    .field("AllowVolumeExpansion", "allowVolumeExpansion", missing: "false"), .age,
  ]

  static let attachment: [Column] = [
    .name, .field("Attacher", "spec.attacher"), .field("PV", "spec.source.persistentVolumeName"),
    .field("Node", "spec.nodeName"), .field("Attached", "status.attached", missing: "false"), .age,
  ]

  private static func isDeleted(_ object: Value) -> Bool {
    object.value(at: "metadata.deletionTimestamp")?.isNull == false
  }

  /// `RWO,ROX`
  private static func modes(_ modes: Value?) -> String {
    let short = [
      "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP",
    ]
    return (modes?.items ?? []).compactMap { mode in mode.string.map { short[$0] ?? $0 } }.joined(separator: ",")
  }
}
