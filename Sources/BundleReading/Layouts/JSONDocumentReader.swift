import Model

/// Holds JSON that is no list of API objects, and decodes it at the end.
struct JSONDocumentReader: ArtifactReader {
  private let path: String
  private let format: String
  private let decode: (Value, inout ArtifactFacts) -> Void
  private var limit = Int(clamping: ReadLimits().documentBytes)
  private var bytes: [UInt8] = []
  private var size: Int64 = 0

  /// `decode` takes each document's root, also of one that is cut.
  init(path: String, format: String, decode: @escaping (Value, inout ArtifactFacts) -> Void) {
    self.path = path
    self.format = format
    self.decode = decode
  }

  mutating func keep(within limits: ReadLimits) { limit = Int(clamping: limits.documentBytes) }

  mutating func consume(_ part: UnsafeRawBufferPointer) {
    size += Int64(part.count)
    bytes += part.prefix(max(0, limit - bytes.count))
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: format)
    facts.bytes = size
    let isOverLimit = size > Int64(bytes.count)
    if isOverLimit {
      facts.limits = [Coverage.Note(path: path, text: "only the first \(limit) of \(size) bytes are read")]
    }
    let artifact = bytes.withUnsafeBytes { JSONDocument.read($0, isCut: isCut || isOverLimit) }
    bytes = []
    facts.cut = artifact.cut.map { Coverage.Note(path: path, line: $0.line, text: $0.text) }
    if isCut, facts.cut.isEmpty { facts.cut = [Coverage.Note(path: path, text: "bytes are missing at its end")] }
    for document in artifact.documents { decode(document.root, &facts) }
    return facts
  }
}
