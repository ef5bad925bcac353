import Model

/// `du` of absolute paths, in blocks or with `-h`; commands and complaints may stand between the rows.
enum DirectoryUsage: ArtifactFormat {
  static let name = "du"
  static let samples = [
    "1843212\t/var/lib/kubelet/pods/0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a/volumes/kubernetes.io~empty-dir/scratch\n",
    "$ du -xsh /var/log/pods/*\n2.1G    /var/log/pods/shop_web-0_0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a\n",
    "du: cannot read directory '/var/lib/private': Permission denied\n12K\t/var/lib/private\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var rows = 0
    var others = 0
    head.withLines(atMost: 12) { line in
      let line = line.trimmed
      if DirectoryUsageRow(line) != nil {
        rows += 1
      } else if !line.isEmpty, !DirectoryUsageLines.isAside(line) {
        others += 1
      }
    }
    return rows > others ? 78 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: DirectoryUsageLines(path: head.path))
  }
}

/// `2.1G<tab>/var/log/pods`.
struct DirectoryUsageRow {
  /// The figure with its unit, e.g. `2.1G`.
  var size: String
  /// An absolute path, without a `/` at its end.
  var path: String

  init?(_ line: LineBytes) {
    guard line.count < 4096, line.first?.isDigit == true,
      let gap = line.firstIndex(where: { $0.isBlank }), gap <= 20
    else { return nil }
    let rest = line.part(from: gap).trimmed
    guard rest.first == UInt8(ascii: "/") else { return nil }
    size = line.part(0, gap).text
    guard DiskFreeLines.bytes(size, 1) != nil else { return nil }
    path = rest.text
    while path.count > 1, path.last == "/" { path.removeLast() }
  }
}

/// Reads the rows of `du`.
struct DirectoryUsageLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String
  /// Bytes of one unit of a plain number; GNU and busybox count KiB unless the command line above says otherwise.
  private var unit: Int64 = 1024

  init(path: String) {
    facts = ArtifactFacts(path: path, format: DirectoryUsage.name)
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes.trimmed
    guard let row = DirectoryUsageRow(bytes) else {
      if let unit = Self.unit(ofCommand: bytes) { self.unit = unit }
      return
    }
    guard let size = DiskFreeLines.bytes(row.size, unit) else { return }
    facts.diskUsages.append(
      DiskUsage(
        node: node, holder: .directory(path: row.path), bytes: size,
        evidence: Evidence(path: facts.path, line: line.number, text: bytes.text, cut: line.isCut)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  /// A prompt, a comment, or a complaint of `du` itself.
  static func isAside(_ line: LineBytes) -> Bool {
    line.has("#") || line.has("$") || line.has("du: ") || line.has("du ") || line.has("sudo du ")
  }

  /// The unit that a command line asks for: `# du -xb /var` counts bytes, `-m` MiB; nil for lines that are no command.
  private static func unit(ofCommand line: LineBytes) -> Int64? {
    guard !line.has("du: "), line.count < 1024, line.index(of: "du ") != nil, isAside(line) else { return nil }
    let words = line.text.split(separator: " ").drop { $0 != "du" }.dropFirst()
    for word in words where word.hasPrefix("-") {
      if word == "--bytes" || word == "-B1" || word == "--block-size=1" { return 1 }
      guard !word.hasPrefix("--") else { continue }
      if word.contains("b") { return 1 }
      if word.contains("m") { return 1 << 20 }
    }
    return 1024
  }
}
