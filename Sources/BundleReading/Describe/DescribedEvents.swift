import Model

/// The Events section of a describe text as Event objects of `v1`.
///
///     Type     Reason       Age                From     Message
///     ----     ------       ----               ----     -------
///     Warning  FailedMount  13s (x5 over 8m)   kubelet  MountVolume.SetUp failed for volume "data"
enum DescribedEvents {
  /// The Events; none for `<none>`. They are about `regarding`.
  static func objects(_ section: DescribeSection, about regarding: EntityReference, artifact: String)
    -> [KubernetesObject]
  {
    guard let table = table(section) else { return [] }
    return table.rows.compactMap { row in event(row, table, about: regarding, artifact: artifact) }
  }

  /// Whether a line is a row of Events whose header was cut off: `Warning  Failed  3m (x4 over 5m)  kubelet  …`, of the
  /// first versions `4h  1m  118  {kubelet worker-1}  Warning  FailedMount  …`.
  static func isRow(_ text: String) -> Bool {
    if text.utf8.first?.isDigit == true { return FirstSeenRow(DescribeTable.cells(text)) != nil }
    guard text.hasPrefix("Warning ") || text.hasPrefix("Normal ") else { return false }
    let cells = DescribeTable.cells(text)
    return cells.count >= 5 && Age(cells[2]) != nil || LooseEvent.squeezed(text) != nil
  }

  /// The lines of a table, with its columns where a page that somebody copied left only single blanks.
  private static func spread(_ lines: ArraySlice<DescribeLine>) -> ArraySlice<DescribeLine> {
    guard lines.contains(where: { LooseEvent.squeezed($0.text) != nil }) else { return lines }
    let rows = lines.compactMap { line -> DescribeLine? in
      if LooseEvent.isHeading(line.text) { return nil }
      guard let event = LooseEvent.squeezed(line.text) else { return line }
      var row = line
      row.text = event.row
      row.indentation = 2
      return row
    }
    return rows[...]
  }

  /// Whether a line is the beginning of a row, without its message: `Warning  FailedMount  13s (x5 ov`.
  static func isHalfRow(_ text: String) -> Bool {
    let types = ["Warning", "Normal"]
    let cells = DescribeTable.cells(text)
    guard let type = cells.first else { return false }
    if cells.count == 1 { return !type.isEmpty && types.contains { $0.hasPrefix(type) } }
    return types.contains(type) && cells.count < 5
  }

  private static func table(_ section: DescribeSection) -> DescribeTable? {
    let body = spread(section.body)
    guard let first = body.first(where: { !$0.text.isEmpty }) else { return nil }
    var header = first
    header.text = FirstSeenRow.columns.joined(separator: "  ")
    if first.text.hasPrefix("FirstSeen") {
      // Where tabs were turned into blanks, one of these may be all that is left between two columns.
      let rows = body.drop { $0.text.isEmpty || $0.number == first.number || $0.text.hasPrefix("---") }
      return DescribeTable(ArraySlice([header] + rows))
    }
    guard isRow(first.text) else { return DescribeTable(body) }
    if first.text.utf8.first?.isDigit != true { header.text = "Type  Reason  Age  From  Message" }
    return DescribeTable(ArraySlice([header] + body))
  }

  private static func event(
    _ row: DescribeTable.Row, _ table: DescribeTable, about regarding: EntityReference, artifact: String
  ) -> KubernetesObject? {
    var row = row
    if FirstSeenRow.isTable(table.columns), let whole = FirstSeenRow(row.cells) { row.cells = whole.cells }
    guard let reason = table.cell(row, "Reason"), let message = table.cell(row, "Message") else { return nil }
    let line = row.line
    var tree = ObjectTree(apiVersion: "v1", kind: "Event", line: line)
    tree.set("metadata.name", "\(regarding.name).line-\(line)", line: line)
    if !regarding.namespace.isEmpty { tree.set("metadata.namespace", regarding.namespace, line: line) }
    tree.set("involvedObject.kind", regarding.kind, line: line)
    tree.set("involvedObject.name", regarding.name, line: line)
    if !regarding.namespace.isEmpty { tree.set("involvedObject.namespace", regarding.namespace, line: line) }
    if let path = table.cell(row, "SubObjectPath", "SubobjectPath") {
      tree.set("involvedObject.fieldPath", path, line: line)
    }
    tree.set("type", table.cell(row, "Type") ?? "Normal", line: line)
    tree.set("reason", reason, line: line)
    tree.set("message", message, line: line, isText: true)
    setSource(table.cell(row, "From") ?? "", line, &tree)
    setTimes(row, table, &tree)
    return tree.object(artifact: artifact, rendering: .description)
  }

