import Model

/// Rows of the workloads that keep pods running.
///
///     NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES      SELECTOR
///     api    0/2     2            0           96s   server       r.io/a:v1   app=api
enum WorkloadRows {
  static func readDeployment(_ row: TableRow, _ tree: inout ObjectTree) {
    readReady(row, &tree)
    tree.set("spec.replicas", number: row["DESIRED"], of: row)
    tree.set("status.replicas", number: row["CURRENT"], of: row)
    tree.set("status.updatedReplicas", number: row["UP-TO-DATE"], of: row)
    tree.set("status.availableReplicas", number: row["AVAILABLE"], of: row)
    readTemplate(row, &tree)
  }

  static func readReplicaSet(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.replicas", number: row["DESIRED"], of: row)
    tree.set("status.replicas", number: row["CURRENT"], of: row)
    tree.set("status.readyReplicas", number: row["READY"], of: row)
    readTemplate(row, &tree)
  }

  static func readStatefulSet(_ row: TableRow, _ tree: inout ObjectTree) {
    readReady(row, &tree)
    tree.set("spec.replicas", number: row["DESIRED"], of: row)
    tree.set("status.replicas", number: row["CURRENT"], of: row)
    readTemplate(row, &tree)
  }

  static func readDaemonSet(_ row: TableRow, _ tree: inout ObjectTree) {
    for (title, field) in [
      ("DESIRED", "desiredNumberScheduled"), ("CURRENT", "currentNumberScheduled"), ("READY", "numberReady"),
      ("UP-TO-DATE", "updatedNumberScheduled"), ("AVAILABLE", "numberAvailable"),
    ] {
      tree.set("status.\(field)", number: row[title], of: row)
    }
    if let selector = row.first("NODE SELECTOR", "NODE-SELECTOR") {
      tree.set("spec.template.spec.nodeSelector", map: selector, of: row)
    }
    readTemplate(row, &tree)
  }

  /// Containers, images and selector of the wide table.
  static func readTemplate(_ row: TableRow, _ tree: inout ObjectTree) {
    let names = (row.first("CONTAINERS", "CONTAINER(S)") ?? "").split(separator: ",")
    let images = (row.first("IMAGES", "IMAGE(S)") ?? "").split(separator: ",")
    for (offset, name) in names.enumerated() {
      tree.set("spec.template.spec.containers.\(offset).name", name, line: row.line)
      guard images.count == names.count else { continue }
      tree.set("spec.template.spec.containers.\(offset).image", images[offset], line: row.line)
    }
    if let selector = row["SELECTOR"] { tree.set("spec.selector.matchLabels", map: selector, of: row) }
  }

  /// `0/2`: ready ones of those wished.
  private static func readReady(_ row: TableRow, _ tree: inout ObjectTree) {
    guard let (ready, desired) = row.fraction("READY") else { return }
    tree.set("spec.replicas", String(desired), line: row.line)
    tree.set("status.readyReplicas", String(ready), line: row.line)
  }
}
