/// A text whose kind is recognised, so that it counts as known, but of which nothing is decoded.
protocol RecognizedText: ArtifactFormat {
  /// How sure the format is of a text, by its beginning.
  static func confidence(_ head: ArtifactHead) -> Int
}

extension RecognizedText {
  static func claim(_ head: ArtifactHead) -> Int { head.isBinary ? 0 : confidence(head) }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: RecognizedLines(path: head.path, format: name))
  }
}

/// Counts lines, so that cut texts are noted, and keeps nothing.
struct RecognizedLines: LineConsumer {
  let path: String
  let format: String

  mutating func take(_ line: TextLine) {}

  mutating func finish(lineCount: Int) -> ArtifactFacts { ArtifactFacts(path: path, format: format) }
}
