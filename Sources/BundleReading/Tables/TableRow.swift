import Model

/// A row of a table, its cells by title.
struct TableRow {
  /// The columns' titles.
  let titles: [String]
  /// One text a column.
  private(set) var cells: [String]
  /// The row's line.
  let line: Int

  /// What `kubectl` prints for no value.
  private static let nothing: Set<String> = ["", "<none>", "<unset>", "<unknown>", "<invalid>", "<nil>", "N/A", "n/a"]

  init(titles: [String], cells: [String], line: Int) {
    self.titles = titles
    self.cells = cells
    self.line = line
  }

  /// A cell as it stands; nil where the table has no such column.
  func raw(_ title: String) -> String? {
    titles.firstIndex(of: title).flatMap { cells.indices.contains($0) ? cells[$0] : nil }
  }

  /// A cell's value; nil for `<none>` and the like.
  subscript(title: String) -> String? {
    raw(title).flatMap { Self.nothing.contains($0) ? nil : $0 }
  }

  /// A cell of the first title that the table has: titles changed over the versions.
  func first(_ titles: String...) -> String? { titles.lazy.compactMap { self[$0] }.first }

  /// The two numbers of `1/2`.
  func fraction(_ title: String) -> (Int, Int)? { self[title].flatMap(Self.fraction) }

  /// The two numbers of `1/2`.
  static func fraction(_ text: some StringProtocol) -> (Int, Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]), first >= 0, second >= 0 else {
      return nil
    }
    return (first, second)
  }

  /// The row where bytes may be missing at its end: without a last cell that would mean something else if it were half, and
  /// nil where cells are missing. An age loses at most its finer part, a message its end.
  var withoutOpenEnd: TableRow? {
    guard let last = titles.indices.last, cells.indices.contains(last), !cells[last].isEmpty else { return nil }
    if cells[last].hasPrefix("<") { return cells[last].hasSuffix(">") ? self : nil }
    guard !["AGE", "MESSAGE"].contains(titles[last]) else { return self }
    var row = self
    row.cells[last] = "<unknown>"
    return row
  }

  /// Adds a line of a message that goes on.
  mutating func append(_ text: String, to title: String, behind separator: String = "\n") {
    guard let index = titles.firstIndex(of: title), cells.indices.contains(index) else { return }
    cells[index] += separator + text
  }
}

extension ObjectTree {
  /// Sets a scalar where the row has a value.
  mutating func set(_ path: String, _ text: String?, of row: TableRow) {
    if let text { set(path, text, line: row.line) }
  }

  /// Sets a whole number where the row has one.
  mutating func set(_ path: String, number text: String?, of row: TableRow) {
    if let text, Int(text) != nil { set(path, text, line: row.line) }
  }

  /// Sets an age where the row has one.
  mutating func set(_ path: String, age text: String?, of row: TableRow) {
    if let text, AgeText(text) != nil { set(path, Self.agePrefix + text, line: row.line, isText: true) }
  }

  /// Sets a map from `a=b,c=d`; an empty one where `text` is nil.
  mutating func set(_ path: String, map text: String?, of row: TableRow) {
    var members: [Value.Member] = []
    for pair in (text ?? "").split(separator: ",") {
      guard let equals = pair.firstIndex(of: "="), !pair.contains(" ") else { continue }
      members.append(
        Value.Member(
          key: String(pair[..<equals]),
          value: Value(.scalar(String(pair[pair.index(after: equals)...]), isText: true), line: row.line)))
    }
    set(path.split(separator: ".").map(String.init), Value(.mapping(members), line: row.line))
  }

  /// Adds a condition.
  mutating func add(condition type: String, _ status: String, reason: String? = nil, of row: TableRow) {
    let place = "status.conditions.\(value(at: "status.conditions")?.items.count ?? 0)"
    set("\(place).type", type, line: row.line)
    set("\(place).status", status, line: row.line, isText: true)
    set("\(place).reason", reason, of: row)
  }
}
