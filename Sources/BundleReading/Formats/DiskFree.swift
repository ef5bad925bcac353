import Model

/// `df`, with or without `-h`, `-T`, `-k`, `-P`, `-B1`, `--output`, and `df -i`, whose rows are kept apart.
enum DiskFree: ArtifactFormat {
  static let name = "df"
  static let what = "Filesystems of a node: bytes and, of `df -i`, inodes, each row with its mount point."
  static let sources = ["df -h", "df -hT", "df -k", "df -P", "df -i", "df --output"]
  static let samples = [
    """
    Filesystem              Type      Size  Used Avail Use% Mounted on
    /dev/vda                ext4      252G   31G   65G  32% /
    tmpfs                   tmpfs      12G  8.6M   12G   1% /run

    """,
    """
    Filesystem     1K-blocks    Used Available Use% Mounted on
    /dev/mapper/vg00-a--very--long--name
                    41943040 1048576  40894464   3% /var/lib
    udev             8123456       0   8123456   0% /dev

    """,
    """
    Filesystem      1024-blocks     Used Available Capacity Mounted on
    /dev/sda1          20511312 12345678   7102392      64% /

    """,
    "Filesystem        1B-blocks        Used   Available Use% Mounted on\n/dev/sda1  21003583488 1 21003583487   1% /\n",
    "Filesystem       Inodes   IUsed   IFree IUse% Mounted on\n/dev/sda1       1310720 1310720       0  100% /\n",
    "Dateisystem    Größe Benutzt Verf. Verw% Eingehängt auf\n/dev/sda1        20G     18G  1,2G   94% /\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var lines = 0
    var result = 0
    head.withLines(atMost: 3) { line in
      lines += 1
      // A comment with the command may come first.
      if lines == 1 || result == 0, DiskFreeHeader(line) != nil { result = 82 }
    }
    return result
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: DiskFreeLines(path: head.path))
  }
}

/// Reads the rows of `df`.
struct DiskFreeLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String
  private var header: DiskFreeHeader?
  /// A device whose name was too long for its column: its figures stand in the next line.
  private var wrappedDevice: String?

  init(path: String) {
    facts = ArtifactFacts(path: path, format: DiskFree.name)
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    if let found = DiskFreeHeader(line.bytes) {
      header = found
      wrappedDevice = nil
      return
    }
    guard let header else { return }
    let text = line.bytes.part(0, 8192).text
    var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    if let device = wrappedDevice {
      wrappedDevice = nil
      words.insert(device, at: 0)
    }
    guard let row = DiskFreeRow(words, of: header) else {
      if words.count == 1 { wrappedDevice = words[0] }
      return
    }
    let evidence = Evidence(path: facts.path, line: line.number, text: text, cut: line.isCut)
    for (group, figures) in zip(header.groups, row.figures) {
      switch group {
      case .bytes:
        facts.filesystems.append(
          FilesystemUsage(
            node: node, device: row.device, type: row.type, mountPoint: row.mountPoint, size: figures[0],
            used: figures[1], available: figures[2], time: nil, evidence: evidence))
      case .inodes where figures[0] > 0:
        facts.inodes.append(
          InodeUsage(
            node: node, device: row.device, type: row.type, mountPoint: row.mountPoint, total: figures[0],
            used: figures[1], free: figures[2], evidence: evidence))
      case .inodes: break
      }
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
}

/// The words of one row of `df`, by column.
struct DiskFreeRow {
  var device: String
  var type = ""
  var mountPoint: String
  /// Total, used and available of each group of columns.
  var figures: [[Int64]] = []

  /// Reads a row; nil where the words are none, e.g. a device alone whose figures stand in the next line.
  ///
  /// The first percentage after three figures tells where they stand: names of devices and mount points may hold blanks.
  init?(_ words: [String], of header: DiskFreeHeader) {
    let names = header.hasType ? 2 : 1
    var start: Int?
    for place in words.indices where place >= names + 3 && start == nil && Self.isPercentage(words[place]) {
      if (place - 3..<place).allSatisfy({ Self.count(words[$0], 1) != nil }) { start = place - 3 }
    }
    guard var position = start, words.count > position + 4 * header.groups.count else { return nil }
    for group in header.groups {
      var unit: Int64 = 1
      if case .bytes(let size) = group { unit = size }
      let figures = words[position..<position + 3].compactMap { Self.count($0, unit) }
      guard figures.count == 3, Self.isPercentage(words[position + 3]) else { return nil }
      self.figures.append(figures)
      position += 4
    }
    let named = words[..<(position - 4 * header.groups.count)]
    device = named.dropLast(names - 1).joined(separator: " ")
    if header.hasType { type = named.last ?? "" }
    // People write remarks behind the row that they mean: `/dev/sda1  20G  19G  0  100%  /  # full`.
    let place = words[min(position + header.otherColumns, words.count - 1)...]
    let remark = place.dropFirst().firstIndex { $0.hasPrefix("#") || $0.hasPrefix("<-") } ?? place.endIndex
    mountPoint = place[..<remark].joined(separator: " ")
  }

  private static func isPercentage(_ word: String) -> Bool {
    word == "-" || word.hasSuffix("%") && word.dropLast().utf8.allSatisfy { $0.isDigit } && word.utf8.count > 1
  }

  /// `2.9G`, `2,9G`, `12K`, `1.1Gi`, `0`, `41943040`: a plain number counts `unit` each. `-` counts as 0.
  static func count(_ text: String, _ unit: Int64) -> Int64? {
    if text == "-" { return 0 }
    guard let last = text.utf8.last, let first = text.utf8.first, first.isDigit else { return nil }
    if last.isDigit, !text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: ",")) {
      guard let number = Int64(text) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      return overflow ? nil : product
    }
    return TextSize.binary(text)
  }
}
