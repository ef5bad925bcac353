import Model

/// Rows of volumes, claims and classes.
///
///     NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
///     data   Pending                                      fast           101s
enum StorageRows {
  static func readClaim(_ row: TableRow, _ tree: inout ObjectTree) {
    readPhase(row, &tree)
    tree.set("spec.volumeName", row["VOLUME"], of: row)
    tree.set("status.capacity.storage", row["CAPACITY"], of: row)
    readModes(row, "status.accessModes", &tree)
    tree.set("spec.storageClassName", row["STORAGECLASS"], of: row)
    tree.set("spec.volumeMode", row["VOLUMEMODE"], of: row)
  }

  static func readVolume(_ row: TableRow, _ tree: inout ObjectTree) {
    readPhase(row, &tree)
    tree.set("spec.capacity.storage", row["CAPACITY"], of: row)
    readModes(row, "spec.accessModes", &tree)
    tree.set("spec.persistentVolumeReclaimPolicy", row.first("RECLAIM POLICY", "RECLAIMPOLICY"), of: row)
    let claim = (row["CLAIM"] ?? "").split(separator: "/")
    if claim.count == 2 {
      tree.set("spec.claimRef.namespace", claim[0], line: row.line)
      tree.set("spec.claimRef.name", claim[1], line: row.line)
    }
    tree.set("spec.storageClassName", row["STORAGECLASS"], of: row)
    tree.set("status.reason", row["REASON"], of: row)
    tree.set("spec.volumeMode", row["VOLUMEMODE"], of: row)
  }

  static func readClass(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("provisioner", row["PROVISIONER"], of: row)
    tree.set("reclaimPolicy", row["RECLAIMPOLICY"], of: row)
    tree.set("volumeBindingMode", row["VOLUMEBINDINGMODE"], of: row)
    tree.set("allowVolumeExpansion", row["ALLOWVOLUMEEXPANSION"], of: row)
  }

  static func readAttachment(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.attacher", row["ATTACHER"], of: row)
    tree.set("spec.source.persistentVolumeName", row["PV"], of: row)
    tree.set("spec.nodeName", row["NODE"], of: row)
    tree.set("status.attached", row["ATTACHED"], of: row)
  }

  /// `Terminating` is what kubectl says of an object that is being deleted, whatever its phase.
  private static func readPhase(_ row: TableRow, _ tree: inout ObjectTree) {
    if row["STATUS"] == "Terminating" {
      tree.set("metadata.deletionTimestamp", "unknown", line: row.line, isText: true)
    } else {
      tree.set("status.phase", row["STATUS"], of: row)
    }
  }

  private static func readModes(_ row: TableRow, _ path: String, _ tree: inout ObjectTree) {
    let names = [
      "RWO": "ReadWriteOnce", "ROX": "ReadOnlyMany", "RWX": "ReadWriteMany", "RWOP": "ReadWriteOncePod",
    ]
    let modes = (row.first("ACCESS MODES", "ACCESSMODES") ?? "").split(separator: ",").compactMap { names[String($0)] }
    for (offset, mode) in modes.enumerated() { tree.set("\(path).\(offset)", mode, line: row.line) }
  }
}
