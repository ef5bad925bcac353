import Model

/// `journalctl -o export`: a field a line, entries separated by blank lines, times in microseconds since the epoch.
enum JournalExport: ArtifactFormat {
  static let name = "journal-export"
  static let what = "A journal as its export format, a field a line."
  static let sources = ["journalctl -o export"]
  static let samples = [
    """
    __CURSOR=s=120a;i=a3c;b=9f43
    __REALTIME_TIMESTAMP=1795233367424105
    __MONOTONIC_TIMESTAMP=1211805065
    _HOSTNAME=worker-1
    SYSLOG_IDENTIFIER=kubelet
    MESSAGE=I1121 03:56:07.424017      59 setters.go:86] Using node IP: "10.99.0.10"


    """
  ]

  static func claim(_ head: ArtifactHead) -> Int { head.firstLine { $0.has("__CURSOR=") } ? 95 : 0 }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: JournalExportLines(path: head.path, keeping: interests))
  }
}

/// Gathers the fields of each entry.
struct JournalExportLines: LineConsumer {
  /// A field that is no plain text: its name stands alone, then come eight bytes of length and the value.
  private struct BinaryField {
    var name: String
    var value: [UInt8] = []
    var length: Int?
  }

  private let path: String
  private var collector: LogCollector
  private var entry = JournalEntry()
  private var binary: BinaryField?

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    collector = LogCollector(path: path, interests: interests)
  }

  mutating func take(_ line: TextLine) {
    if binary != nil {
      takeBinary(line)
    } else if line.bytes.isEmpty {
      end()
    } else if let equals = line.bytes.part(0, 80).index(of: UInt8(ascii: "=")) {
      set(
        line.bytes.part(0, equals).text,
        Array(line.bytes.part(equals + 1, equals + 1 + JournalEntry.longestValue)), line.number
      )
    } else if line.bytes.count < 80 {
      binary = BinaryField(name: line.bytes.text)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    end()
    var facts = ArtifactFacts(path: path, format: JournalExport.name)
    facts.log = collector.facts()
    return facts
  }

  private mutating func takeBinary(_ line: TextLine) {
    guard var field = binary else { return }
    if field.length != nil {
      field.value.append(10)
      field.value.append(contentsOf: line.bytes)
    } else {
      guard line.bytes.count >= 8 else {
        binary = nil
        return
      }
      var length: UInt64 = 0
      for byte in line.bytes.part(0, 8).reversed() { length = length << 8 | UInt64(byte) }
      field.length = Int(clamping: length)
      field.value = Array(line.bytes.part(from: 8))
    }
    if field.value.count >= min(field.length ?? 0, JournalEntry.longestValue) {
      set(field.name, field.value, line.number)
      binary = nil
    } else {
      binary = field
    }
  }

  private mutating func set(_ name: String, _ value: [UInt8], _ line: Int) {
    switch name {
    case "__CURSOR": end()
    case "__REALTIME_TIMESTAMP":
      let microseconds = value.withUnsafeBytes { $0.count <= 16 ? decimal($0, 0, $0.count) : nil }
      if let microseconds, microseconds > 0 {
        entry.stamp = LineStamp(Moment(Instant(nanoseconds: Int64(microseconds) * 1000), precision: .microsecond))
      }
    default: entry.set(name, value, line: line)
    }
  }

  private mutating func end() {
    entry.deliver(to: &collector)
    entry = JournalEntry()
  }
}
