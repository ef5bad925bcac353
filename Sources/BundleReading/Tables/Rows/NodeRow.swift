import Model

/// A row of `kubectl get nodes`.
///
///     NAME   STATUS                     ROLES           AGE    VERSION   INTERNAL-IP
///     cp-1   Ready,SchedulingDisabled   control-plane   108d   v1.31.2   10.0.0.7
enum NodeRow {
  static func read(_ row: TableRow, _ tree: inout ObjectTree) {
    for word in (row["STATUS"] ?? "").split(separator: ",") {
      switch word {
      case "Ready": tree.add(condition: "Ready", "True", of: row)
      // The table tells no False from Unknown, so neither is said.
      case "NotReady": tree.add(condition: "Ready", "NotReady", of: row)
      case "Unknown": tree.add(condition: "Ready", "Unknown", of: row)
      case "SchedulingDisabled": tree.set("spec.unschedulable", "true", line: row.line)
      default: break
      }
    }
    for role in (row["ROLES"] ?? "").split(separator: ",") {
      tree.set("metadata.labels", key: "node-role.kubernetes.io/\(role)", "", line: row.line)
    }
    tree.set("status.nodeInfo.kubeletVersion", row["VERSION"], of: row)
    tree.set("status.nodeInfo.osImage", row["OS-IMAGE"], of: row)
    tree.set("status.nodeInfo.kernelVersion", row["KERNEL-VERSION"], of: row)
    tree.set("status.nodeInfo.containerRuntimeVersion", row["CONTAINER-RUNTIME"], of: row)
    var addresses = 0
    for (title, type) in [("INTERNAL-IP", "InternalIP"), ("EXTERNAL-IP", "ExternalIP")] {
      guard let address = row[title] else { continue }
      tree.set("status.addresses.\(addresses).type", type, line: row.line)
      tree.set("status.addresses.\(addresses).address", address, line: row.line)
      addresses += 1
    }
  }
}
