/// The header of a table of `df`, in English or as `df` translates it.
struct DiskFreeHeader: Equatable {
  /// Four columns that belong together: total, used, available, share.
  enum Group: Equatable {
    /// Bytes of one unit of a plain number; 1 where sizes carry their unit.
    case bytes(Int64)
    case inodes
  }

  /// Whether the second column is the type.
  var hasType: Bool
  /// One, or two of `df --output`.
  var groups: [Group]
  /// Columns between the figures and the mount point, e.g. `File` of `df --output`.
  var otherColumns: Int

  /// How the first and the last column are called.
  private static let titles: [(first: StaticString, last: StaticString)] = [
    ("Filesystem", "Mounted on"), ("Dateisystem", "Eingehängt auf"), ("Dateisystem", "eingehängt auf"),
    ("Sys. de fichiers", "Monté sur"), ("S.ficheros", "Montado en"), ("File system", "Montato su"),
    ("Sist. Arq.", "Montado em"), ("Файловая система", "монтировано в"), ("System plików", "zamont. na"),
    ("文件系统", "挂载点"), ("檔案系統", "掛載點"), ("ファイルシス", "マウント位置"), ("파일 시스템", "마운트위치"),
    ("Bestandssysteem", "Aangekoppeld op"),
  ]

  /// How the column of the type is called.
  private static let types: Set<String> = [
    "Type", "Typ", "Tipo", "Тип", "类型", "類型", "タイプ", "형식", "Soort",
  ]

  /// What the column of all inodes begins with, in lower case.
  private static let inodes: [String] = ["inode", "i-node", "nodos-i", "inodos", "i-węzły", "iノード", "iнод", "아이노드"]

  init?(_ line: LineBytes) {
    let text = line.part(0, 512).trimmed
    guard let (first, last) = Self.titles.first(where: { text.has($0.first) && text.ends(with: $0.last) }) else {
      return nil
    }
    let between = text.part(first.utf8CodeUnitCount, text.count - last.utf8CodeUnitCount)
    var columns = between.text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    // `Cмонтировано` is written with a Latin or a Cyrillic letter before what is looked for.
    if last.utf8CodeUnitCount > 20, let rest = columns.last, rest.count == 1 { columns.removeLast() }
    hasType = columns.first.map(Self.types.contains) ?? false
    if hasType { columns.removeFirst() }
    // `ファイルシス` is what the width of the column leaves of the word.
    guard columns.count >= 4 else { return nil }
    groups = []
    while columns.count >= 4, groups.count < 2 {
      groups.append(Self.isInodes(columns[0]) ? .inodes : .bytes(Self.unit(columns[0])))
      columns.removeFirst(4)
    }
    otherColumns = columns.count
    guard otherColumns <= 1 else { return nil }
  }

  private static func isInodes(_ title: String) -> Bool {
    let lower = title.lowercased()
    return inodes.contains { lower.hasPrefix($0) }
  }

  /// Bytes of a plain number: `1K-blocks`, `1024-blocks`, `512B-blocks`, `1M-blocks`, `1K-Blöcke`, `1K-块`; `Size` has none.
  private static func unit(_ title: String) -> Int64 {
    guard let dash = title.firstIndex(of: "-"), let first = title.utf8.first, first.isDigit else { return 1 }
    let unit = String(title[..<dash])
    return (unit.hasSuffix("B") ? TextSize.decimal(unit) : DiskFreeRow.count(unit, 1)) ?? 1024
  }
}
