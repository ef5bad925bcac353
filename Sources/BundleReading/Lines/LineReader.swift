import Model

/// Reads an artifact line by line; what to make of a line is the consumer's business.
struct LineReader<Consumer: LineConsumer>: ArtifactReader {
  private let path: String
  private var splitter: LineSplitter
  /// Makes of the lines what it likes.
  var consumer: Consumer
  private var bytes: Int64 = 0

  /// A reader of the artifact at `path`.
  init(path: String, consumer: Consumer) {
    self.path = path
    self.consumer = consumer
    splitter = LineSplitter(limit: ReadLimits().lineBytes)
  }

  mutating func keep(within limits: ReadLimits) { splitter = LineSplitter(limit: limits.lineBytes) }

  mutating func skipLines(_ count: Int) { splitter.skipLines(count) }

  mutating func consume(_ bytes: UnsafeRawBufferPointer) {
    self.bytes += Int64(bytes.count)
    splitter.consume(bytes, into: &consumer)
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    let endsInLine = splitter.finish(isCut: isCut, into: &consumer)
    var facts = consumer.finish(lineCount: splitter.lineCount)
    facts.bytes = bytes
    for line in splitter.overlongLines {
      facts.limits.append(Coverage.Note(path: path, line: line, text: "line too long: its beginning was kept"))
    }
    if splitter.overlongCount > splitter.overlongLines.count {
      let more = splitter.overlongCount - splitter.overlongLines.count
      facts.limits.append(Coverage.Note(path: path, text: "\(more) more lines too long: their beginnings were kept"))
    }
    if isCut {
      let text = endsInLine ? "ends within this line" : "ends after this line; bytes are missing"
      facts.cut.append(Coverage.Note(path: path, line: splitter.lineCount, text: text))
    }
    return facts
  }
}
