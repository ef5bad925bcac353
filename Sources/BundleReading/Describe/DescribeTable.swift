/// A table within a describe text: a header, a row of dashes, rows.
///
///     Type    Status  Reason
///     ----    ------  ------
///     Ready   False   KubeletNotReady
struct DescribeTable {
  /// One row.
  struct Row {
    /// Cells by column, without blanks around them.
    var cells: [String]
    /// Number of the line.
    var line: Int
  }

  let columns: [String]
  private(set) var rows: [Row] = []

  /// The table that begins with the first of the lines; nil where it has no row of dashes or only a header.
  ///
  /// Lines that go on with a row (a message of several lines) are joined to its last cell.
  init?(_ lines: ArraySlice<DescribeLine>) {
    var lines = lines.drop { $0.text.isEmpty || $0.text.hasPrefix("(") }
    guard let header = lines.popFirst() else { return nil }
    columns = Self.cells(header.text)
    guard columns.count > 1 || columns == ["Type"] else { return nil }
    var starts: [Int] = []
    var level = header.indentation
    if let dashes = lines.first, Self.isRule(dashes.text) {
      lines.removeFirst()
      starts = Self.starts(dashes.text)
      level = dashes.indentation
    }
    for line in lines {
      let isGoingOn = line.indentation == DescribeLine.continuation || line.indentation > level
      if isGoingOn, !rows.isEmpty {
        rows[rows.count - 1].goOn(line.text)
      } else if !line.text.isEmpty {
        rows.append(Row(cells: Self.cells(line.text, starts: starts, count: columns.count), line: line.number))
      }
    }
    for index in rows.indices { rows[index].trim() }
  }

  /// The cell of a column, by any of its names; nil where the row has none.
  func cell(_ row: Row, _ names: String...) -> String? {
    for name in names {
      if let column = columns.firstIndex(of: name), column < row.cells.count, !row.cells[column].isEmpty {
        return row.cells[column]
      }
    }
    return nil
  }

  /// Cells that two blanks or a tab part.
  static func cells(_ text: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var blanks = 0
    for character in text.unicodeScalars {
      if character == " " || character == "\t" {
        blanks += character == "\t" ? 2 : 1
        continue
      }
      if blanks > 1 {
        if !cell.isEmpty { cells.append(cell) }
        cell = ""
      } else if blanks == 1, !cell.isEmpty {
        cell.unicodeScalars.append(" ")
      }
      blanks = 0
      cell.unicodeScalars.append(character)
    }
    if !cell.isEmpty { cells.append(cell) }
    return cells
  }

  /// Cells by the columns of the dashes; a row that does not keep to them is split where two blanks stand.
  private static func cells(_ text: String, starts: [Int], count: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let isAligned = starts.dropFirst().allSatisfy { start in
      start >= scalars.count || scalars[start - 1] == " "
    }
    guard !starts.isEmpty, isAligned, scalars.count > (starts.count > 1 ? starts[1] : 0) || starts.count == 1 else {
      var cells = cells(text)
      if cells.count > count, count > 0 {
        cells = Array(cells[..<(count - 1)]) + [cells[(count - 1)...].joined(separator: "  ")]
      }
      return cells
    }
    return starts.indices.map { column in
      let from = min(starts[column], scalars.count)
      let to = column + 1 < starts.count ? min(starts[column + 1], scalars.count) : scalars.count
      var cell = String.UnicodeScalarView()
      cell.append(contentsOf: scalars[from..<to])
      return trimmed(String(cell))
    }
  }

  private static func isRule(_ text: String) -> Bool {
    text.utf8.count > 1 && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isBlank }
  }

  private static func starts(_ rule: String) -> [Int] {
    var starts: [Int] = []
    var wasDash = false
    for (column, byte) in rule.utf8.enumerated() {
      let isDash = byte == UInt8(ascii: "-")
      if isDash, !wasDash { starts.append(column) }
      wasDash = isDash
    }
    return starts
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.utf8.last?.isBlank == true { text.removeLast() }
    while text.utf8.first?.isBlank == true { text.removeFirst() }
    return String(text)
  }
}

extension DescribeTable.Row {
  fileprivate mutating func goOn(_ text: String) {
    guard !cells.isEmpty else { return }
    cells[cells.count - 1] += "\n" + text
  }

  fileprivate mutating func trim() {
    guard !cells.isEmpty else { return }
    while cells[cells.count - 1].hasSuffix("\n") { cells[cells.count - 1].removeLast() }
  }
}
