import Model

/// `df`, with or without `-h`, `-T`, `-k`, `-P`, `-B1`; inode tables (`-i`) among them are passed over.
enum DiskFree: ArtifactFormat {
  static let name = "df"
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

/// The header of a table of `df`.
struct DiskFreeHeader {
  /// Whether the second column is the type.
  var hasType: Bool
  /// Bytes of one unit of a plain number; 1 where sizes carry their unit.
  var unit: Int64
  /// Whether it counts inodes in place of bytes.
  var countsInodes: Bool

  init?(_ line: LineBytes) {
    guard line.has("Filesystem"), line.index(of: "Mounted on") != nil else { return nil }
    let columns = line.text.split(separator: " ")
    guard columns.count >= 6 else { return nil }
    hasType = columns[1] == "Type"
    let size = columns[hasType ? 2 : 1]
    countsInodes = size == "Inodes"
    unit =
      switch size {
      case "Size", "Inodes": 1
      case "1K-blocks", "1024-blocks", "1k-blocks": 1024
      case "512-blocks", "512B-blocks": 512
      case "1M-blocks", "1MB-blocks": 1 << 20
      case "1G-blocks": 1 << 30
      default: size.hasSuffix("B-blocks") ? Int64(size.dropLast(8)) ?? 1 : 1024
      }
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
    guard let header, !header.countsInodes else { return }
    let text = line.bytes.part(0, 8192).text
    var columns = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    if let device = wrappedDevice {
      columns.insert(device, at: 0)
      wrappedDevice = nil
    } else if columns.count == 1 {
      wrappedDevice = columns[0]
      return
    }
    let first = header.hasType ? 2 : 1
    guard columns.count >= first + 5, columns[first + 3].hasSuffix("%") || columns[first + 3] == "-",
      let size = Self.bytes(columns[first], header.unit), let used = Self.bytes(columns[first + 1], header.unit),
      let available = Self.bytes(columns[first + 2], header.unit)
    else { return }
    facts.filesystems.append(
      FilesystemUsage(
        node: node, device: columns[0], type: header.hasType ? columns[1] : "",
        mountPoint: columns[(first + 4)...].joined(separator: " "), size: size, used: used, available: available,
        time: nil, evidence: Evidence(path: facts.path, line: line.number, text: text, cut: line.isCut)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  /// `2.9G`, `12K`, `0`, `41943040`: a plain number counts `unit` bytes each. `-` counts as 0.
  static func bytes(_ text: String, _ unit: Int64) -> Int64? {
    if text == "-" { return 0 }
    guard let last = text.utf8.last else { return nil }
    if last.isDigit {
      guard let number = Int64(text) else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      return overflow ? nil : product
    }
    guard let power = ["B", "K", "M", "G", "T", "P", "E"].firstIndex(of: String(text.suffix(1)).uppercased()),
      let number = Double(text.dropLast()), number >= 0
    else { return nil }
    var bytes = number
    for _ in 0..<power { bytes *= 1024 }
    return bytes < 9e18 ? Int64(bytes) : nil
  }
}
