import Model

/// Whether cells can be what their columns say: tells a row from a half one, from a wrong cut, and from other text.
enum RowCheck {
  /// Longest name of an object of the API.
  private static let longestName = 253

  /// Whether the cells make up a row of a kind.
  static func isRow(_ row: TableRow, kind: String?) -> Bool {
    if let namespace = row.raw("NAMESPACE"), !isName(namespace) { return false }
    guard kind != "Event" else { return isEvent(row) }
    guard let name = row.raw("NAME"), isName(name, kind: kind) else { return false }
    if let age = row.raw("AGE"), !isAge(age) { return false }
    if let created = row.raw("CREATED AT"), Moment(rfc3339: created) == nil { return false }
    if kind == "Pod", row.raw("READY") != nil {
      // A fraction of a half row may lack digits, but then its other columns are empty.
      guard row.fraction("READY") != nil, let status = row["STATUS"], !status.contains(" ") else { return false }
      if let restarts = row.raw("RESTARTS"), restarts.utf8.first?.isDigit != true { return false }
    }
    return true
  }

  /// An age as tables print it.
  static func isAge(_ text: String) -> Bool {
    text == "<unknown>" || text == "<invalid>" || AgeText(text) != nil
  }

  private static func isEvent(_ row: TableRow) -> Bool {
    guard let seen = row.raw("LAST SEEN") ?? row.raw("LASTSEEN"), isAge(String(seen.prefix { $0 != " " })) else {
      return false
    }
    guard let reason = row.raw("REASON"), !reason.contains(" ") else { return false }
    if let object = row.raw("OBJECT") {
      // Before 1.14 the table shows nothing but a kind.
      return object.contains("/") || row.raw("NAME") != nil
    }
    return row["KIND"] != nil
  }

  /// `web-0`, `deployment.apps/api`, `system:node`, `standard (default)`.
  private static func isName(_ text: String, kind: String? = nil) -> Bool {
    var name = text[...]
    if kind == "StorageClass" || kind == "PriorityClass", name.hasSuffix(" (default)") { name = name.dropLast(10) }
    guard let first = name.utf8.first, name.utf8.count <= longestName + 64 else { return false }
    return (first.isLetter || first.isDigit)
      && name.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-./:_@".utf8.contains($0) }
  }
}
