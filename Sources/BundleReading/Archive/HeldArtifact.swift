import Model

/// What became of an artifact.
enum ArtifactOutcome: Sendable {
  case read(ArtifactFacts)
  /// No format claimed it; why, in a few words.
  case unrecognised(Coverage.Note)
  /// It holds nothing, or no more than blanks or an empty list in JSON: what printed it had nothing to say.
  case empty(ArtifactDescription)

  /// No format claimed an artifact of this beginning.
  static func unrecognised(_ path: String, beginning: [UInt8]) -> ArtifactOutcome {
    let isBinary = beginning.prefix(ArtifactHead.length).contains(0)
    return .unrecognised(Coverage.Note(path: path, text: isBinary ? "binary" : "text that no format claims"))
  }
}

/// An artifact whose bytes are all there, unread.
struct HeldArtifact: Sendable {
  /// Path inside the bundle.
  let path: String
  /// Its size in the bundle, which differs from that of its text where it is UTF-16.
  let bytes: Int64
  /// Its text in UTF-8, or the bytes of what is no text.
  let text: [UInt8]
  /// Whether bytes are missing at its end.
  let isCut: Bool

  /// Recognises its format and has it read.
  func read(makeReader: OpenArtifact.MakeReader) -> ArtifactOutcome {
    guard var reader = makeReader(ArtifactHead(beginningOf: text, path: path, isWhole: !isCut)) else {
      if isCut, bytes == 0 { return .unrecognised(Coverage.Note(path: path, text: "nothing of it could be read")) }
      guard !isCut, isNothing else { return .unrecognised(path, beginning: text) }
      return .empty(ArtifactDescription(path: path, format: ArtifactDescription.empty, bytes: bytes))
    }
    text.withUnsafeBytes { reader.consume($0) }
    var facts = reader.finish(isCut: isCut)
    facts.path = path
    facts.bytes = bytes
    return .read(facts)
  }

  private var isNothing: Bool {
    guard text.count <= 4096 else { return false }
    let visible = text.filter { !$0.isBlank && $0 != 10 }
    return visible.isEmpty || [Array("[]".utf8), Array("{}".utf8), Array("null".utf8)].contains(visible)
  }
}
