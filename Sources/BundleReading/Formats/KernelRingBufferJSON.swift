import Model

/// `dmesg --json`: the kernel's messages as members of a document, each member on a line of its own.
///
///     "time": 766396.293089,
///     "msg": "XFS (sdf): Superblock has unknown read-only compatible features (0x6) enabled."
enum KernelRingBufferJSON: ArtifactFormat {
  static let name = "dmesg-json"
  static let what = "The kernel's messages in JSON. Seconds since boot are no time: use --time-format iso."
  static let sources = ["dmesg --json", "dmesg --json --time-format iso"]
  static let samples = [
    """
    {
       "dmesg": [
          {
             "pri": 4,
             "time": 1052.080846,
             "msg": "Out of memory: Killed process 4242 (java)"
          },{
             "pri": 6,
             "time": 1052.080847,
             "msg": "oom_reaper: reaped process 4242 (java)"
          }
       ]
    }

    """,
    """
    {
       "dmesg": [
          {
             "fac": "kern",
             "pri": "err",
             "time": "2026-11-21T03:56:12,123456+00:00",
             "msg": "cni0: port 14(vethe8d3fe6d) entered disabled state"
          }
       ]
    }

    """,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    var isFound = false
    head.withLines(atMost: 3) { if $0.trimmed.has("\"dmesg\": [") { isFound = true } }
    return isFound && head.isJSON ? 92 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: KernelMessageMembers(path: head.path, keeping: interests))
  }
}

/// Takes each message with the time in the line before it.
struct KernelMessageMembers: LineConsumer {
  private let path: String
  private var collector: LogCollector
  private var stamp: LineStamp?
  private var decoded: [UInt8] = []
  private var isEnded = false

  init(path: String, keeping interests: LogInterests) {
    self.path = path
    collector = LogCollector(path: path, interests: interests, component: "kernel")
  }

  mutating func take(_ line: TextLine) {
    let text = line.bytes.trimmed
    if text.has("\"time\":") {
      stamp = Self.stamp(text.part(from: 7))
    } else if text.has("\"msg\":"), let open = text.index(of: UInt8(ascii: "\""), from: 6) {
      let end = QuotedText.end(text, open) ?? text.count
      decoded.removeAll(keepingCapacity: true)
      QuotedText.decode(text.part(open + 1, end), into: &decoded)
      let time = stamp
      stamp = nil
      decoded.withUnsafeBytes { message in
        let none = message.part(0, 0)
        collector.take(message: message, host: none, tag: none, stamp: time, raw: line.bytes, line: line)
      }
    } else if text.has("]"), text.count == 1 {
      isEnded = true
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: KernelRingBufferJSON.name)
    facts.log = collector.facts()
    if !isEnded { facts.cut = [Coverage.Note(path: path, line: lineCount, text: "ends within the document")] }
    return facts
  }

  /// A time of the calendar, as `-T` and `--time-format iso` write it; nil for seconds since boot.
  private static func stamp(_ value: LineBytes) -> LineStamp? {
    guard let open = value.index(of: UInt8(ascii: "\"")), let close = QuotedText.end(value, open) else { return nil }
    let time = value.part(open + 1, close)
    if let (moment, length) = Moment.readRFC3339(time), length == time.count { return LineStamp(moment) }
    let bracketed = [UInt8(ascii: "[")] + Array(time) + Array("] ".utf8)
    return bracketed.withUnsafeBytes { KernelHeader.header(of: $0)?.stamp }
  }
}
