import Model

/// Reads a JSON artifact that is no list of API objects as a whole, and hands each document to `take`.
struct WholeJSONReader: ArtifactReader {
  private let path: String
  private let format: String
  private var limit: Int
  private let take: @Sendable (Value, inout ArtifactFacts) -> Void
  private var bytes: [UInt8] = []
  private var size: Int64 = 0

  /// A reader that holds one document of the limit's size; what lies beyond is told as cut.
  init(
    path: String, format: String,
    take: @escaping @Sendable (Value, inout ArtifactFacts) -> Void
  ) {
    self.path = path
    self.format = format
    limit = Int(clamping: ReadLimits().documentBytes)
    self.take = take
  }

  mutating func keep(within limits: ReadLimits) { limit = Int(clamping: limits.documentBytes) }

  mutating func consume(_ part: UnsafeRawBufferPointer) {
    size += Int64(part.count)
    let room = limit - bytes.count
    if room > 0 { bytes.append(contentsOf: part.prefix(room)) }
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: format)
    facts.bytes = size
    let isOverLimit = size > Int64(bytes.count)
    let artifact = bytes.withUnsafeBytes { JSONDocument.read($0, isCut: isCut || isOverLimit) }
    bytes = []
    for document in artifact.documents { take(document.root, &facts) }
    facts.cut = artifact.cut.map { Coverage.Note(path: path, line: $0.line, text: $0.text) }
    if isOverLimit {
      facts.cut.append(Coverage.Note(path: path, text: "only the first \(limit) of \(size) bytes are read"))
    } else if isCut, facts.cut.isEmpty {
      facts.cut.append(Coverage.Note(path: path, text: "bytes are missing at its end"))
    }
    return facts
  }
}
