import Model

/// Reads a log whose lines begin with one form of outer header.
struct LogLines<Outer: OuterForm>: LineConsumer {
  private let path: String
  private let format: String
  private let missing: [Coverage.Note]
  /// What is known to be missing within the lines.
  var cut: [Coverage.Note] = []
  private var collector: LogCollector

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
      collector.takeContinuation(line.bytes)
      return
    }
    let bytes = line.bytes
    collector.take(
      message: bytes.part(from: header.message), host: bytes.part(header.host.lowerBound, header.host.upperBound),
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
