import Model

/// A command's output as a member of a YAML document, as crust-gather keeps the journals of nodes:
///
///     command: journalctl -u kubelet
///     output: |
///       Nov 21 04:01:20 worker-1 kubelet[59]: …
enum WrappedCommandOutput: ArtifactFormat {
  static let name = "wrapped-command-output"
  static let what = "A command's output as a member of a YAML document; it is read by its own format."
  static let sources = ["crust-gather collect"]
  static let samples = [
    """
    command: journalctl -u kubelet
    output: |
      Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] "Error getting node"
    errors: null
    status:
      status: Success

    """
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var hasOther = false
    var hasOutput = false
    var lines = 0
    head.withLines(atMost: 20) { line in
      guard !hasOutput, !hasOther else { return }
      lines += 1
      if WrappedOutputLines.beginsOutput(line) {
        hasOutput = true
      } else {
        hasOther = !["command:", "errors:", "error:", "status:", " ", "-", "---"].contains { line.has($0) }
      }
    }
    return hasOutput ? 93 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: WrappedOutputLines(path: head.path, interests: interests))
  }
}

/// Hands the lines of the member on, without their indentation, to the reader that claims them.
struct WrappedOutputLines: LineConsumer {
  private let path: String
  private let interests: LogInterests
  private var facts: ArtifactFacts
  private var section: TranscriptSection?
  private var isInOutput = false
  private var indentation: Int?

  init(path: String, interests: LogInterests) {
    self.path = path
    self.interests = interests
    facts = ArtifactFacts(path: path, format: WrappedCommandOutput.name)
  }

  /// Whether the line is `output: |`.
  static func beginsOutput(_ line: LineBytes) -> Bool {
    guard line.has("output: ") || line.has("stdout: "), (9..<14).contains(line.count) else { return false }
    return line[8] == UInt8(ascii: "|") || line[8] == UInt8(ascii: ">")
  }

  mutating func take(_ line: TextLine) {
    guard isInOutput else {
      isInOutput = section == nil && Self.beginsOutput(line.bytes)
      return
    }
    let blanks = line.bytes.prefix { $0 == UInt8(ascii: " ") }.count
    if blanks == 0, !line.bytes.trimmed.isEmpty {
      isInOutput = false
      return
    }
    if indentation == nil, blanks < line.bytes.count { indentation = blanks }
    if section == nil {
      section = TranscriptSection(
        path: path, line: line.number, command: nil, interests: interests, limits: ReadLimits())
    }
    section?.take(line.bytes.part(from: min(blanks, indentation ?? blanks)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    guard let section else { return facts }
    switch section.finish(isCut: false) {
    case .read(let read): facts.add(read)
    case .unrecognised(let note): facts.unread.append(note)
    case .empty: break
    }
    return facts
  }
}
