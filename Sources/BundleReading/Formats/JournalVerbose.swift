import Model

/// `journalctl -o verbose`: the time of each entry at the left margin, below it a field a line.
enum JournalVerbose: ArtifactFormat {
  static let name = "journal-verbose"
  static let what = "A journal with all fields of each entry."
  static let sources = ["journalctl -o verbose"]
  static let samples = [
    """
    Sat 2026-11-21 04:01:20.042890 UTC [s=0639;i=1;b=5a;m=2b9;t=65;x=8]
        _TRANSPORT=stdout
        PRIORITY=6
        SYSLOG_IDENTIFIER=kubelet
        _HOSTNAME=worker-1
        _SYSTEMD_UNIT=kubelet.service
        MESSAGE=W1121 04:01:20.042800      59 eviction_manager.go:344] "Eviction manager: attempting to reclaim"
    Sat 2026-11-21 04:01:21.107004 UTC [s=0639;i=2;b=5a;m=2ba;t=66;x=9]
        _TRANSPORT=kernel
        MESSAGE=cni0: port 1(veth3f10dbfe) entered blocking state
        _HOSTNAME=worker-1

    """
  ]

  static func claim(_ head: ArtifactHead) -> Int { head.isMadeOf { VerboseMargin.stamp(of: $0) != nil } ? 94 : 0 }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: JournalVerboseLines(path: head.path, keeping: interests))
  }
}

/// `Sat 2026-11-21 04:01:20.042890 UTC [s=0639;i=1;b=5a;m=2b9;t=65;x=8]`, the first line of an entry.
enum VerboseMargin {
  /// Its time; nil for other lines.
  static func stamp(of line: LineBytes) -> LineStamp? {
    guard let (stamp, end) = ShortFullHeader.stamp(of: line), line.has("[s=", at: end) else { return nil }
    return stamp
  }
}

/// Gathers the fields of each entry.
struct JournalVerboseLines: LineConsumer {
  private let path: String
  private var collector: LogCollector
  private var entry = JournalEntry()
  /// Whether the field before this line is the message.
  private var isInMessage = false

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    collector = LogCollector(path: path, interests: interests)
  }

  mutating func take(_ line: TextLine) {
    if let stamp = VerboseMargin.stamp(of: line.bytes) {
      entry.deliver(to: &collector)
      entry = JournalEntry()
      entry.stamp = stamp
      isInMessage = false
      return
    }
    guard line.bytes.has("    ") else { return }
    // Further lines of a value are indented by the field's name.
    let isField = line.bytes.count > 4 && line.bytes[4] != 32
    if isField, let equals = line.bytes.part(0, 80).index(of: UInt8(ascii: "=")) {
      let name = line.bytes.part(4, equals)
      isInMessage = name.count == 7 && name.has("MESSAGE")
      let value = line.bytes.part(equals + 1, equals + 1 + JournalEntry.longestValue)
      entry.set(name.text, Array(value), line: line.number)
    } else if isInMessage {
      entry.goOn(line.bytes.trimmed)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    entry.deliver(to: &collector)
    var facts = ArtifactFacts(path: path, format: JournalVerbose.name)
    facts.log = collector.facts()
    return facts
  }
}
