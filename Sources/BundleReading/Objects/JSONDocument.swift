import Model

/// Reads a JSON artifact to trees, whatever state it is in: one document, several in a row, one a line, cut ones.
///
/// A reader of our own, since no JSON decoder at hand tells the line of a value or keeps what precedes a fault.
struct JSONDocument {
  private let bytes: UnsafeRawBufferPointer
  private var artifact = ParsedArtifact()
  private var builder = TreeBuilder()
  private var tokens: JSONTokens
  private var consumed = 0

  /// Reads a whole artifact. `isCut` when bytes are missing at its end.
  static func read(_ bytes: UnsafeRawBufferPointer, isCut: Bool) -> ParsedArtifact {
    var document = JSONDocument(bytes: bytes)
    document.readDocuments()
    if isCut, let last = document.artifact.documents.indices.last {
      document.artifact.documents[last].isComplete = false
    }
    document.artifact.redactions = document.builder.redactions
    return document.artifact
  }

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    tokens = JSONTokens(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  private mutating func readDocuments() {
    while let byte = tokens.next() {
      let end = bytes.lineEnd(from: tokens.offset)
      let line = bytes.part(tokens.offset..<end)
      let opens = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      if opens, byte == UInt8(ascii: "{") || !CommandOutput.isCommand(line) {
        readDocument()
      } else {
        artifact.takeText(
          CommandOutput(line), line: tokens.line, isAfterDocument: !artifact.documents.isEmpty, syntax: "JSON")
        tokens.move(to: end, line: tokens.line)
      }
    }
  }

  private mutating func readDocument() {
    var isComplete = true
    let start = tokens.offset
    tokens.beginDocument()
    while let failure = tokens.readDocument(into: &builder) {
      isComplete = false
      consumed += tokens.offset - start
      if recover(from: failure), consumed <= 8 * bytes.count + 1 << 20 { continue }
      builder.close(to: 0)
      break
    }
    for root in builder.takeRoots() where !root.isNull {
      artifact.documents.append(.init(root: root, isComplete: isComplete))
    }
  }

  /// Keeps what is whole; true where reading goes on at the next item of the list.
  private mutating func recover(from failure: JSONTokens.Failure) -> Bool {
    guard let list = builder.openList else {
      let brokenLine = builder.frames.first?.line ?? failure.line
      if !builder.rootHas("items") { builder.abandon(to: 0) }
      artifact.cut.append(.init(line: failure.line, text: words(failure, "an object")))
      skip(after: brokenLine, orLine: failure.line, column: nil)
      return false
    }
    let item = builder.frames.count > list + 1 ? builder.frames[list + 1] : nil
    builder.abandon(to: list + 1)
    artifact.cut.append(.init(line: item?.line ?? failure.line, text: words(failure, "an item")))
    return skip(after: item?.line ?? failure.line, orLine: failure.line, column: item?.column, depth: list + 1)
  }

  private func words(_ failure: JSONTokens.Failure, _ what: String) -> String {
    failure.isAtEnd ? "JSON ends in the middle of \(what)" : "malformed JSON in \(what): \(failure.problem)"
  }

  /// Moves on to the next line that begins an item at `column`, else to the next document's, else to the end. Error
  /// texts on the way are taken.
  @discardableResult
  private mutating func skip(after broken: Int, orLine failed: Int, column: Int?, depth: Int = 0) -> Bool {
    var (at, line) = tokens.start(ofLine: broken + 1)
    while at < bytes.count {
      let end = bytes.lineEnd(from: at)
      let text = bytes.part(at..<end)
      if let column, text.count > column, text[column] == UInt8(ascii: "{"),
        column > 0, text[..<column].allSatisfy({ $0 == 32 || $0 == 9 })
      {
        tokens.move(to: at + column, line: line)
        tokens.resume(inListAt: depth)
        return true
      }
      if text.first == UInt8(ascii: "{") {
        tokens.move(to: at, line: line)
        return false
      }
      if let message = CommandOutput.message(text) {
        artifact.takeText(message, line: line, isAfterDocument: true, syntax: "JSON")
      }
      at = end + 1
      line += 1
    }
    tokens.move(to: bytes.count, line: max(line, failed))
    return false
  }
}