  /// `kubelet, worker-1` names the node; `{kubelet worker-1}` is the way of the first versions.
  private static func setSource(_ text: String, _ line: Int, _ tree: inout ObjectTree) {
    let parts = text.split(whereSeparator: { ", {}".contains($0) })
    guard let component = parts.first else { return }
    tree.set("source.component", component, line: line)
    if parts.count > 1 { tree.set("source.host", parts[1], line: line) }
  }

  private static func setTimes(_ row: DescribeTable.Row, _ table: DescribeTable, _ tree: inout ObjectTree) {
    let line = row.line
    let age = table.cell(row, "Age", "LastSeen").flatMap { Age($0) }
    let first = table.cell(row, "FirstSeen") ?? age?.first ?? age?.last
    let count = table.cell(row, "Count").flatMap { Int($0) } ?? age?.count ?? 1
    tree.set("count", "\(count)", line: line)
    if let last = age?.last { tree.set("lastTimestamp", ObjectTree.agePrefix + last, line: line) }
    if let first, Age.isAge(first) { tree.set("firstTimestamp", ObjectTree.agePrefix + first, line: line) }
  }

  /// A row of kubectl up to 1.6, in which blanks stand where an Event is about no part of its object:
  ///
  ///     4h   1m   118   {kubelet worker-1}                        Warning  FailedMount  Unable to mount volumes
  ///     5m   1m   9     kubelet, worker-1   spec.containers{c}    Warning  BackOff      Back-off restarting
  struct FirstSeenRow {
    static let columns = ["FirstSeen", "LastSeen", "Count", "From", "SubObjectPath", "Type", "Reason", "Message"]

    /// Whether a table has these columns; up to 1.3 one of them was `SubobjectPath`.
    static func isTable(_ names: [String]) -> Bool {
      names == columns || names.map { $0.lowercased() } == columns.map { $0.lowercased() }
    }

    /// One for each of the columns.
    let cells: [String]

    /// Nil where the cells are of another row: the type tells whether one is missing before it.
    init?(_ cells: [String]) {
      var written = cells.filter { !$0.isEmpty }
      // A reason as wide as its column: one blank is left between it and the message.
      if let last = written.last, written.count > 4, written[written.count - 2] == "Warning",
        let blank = last.firstIndex(of: " ")
      {
        written[written.count - 1] = String(last[..<blank])
        written.append(String(last[blank...].drop { $0 == " " }))
      }
      guard written.count >= 6, Age.isAge(written[0]), Age.isAge(written[1]), Int(written[2]) != nil,
        let type = written.prefix(6).dropFirst(3).firstIndex(where: { $0 == "Normal" || $0 == "Warning" }),
        type + 2 < written.count
      else { return nil }
      let message = written[(type + 2)...].joined(separator: "  ")
      self.cells =
        written[..<3] + [type > 3 ? written[3] : "", type > 4 ? written[4] : "", written[type], written[type + 1]]
        + [message]
    }
  }

  /// `13s (x5 over 8m21s)`.
  struct Age {
    /// Age of the last time; nil where it is unknown.
    var last: String?
    /// Age of the first time, where it differs.
    var first: String?
    var count = 1

    init?(_ text: String) {
      let parts = text.split(separator: " ")
      guard let age = parts.first else { return nil }
      let isKnown = Self.isAge(String(age))
      guard isKnown || DescribeSection.isNothing(age) else { return nil }
      last = isKnown ? String(age) : nil
      guard parts.count >= 4, parts[1].hasPrefix("(x"), parts[2] == "over", let times = Int(parts[1].dropFirst(2))
      else { return }
      count = max(times, 1)
      let since = String(parts[3].prefix { $0 != ")" })
      first = Self.isAge(since) ? since : nil
    }

    /// `4h3m`, `12d`: numbers, each with its unit.
    static func isAge(_ text: String) -> Bool {
      var digits = 0
      var units = 0
      for byte in text.utf8 {
        if byte.isDigit {
          digits += 1
        } else if digits > 0, "smhdy".utf8.contains(byte) {
          digits = 0
          units += 1
        } else {
          return false
        }
      }
      return units > 0 && digits == 0
    }
  }
}
