/// Puts together the lines of a table that a terminal broke at its width, where the blanks at the ends of lines were kept:
/// then every line but the last of a row is exactly as wide as the terminal.
struct WrappedRows {
  /// The header, as far as it has been read.
  private(set) var header: [UInt8]
  /// The terminal's width, in bytes.
  let width: Int
  private var row: [UInt8] = []
  private var firstLine = 0

  /// Narrowest terminal whose breaks are undone.
  private static let leastWidth = 60
  /// Most bytes of a row.
  private static let longest = 64 * 1024

  /// Nil where the first line of the header does not end in a blank, which tells nothing of what was kept.
  init?(header line: LineBytes) {
    guard line.count >= Self.leastWidth, line.last == UInt8(ascii: " ") else { return nil }
    header = Array(line)
    width = line.count
  }

  /// The columns of the header with its next line; nil where that is none of it.
  mutating func columns(with line: LineBytes, after columns: TableColumns) -> TableColumns? {
    guard line.count <= width, header.count % width == 0, header.count < Self.longest else { return nil }
    let longer = header + Array(line)
    guard let joined = TableColumns(longer.withUnsafeBytes { TableText($0) }),
      joined.titles.count >= columns.titles.count, joined.titles.starts(with: columns.titles.dropLast())
    else { return nil }
    header = longer
    return joined
  }

  /// Whether rows were broken: the header was.
  var isBroken: Bool { header.count > width }
  /// Whether a row has begun.
  var isOpen: Bool { !row.isEmpty }

  /// Takes a line; the row, and where it begins, where that ends with it.
  mutating func take(_ line: TextLine) -> (bytes: [UInt8], line: Int)? {
    if row.isEmpty { firstLine = line.number }
    row += Array(line.bytes.prefix(Self.longest))
    guard line.bytes.count != width || row.count >= Self.longest else { return nil }
    return end()
  }

  /// The row that has begun.
  mutating func end() -> (bytes: [UInt8], line: Int)? {
    guard !row.isEmpty else { return nil }
    defer { row = [] }
    return (row, firstLine)
  }
}
