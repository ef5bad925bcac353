/// The tables whose rows are known without a header (`--no-headers`, `| grep`, `| tail`): those in which several cells
/// have a form of their own.
enum HeadlessLayout {
  /// A row with its kind; nil where the line is none beyond doubt.
  static func row(_ line: TableText, line number: Int) -> (row: TableRow, kind: String)? {
    guard line.words.count >= 5 else { return nil }
    for (kind, layouts) in layouts {
      for titles in layouts {
        for cells in TableCells(line, columns: TableColumns(titles: titles)).candidates {
          let row = TableRow(titles: titles, cells: cells, line: number)
          if RowCheck.isRow(row, kind: kind), isCertain(row, kind: kind) { return (row, kind) }
        }
      }
    }
    return nil
  }

  /// Whether a line has a word that every certain row has: most lines of other artifacts have none, and cutting one into
  /// the cells of all layouts costs far more than looking for these.
  static func mayBeRow(_ line: LineBytes) -> Bool {
    if line.index(of: "Normal") != nil || line.index(of: "Warning") != nil || line.index(of: "Ready") != nil {
      return true
    }
    // `1/2` of a pod's containers.
    var from = 1
    while let slash = line.index(of: UInt8(ascii: "/"), from: from), slash + 1 < line.count {
      if line[slash - 1].isDigit, line[slash + 1].isDigit { return true }
      from = slash + 1
    }
    return false
  }

  private static let pod = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"]
  private static let place = ["IP", "NODE", "NOMINATED NODE", "READINESS GATES"]
  private static let event = ["LAST SEEN", "TYPE", "REASON", "OBJECT"]
  private static let wideEvent = event + ["SUBOBJECT", "SOURCE", "MESSAGE", "FIRST SEEN", "COUNT", "NAME"]
  private static let layouts: [(String, [[String]])] = [
    (
      "Event",
      [wideEvent, ["NAMESPACE"] + wideEvent, event + ["MESSAGE"], ["NAMESPACE"] + event + ["MESSAGE"]]
    ),
    ("Pod", [pod, pod + place, ["NAMESPACE"] + pod, ["NAMESPACE"] + pod + place]),
    ("Node", [["NAME", "STATUS", "ROLES", "AGE", "VERSION"]]),
  ]

  private static func isCertain(_ row: TableRow, kind: String) -> Bool {
    switch kind {
    case "Event":
      let isWide = row.raw("COUNT") == nil || row["COUNT"].flatMap { Int($0) } != nil
      return isWide && ["Normal", "Warning"].contains(row["TYPE"]) && row["LAST SEEN"] != nil
        && row["REASON"]?.utf8.first.map { (65...90).contains($0) } == true
    case "Pod": return row["RESTARTS"].map { $0.utf8.first?.isDigit == true } == true && row.fraction("READY") != nil
    default:
      return row["STATUS"].map { $0.hasPrefix("Ready") || $0.hasPrefix("NotReady") } == true
        && row["VERSION"]?.hasPrefix("v") == true
    }
  }
}
