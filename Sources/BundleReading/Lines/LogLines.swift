import Model

/// Reads a log whose lines begin with one form of outer header.
struct LogLines<Outer: OuterForm>: LineConsumer {
  private let path: String
  private let format: String
  private let missing: [Coverage.Note]
  /// What is known to be missing within the lines.
  var cut: [Coverage.Note] = []
  private var collector: LogCollector
  /// The host that the last line with a header named.
  private var lastHost: [UInt8] = []

  /// `missing` is what the lines are known to lack.
  init(
    path: String, format: String, keeping interests: LogInterests, component: String? = nil,
    missing: [Coverage.Note] = []
  ) {
    self.missing = missing
    self.path = path
    self.format = format
    collector = LogCollector(path: path, interests: interests, component: component)
  }

  mutating func take(_ line: TextLine) {
    guard let header = Outer.header(of: line.bytes) else {
      guard KlogHeader.read(line.bytes) != nil else { return collector.takeContinuation(line.bytes) }
      // Excerpts of a component's own file and of the journal, copied together.
      let none = line.bytes.part(0, 0)
      lastHost.withUnsafeBytes { host in
        collector.take(message: line.bytes, host: host, tag: none, stamp: nil, raw: line.bytes, line: line)
      }
      return
    }
    let bytes = line.bytes
    let host = bytes.part(header.host.lowerBound, header.host.upperBound)
    if !host.isEmpty, !host.equals(lastHost) { lastHost = Array(host) }
    collector.take(
      message: bytes.part(from: header.message), host: host,
      tag: bytes.part(header.tag.lowerBound, header.tag.upperBound), stamp: header.stamp, raw: bytes, line: line)
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: format)
    facts.log = collector.facts()
    facts.missing = missing
    facts.cut = cut
    return facts
  }
}
