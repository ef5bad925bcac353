import Model

/// `journalctl -o json`: one JSON object a line, times in microseconds since the epoch; also as `json-pretty`, a member a
/// line, and framed for a stream as `json-sse` and `json-seq`.
enum JournalJSON: ArtifactFormat {
  static let name = "journal-json"
  static let what = "A journal in JSON, an entry a line or a member a line."
  static let sources = ["journalctl -o json", "journalctl -o json-pretty", "journalctl -o json-sse"]
  static let samples = [
    #"""
    {"_SYSTEMD_UNIT":"kubelet.service","_HOSTNAME":"worker-1","MESSAGE":"I1121 03:56:07.424017      59 setters.go:86] Using node IP: \"10.99.0.10\"","__REALTIME_TIMESTAMP":"1795233367424105","SYSLOG_IDENTIFIER":"kubelet"}
    {"__REALTIME_TIMESTAMP":"1795233370931225","_TRANSPORT":"kernel","_HOSTNAME":"worker-1","SYSLOG_IDENTIFIER":"kernel","MESSAGE":[99,110,105,48]}

    """#,
    #"""
    {
    	"__REALTIME_TIMESTAMP" : "1795233367424105",
    	"_HOSTNAME" : "worker-1",
    	"SYSLOG_IDENTIFIER" : "kubelet",
    	"MESSAGE" : "I1121 03:56:07.424017      59 setters.go:86] Using node IP: \"10.99.0.10\""
    }

    """#,
    #"data: {"__REALTIME_TIMESTAMP":"1795233367424105","_HOSTNAME":"worker-1","_COMM":"kubelet","MESSAGE":"x"}"#
      + "\n\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share(ofFirst: 20) { line in
      JournalJSONLines.unframed(line).has("{") && line.index(of: "\"__REALTIME_TIMESTAMP\"") != nil
    }
    if count > 0, share > 0.4 { return 98 }
    // An entry has some forty members.
    guard head.firstLine({ [1, 2].contains($0.trimmed.count) && ($0.has("{") || $0.has("[")) }) else { return 0 }
    return head.share { $0.trimmed.has("\"__REALTIME_TIMESTAMP\"") }.count > 0 ? 98 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: JournalJSONLines(path: head.path, format: name, keeping: interests))
  }
}

/// Reads journal entries in JSON by walking over the members of each line.
struct JournalJSONLines: LineConsumer {
  private let path: String
  private let format: String
  private var collector: LogCollector
  private var decoded: [UInt8] = []
  private var brokenLines: [Int] = []
  private var open: OpenEntry?

  /// Most lines noted as broken.
  private static let notedLines = 16
  /// Longest entry that is put together from its lines, in bytes.
  private static let longestEntry = 256 * 1024

  /// An entry of which each member has a line of its own.
  private struct OpenEntry {
    var bytes: [UInt8]
    /// Where the message stands.
    var line: Int
  }

  init(path: String, format: String, keeping interests: LogInterests) {
    self.path = path
    self.format = format
    collector = LogCollector(path: path, interests: interests)
  }

  /// The members of an entry that tell who wrote what when.
  private struct Entry {
    var message: JSONScanner.Value?
    var stamp: LineStamp?
    var host = LineBytes(start: nil, count: 0)
    var identifier = LineBytes(start: nil, count: 0)
    var command = LineBytes(start: nil, count: 0)
    var unit = LineBytes(start: nil, count: 0)
    var isKernel = false
  }

  mutating func take(_ line: TextLine) {
    let bytes = Self.unframed(line.bytes).trimmed
    guard !bytes.isEmpty else { return }
    if open != nil || bytes.count <= 2 { takePiece(bytes, line) } else { takeEntry(bytes, line) }
  }

  /// Without what `json-sse` and `json-seq` put before an entry.
  static func unframed(_ line: LineBytes) -> LineBytes {
    if line.has("data: {") { return line.part(from: 6) }
    return line.first == 0x1E ? line.part(from: 1) : line
  }

  /// Takes a line of an entry that runs over several; brackets of an array around entries mean nothing.
  private mutating func takePiece(_ piece: LineBytes, _ line: TextLine) {
    guard var entry = open else {
      if piece.has("{") { open = OpenEntry(bytes: Array(piece), line: line.number) }
      return
    }
    open = nil
    if piece.has("}") {
      entry.bytes.append(UInt8(ascii: "}"))
      let (bytes, number) = (entry.bytes, entry.line)
      bytes.withUnsafeBytes { takeEntry($0, TextLine(bytes: $0, number: number, isCut: false)) }
      return
    }
    let isMember = piece[0] == UInt8(ascii: "\"") || piece[0] == UInt8(ascii: "]") || piece[0].isDigit
    if isMember, entry.bytes.count + piece.count < Self.longestEntry {
      if piece.has("\"MESSAGE\"") { entry.line = line.number }
      entry.bytes.append(contentsOf: piece)
    }
    open = entry
  }

  private mutating func takeEntry(_ bytes: LineBytes, _ line: TextLine) {
    let entry = Self.entry(bytes)
    guard let message = entry.message else {
      if entry.stamp == nil, brokenLines.count < Self.notedLines { brokenLines.append(line.number) }
      return
    }
    var buffer: [UInt8] = []
    swap(&buffer, &decoded)
    buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 16)
    switch message {
    case .string(let text) where text.index(of: UInt8(ascii: "\\")) == nil: take(text, of: entry, line)
    case .string(let text):
      QuotedText.decode(text, into: &buffer)
      buffer.withUnsafeBytes { take($0, of: entry, line) }
    case .nested(let numbers):
      Self.decodeNumbers(numbers, into: &buffer)
      buffer.withUnsafeBytes { take($0, of: entry, line) }
    case .bare: break
    }
    decoded = buffer
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: format)
    facts.log = collector.facts()
    if let open { brokenLines.append(open.line) }
    facts.cut = brokenLines.map { Coverage.Note(path: path, line: $0, text: "no journal entry in this line") }
    return facts
  }

  private mutating func take(_ message: LineBytes, of entry: Entry, _ line: TextLine) {
    collector.take(
      message: message, host: entry.host, tag: Self.tag(entry), stamp: entry.stamp, raw: message, line: line)
  }

  /// The identifier, unless only the unit names a component: kubelet in a wrapper.
  private static func tag(_ entry: Entry) -> LineBytes {
    if entry.isKernel, entry.identifier.isEmpty { return entry.command }
    return entry.identifier.isEmpty ? (entry.command.isEmpty ? entry.unit : entry.command) : entry.identifier
  }

  private static func entry(_ bytes: LineBytes) -> Entry {
    var entry = Entry()
    guard var scanner = JSONScanner(bytes) else { return entry }
    while let (key, value) = scanner.next() {
      switch key.count {
      case 7 where key.has("MESSAGE"): entry.message = value
      case 9 where key.has("_HOSTNAME"): if case .string(let text) = value { entry.host = text }
      case 17 where key.has("SYSLOG_IDENTIFIER"): if case .string(let text) = value { entry.identifier = text }
      case 5 where key.has("_COMM"): if case .string(let text) = value { entry.command = text }
      case 13 where key.has("_SYSTEMD_UNIT"): if case .string(let text) = value { entry.unit = text }
      case 10 where key.has("_TRANSPORT"): if case .string(let text) = value { entry.isKernel = text.has("kernel") }
      case 20 where key.has("__REALTIME_TIMESTAMP"): entry.stamp = stamp(value)
      default: break
      }
    }
    return entry
  }

  private static func stamp(_ value: JSONScanner.Value) -> LineStamp? {
    let digits: LineBytes
    switch value {
    case .string(let text), .bare(let text): digits = text
    case .nested: return nil
    }
    guard digits.count <= 16, let microseconds = decimal(digits, 0, digits.count), microseconds > 0,
      microseconds < Int(Int64.max / 1000)
    else { return nil }
    return LineStamp(Moment(Instant(nanoseconds: Int64(microseconds) * 1000), precision: .microsecond))
  }

  /// `[73,49,49]`: a message that is not UTF-8, byte by byte.
  private static func decodeNumbers(_ array: LineBytes, into bytes: inout [UInt8]) {
    var number = -1
    for byte in array {
      if byte.isDigit {
        number = min(max(number, 0) * 10 + Int(byte &- 48), 1000)
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
        if number >= 0 { bytes.append(UInt8(truncatingIfNeeded: number)) }
        number = -1
      }
    }
  }
}
