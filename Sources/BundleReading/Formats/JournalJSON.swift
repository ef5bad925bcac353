import Model

/// `journalctl -o json`: one JSON object a line, times in microseconds since the epoch.
enum JournalJSON: ArtifactFormat {
  static let name = "journal-json"
  static let what = "A journal in JSON, an entry a line."
  static let sources = ["journalctl -o json"]
  static let samples = [
    #"""
    {"_SYSTEMD_UNIT":"kubelet.service","_HOSTNAME":"worker-1","MESSAGE":"I1121 03:56:07.424017      59 setters.go:86] Using node IP: \"10.99.0.10\"","__REALTIME_TIMESTAMP":"1795233367424105","SYSLOG_IDENTIFIER":"kubelet"}
    {"__REALTIME_TIMESTAMP":"1795233370931225","_TRANSPORT":"kernel","_HOSTNAME":"worker-1","SYSLOG_IDENTIFIER":"kernel","MESSAGE":[99,110,105,48]}

    """#
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share(ofFirst: 20) { line in
      line.has("{") && line.index(of: "\"__REALTIME_TIMESTAMP\"") != nil
    }
    return count > 0 && share > 0.4 ? 98 : 0
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

  /// Most lines noted as broken.
  private static let notedLines = 16

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
    guard !line.bytes.trimmed.isEmpty else { return }
    let entry = Self.entry(line.bytes)
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
