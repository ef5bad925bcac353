import Model

/// `free`, with or without `-h`, `-m`, `-k`, `-g`, `-b`, `-w`.
enum FreeMemory: ArtifactFormat {
  static let name = "free"
  static let what =
    "Memory and swap of a node. Where neither a unit nor the command nor the size tells the unit, nothing is read."
  static let sources = ["free", "free -m", "free -h"]
  static let samples = [
    "               total        used        free      shared  buff/cache   available\nMem:           24105        1111\n",
    """
                   total        used        free      shared  buff/cache   available
    Mem:            15Gi       9.1Gi       1.2Gi        17Mi       5.1Gi       6.0Gi
    Swap:             0B          0B          0B

    """,
    """
                 total       used       free     shared    buffers     cached
    Mem:      16268012   15896012     372000        204     201344    9801220
    -/+ buffers/cache:    5893448   10374564
    Swap:            0          0          0

    """,
    "              gesamt       benutzt     frei      gemns.  Puffer/Cache verfügbar\nSpeicher:       15Gi       9,1Gi       1,2Gi        17Mi       5,1Gi       6,0Gi\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var previous = false
    var isFound = false
    head.withLines(atMost: 4) { line in
      if previous, FreeMemoryLines.isMemory(line) { isFound = true }
      previous = isHeader(line)
    }
    return isFound ? 82 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: FreeMemoryLines(path: head.path))
  }

  /// Titles of columns and nothing before them.
  static func isHeader(_ line: LineBytes) -> Bool {
    guard line.count < 256, line.first?.isBlank == true else { return false }
    let words = line.text.split(separator: " ")
    return (5...9).contains(words.count) && !line.contains(where: \.isDigit) && line.index(of: ":") == nil
  }
}

/// Reads the rows of `free`, of one call or several.
struct FreeMemoryLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String
  /// The unit that the command names.
  private var unit: Int64?
  /// Whether the columns end with what is available, as since 2014.
  private var hasAvailable = false
  private var isInside = false

  private static let memory: [StaticString] = [
    "Mem:", "Mem.:", "Mem :", "Speicher:", "内存：", "内存:", "メモリ:", "Память:", "Pamięć:",
  ]
  private static let swap: [StaticString] = [
    "Swap:", "Swap.:", "Auslager:", "交换：", "交换:", "スワップ:", "Подкачка:", "Partição", "Partition",
  ]

  init(path: String) {
    facts = ArtifactFacts(path: path, format: FreeMemory.name)
    node = PathHints.node(path)
  }

  /// Whether a line is the row of the memory.
  static func isMemory(_ line: LineBytes) -> Bool { memory.contains { line.has($0) } }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes.part(0, 512)
    if FreeMemory.isHeader(bytes) {
      hasAvailable = bytes.index(of: "cached") == nil
      isInside = true
      return
    }
    if Self.isMemory(bytes) {
      if isInside { takeMemory(bytes, line) }
    } else if bytes.has("-/+ buffers/cache:") {
      let figures = Self.figures(bytes)
      // What is free beside caches is what is available.
      guard isInside, figures.count >= 2, let last = facts.memories.indices.last else { return }
      facts.memories[last].available = size(figures[1], like: figures)
    } else if Self.swap.contains(where: { bytes.has($0) }) {
      let figures = Self.figures(bytes)
      guard isInside, figures.count >= 3, let last = facts.memories.indices.last else { return }
      facts.memories[last].swapTotal = size(figures[0], like: figures)
      facts.memories[last].swapFree = size(figures[2], like: figures)
    } else if !bytes.trimmed.isEmpty {
      isInside = false
      noteCommand(bytes)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  private mutating func takeMemory(_ bytes: LineBytes, _ line: TextLine) {
    let figures = Self.figures(bytes)
    guard figures.count >= 3, let stated = unit ?? Self.unit(ofTotal: figures[0]) else {
      isInside = false
      return
    }
    unit = stated
    guard let total = size(figures[0], like: figures), total > 0 else { return }
    facts.memories.append(
      MemoryUsage(
        node: node, total: total,
        available: hasAvailable && figures.count >= 6 ? figures.last.flatMap { size($0, like: figures) } : nil,
        free: size(figures[2], like: figures),
        evidence: Evidence(path: facts.path, line: line.number, text: bytes.text, cut: line.isCut)))
  }

  /// `# free -m`, `$ free -h`.
  private mutating func noteCommand(_ bytes: LineBytes) {
    guard bytes.first.map({ !$0.isLetter }) == true || bytes.has("free"), bytes.index(of: "free") != nil else { return }
    let words = bytes.text.split(separator: " ")
    guard let call = words.firstIndex(of: "free") else { return }
    unit = 1024
    for word in words[(call + 1)...] {
      switch word {
      case "-b", "--bytes": unit = 1
      case "-m", "--mebi": unit = 1 << 20
      case "-g", "--gibi": unit = 1 << 30
      default: break
      }
    }
  }

  private static func figures(_ bytes: LineBytes) -> [String] {
    bytes.text.split(separator: " ").map(String.init).filter { $0.utf8.first?.isDigit == true }
  }

  private func size(_ text: String, like figures: [String]) -> Int64? {
    guard let last = text.utf8.last else { return nil }
    return last.isDigit ? DiskFreeRow.count(text, unit ?? 1) : TextSize.binary(text)
  }

  /// The unit by the size alone: no machine of a cluster has 200 MiB or 8 TiB of memory. Nil where two units are thinkable.
  private static func unit(ofTotal text: String) -> Int64? {
    guard let number = Int64(text) else { return TextSize.binary(text) == nil ? nil : 1 }
    switch number {
    case ..<0: return nil
    case ..<200: return 1 << 30
    case 1024..<524_288: return 1 << 20
    case 8_388_608..<1_073_741_824: return 1 << 10
    case 17_179_869_184...: return 1
    default: return nil
    }
  }
}
