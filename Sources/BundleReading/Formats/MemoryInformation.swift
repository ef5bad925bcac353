import Model

/// `/proc/meminfo`.
enum MemoryInformation: ArtifactFormat {
  static let name = "meminfo"
  static let what = "Memory and swap of a node as the kernel counts them."
  static let sources = ["/proc/meminfo"]
  static let samples = [
    "MemTotal:       24683520 kB\nMemFree:        18159616 kB\nMemAvailable:   23692288 kB\nSwapTotal:             0 kB\n"
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var hits = 0
    head.withLines(atMost: 5) { line in
      if line.has("MemTotal:") || line.has("MemFree:"), line.trimmed.ends(with: " kB") { hits += 1 }
    }
    return hits >= 2 ? 82 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: MemoryInformationLines(path: head.path))
  }
}

/// Reads the lines of `/proc/meminfo` that tell of memory and swap as a whole.
struct MemoryInformationLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String

  init(path: String) {
    facts = ArtifactFacts(path: path, format: MemoryInformation.name)
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    let bytes = line.bytes.part(0, 128)
    guard bytes.has("Mem") || bytes.has("Swap"), let colon = bytes.index(of: UInt8(ascii: ":")) else { return }
    let words = bytes.part(from: colon + 1).text.split(separator: " ")
    guard words.count == 2, words[1] == "kB", let size = DiskFreeRow.count(String(words[0]), 1024) else { return }
    if bytes.has("MemTotal:"), size > 0 {
      let evidence = Evidence(path: facts.path, line: line.number, text: bytes.text, cut: line.isCut)
      facts.memories.append(MemoryUsage(node: node, total: size, evidence: evidence))
    }
    guard let last = facts.memories.indices.last else { return }
    switch bytes.part(0, colon).text {
    case "MemFree": facts.memories[last].free = size
    case "MemAvailable": facts.memories[last].available = size
    case "SwapTotal": facts.memories[last].swapTotal = size
    case "SwapFree": facts.memories[last].swapFree = size
    default: break
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
}
