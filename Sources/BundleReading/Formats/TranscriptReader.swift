import Model

/// Reads a transcript output by output, each by the format that claims it. What none claims is named by its line.
struct TranscriptReader<Borders: BorderFinder>: ArtifactReader {
  private var lines: LineReader<TranscriptLines<Borders>>

  init(path: String, format: String, borders: Borders, interests: LogInterests) {
    lines = LineReader(
      path: path, consumer: TranscriptLines(path: path, format: format, borders: borders, interests: interests))
  }

  mutating func keep(within limits: ReadLimits) {
    lines.consumer.limits = limits
    lines.keep(within: limits)
  }

  mutating func consume(_ bytes: UnsafeRawBufferPointer) { lines.consume(bytes) }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    lines.consumer.isCut = isCut
    return lines.finish(isCut: isCut)
  }
}

/// Most outputs of one artifact.
private let mostSections = 2000

/// Hands the lines of each output on to its reader.
struct TranscriptLines<Borders: BorderFinder>: LineConsumer {
  private let path: String
  private let interests: LogInterests
  fileprivate var limits = ReadLimits()
  /// Whether bytes are missing at the end.
  fileprivate var isCut = false
  private var facts: ArtifactFacts
  private var borders: Borders
  private var section: TranscriptSection?
  private var sections = 0

  init(path: String, format: String, borders: Borders, interests: LogInterests) {
    self.path = path
    self.interests = interests
    self.borders = borders
    facts = ArtifactFacts(path: path, format: format)
  }

  mutating func take(_ line: TextLine) {
    if Borders.isFromPages, let repaired = PageText.repaired(line.bytes) {
      repaired.withUnsafeBytes { take($0, of: line) }
    } else {
      take(line.bytes, of: line)
    }
  }

  private mutating func take(_ written: LineBytes, of line: TextLine) {
    let bytes = borders.content(of: written)
    switch borders.look(at: bytes) {
    case .command: open(line, command: Array(bytes))
    case .output:
      open(line, command: nil)
      section?.take(bytes, hasEnd: line.hasEnd)
    case .none: section?.take(bytes, hasEnd: line.hasEnd)
    case .words: close(isCut: false)
    case .mark: break
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    close(isCut: isCut)
    return facts
  }

  private mutating func open(_ line: TextLine, command: [UInt8]?) {
    close(isCut: false)
    sections += 1
    guard sections <= mostSections else {
      if sections == mostSections + 1 {
        facts.limits.append(
          Coverage.Note(
            path: path, line: line.number, text: "more than \(mostSections) outputs: from here on nothing is read")
        )
      }
      return
    }
    section = TranscriptSection(
      path: path, line: line.number, command: command, interests: interests, limits: limits)
  }

  private mutating func close(isCut: Bool) {
    guard let ended = section else { return }
    section = nil
    switch ended.finish(isCut: isCut) {
    case .read(let read): facts.add(read)
    case .unrecognised(let note): facts.unread.append(note)
    case .empty: break
    }
  }
}

/// The output of one command within an artifact.
struct TranscriptSection {
  /// What became of it.
  enum Outcome {
    case read(ArtifactFacts)
    /// No format claimed it.
    case unrecognised(Coverage.Note)
    /// The command printed nothing.
    case empty
  }

  private let path: String
  private let line: Int
  private let command: [UInt8]?
  private let interests: LogInterests
  private let limits: ReadLimits
  private var held: [UInt8] = []
  private var reader: (any ArtifactReader)?
  private var isDecided = false

  /// An output that begins on a line of the artifact, with its command there, if one is shown.
  init(path: String, line: Int, command: [UInt8]?, interests: LogInterests, limits: ReadLimits) {
    self.path = path
    self.line = line
    self.command = command
    self.interests = interests
    self.limits = limits
  }

  /// The beginning of an output as formats see it: kubectl's with its command, which says what was asked for.
  static func head(command: [UInt8]?, output: [UInt8], path: String, isWhole: Bool) -> ArtifactHead {
    let lead = command.map { $0.withUnsafeBytes { isKubectl($0) } ? $0 + [10] : [10] } ?? []
    return ArtifactHead(path: path, bytes: Array((lead + output).prefix(ArtifactHead.length)), isWhole: isWhole)
  }

  private static func isKubectl(_ line: LineBytes) -> Bool {
    guard let command = ShellCommand.command(in: line) else { return false }
    return command.has("kubectl ") || command.has("oc ") || command.has("k ") || command.index(of: "/kubectl ") != nil
  }

  /// Takes the next line, which only at the end of the artifact may lack its line end.
  mutating func take(_ bytes: LineBytes, hasEnd: Bool = true) {
    if isDecided {
      reader?.consume(bytes)
      if hasEnd { Self.newline.withUnsafeBytes { newline in reader?.consume(newline) } }
      return
    }
    held += bytes
    if hasEnd { held.append(10) }
    if held.count > ArtifactHead.length { decide(isWhole: false) }
  }

  consuming func finish(isCut: Bool) -> Outcome {
    guard !held.allSatisfy({ $0 <= 32 }) || isDecided else { return .empty }
    if !isDecided { decide(isWhole: !isCut) }
    guard var reader else {
      let words = command.map { String(decoding: $0.prefix(80), as: UTF8.self) }
      return .unrecognised(
        Coverage.Note(
          path: path, line: line,
          text: words.map { "output that no format claims: \($0)" } ?? "output that no format claims"))
    }
    return .read(reader.finish(isCut: isCut))
  }

  private mutating func decide(isWhole: Bool) {
    isDecided = true
    let head = Self.head(command: command, output: held, path: path, isWhole: isWhole)
    let format = FormatRegistry.format(of: head, among: FormatRegistry.single)
    guard var made = format?.makeReader(for: head, keeping: interests) else { return }
    made.keep(within: limits)
    made.skipLines(line - 1)
    let lead = Self.head(command: command, output: [], path: path, isWhole: true).bytes
    lead.withUnsafeBytes { made.consume($0) }
    held.withUnsafeBytes { made.consume($0) }
    reader = made
    held = []
  }

  private static let newline: [UInt8] = [10]
}

extension ArtifactFacts {
  /// Adds what another part of the same artifact says.
  mutating func add(_ part: ArtifactFacts) {
    objects += part.objects
    lists += part.lists
    log = LogFacts(joining: [log, part.log].compactMap { $0 })
    containerLogs += part.containerLogs
    filesystems += part.filesystems
    if let listing = part.runtimeListing {
      runtimeListing = runtimeListing ?? listing
    }
    units += part.units
    alerts += part.alerts
    usages += part.usages
    diskUsages += part.diskUsages
    inodes += part.inodes
    memories += part.memories
    captureTimes += part.captureTimes
    clockSamples += part.clockSamples
    certificates += part.certificates
    missing += part.missing
    forbidden += part.forbidden
    cut += part.cut
    redacted += part.redacted
    limits += part.limits
    unread += part.unread
  }
}
