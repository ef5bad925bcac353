import Model

/// A row of `kubectl get events` or `kubectl events`, of all versions.
///
///     LAST SEEN           TYPE      REASON    OBJECT      SUBOBJECT                SOURCE            MESSAGE
///     3s (x6 over 2m31s)  Warning   BackOff   Pod/web-0   spec.containers{main}    kubelet, node-1   Back-off restarting
enum EventRow {
  static func object(_ row: TableRow, namespace: String?, _ path: String) -> KubernetesObject? {
    guard let regarding = regarding(row) else { return nil }
    var tree = ObjectTree(apiVersion: "v1", kind: "Event", line: row.line)
    let namespace = row["NAMESPACE"] ?? namespace
    // The wide table names the Event itself; the others do not, and an Event is named after its object.
    tree.set("metadata.name", row["OBJECT"] == nil ? nil : row["NAME"], of: row)
    if tree.value(at: "metadata.name") == nil { tree.set("metadata.name", regarding.name, line: row.line) }
    tree.set("metadata.namespace", namespace, of: row)
    tree.set("involvedObject.kind", regarding.kind, line: row.line)
    if !ResourceNames.isClusterScoped(regarding.kind) { tree.set("involvedObject.namespace", namespace, of: row) }
    tree.set("involvedObject.name", regarding.name, line: row.line, isText: true)
    tree.set("involvedObject.fieldPath", row["SUBOBJECT"], of: row)
    tree.set("type", row["TYPE"], of: row)
    tree.set("reason", row["REASON"], of: row)
    tree.set("message", row["MESSAGE"] ?? "", line: row.line, isText: true)
    readTimes(row, &tree)
    readSource(row, &tree)
    return tree.object(artifact: path, rendering: .table)
  }

  /// What the Event is about: `pod/web-0`, `replicaset.apps/web`, `Pod/web-0`; in old tables two columns.
  private static func regarding(_ row: TableRow) -> (kind: String, name: String)? {
    if let object = row["OBJECT"], let slash = object.firstIndex(of: "/") {
      let name = String(object[object.index(after: slash)...])
      guard !name.isEmpty else { return nil }
      if let prefixed = TableKind.prefixed(object) { return prefixed }
      let resource = object[..<slash].prefix { $0 != "." }
      // A kind of some extension, in lower case unless the table keeps it.
      return (String(resource), name)
    }
    guard let kind = row["KIND"] ?? row["OBJECT"], let name = row["NAME"] else { return nil }
    return (ResourceNames.kind(ofResource: kind.lowercased()) ?? kind, withoutSuffix(name))
  }

  /// `web-0` of `web-0.15f3a1c2d4e5f607`: old tables show the Event's own name.
  private static func withoutSuffix(_ name: String) -> String {
    guard let point = name.lastIndex(of: ".") else { return name }
    let suffix = name[name.index(after: point)...].utf8
    let isStamp = (14...17).contains(suffix.count) && suffix.allSatisfy { $0.isDigit || (97...102).contains($0) }
    return isStamp ? String(name[..<point]) : name
  }

  /// LAST SEEN may count as well: `3s (x6 over 2m31s)`.
  private static func readTimes(_ row: TableRow, _ tree: inout ObjectTree) {
    let words = (row.first("LAST SEEN", "LASTSEEN") ?? "").split { $0 == " " || $0 == "(" || $0 == ")" }
    tree.set("lastTimestamp", age: words.first.map(String.init), of: row)
    tree.set("firstTimestamp", age: row.first("FIRST SEEN", "FIRSTSEEN"), of: row)
    tree.set("count", number: row["COUNT"], of: row)
    guard words.count == 4, words[1].hasPrefix("x"), words[2] == "over" else { return }
    tree.set("count", number: String(words[1].dropFirst()), of: row)
    tree.set("firstTimestamp", age: String(words[3]), of: row)
  }

  /// `kubelet, node-1`
  private static func readSource(_ row: TableRow, _ tree: inout ObjectTree) {
    let parts = (row["SOURCE"] ?? "").split(separator: ",").map { $0.drop { $0 == " " } }
    guard let component = parts.first else { return }
    tree.set("source.component", component, line: row.line)
    if parts.count > 1 { tree.set("source.host", parts[1], line: row.line) }
  }
}
