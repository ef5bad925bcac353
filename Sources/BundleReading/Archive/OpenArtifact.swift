/// An artifact whose bytes are coming in: its beginning is kept until its format is recognised, then read by that format.
struct OpenArtifact {
  /// Finds the format and makes its reader; nil where no format claims the artifact.
  typealias MakeReader = (ArtifactHead) -> (any ArtifactReader)?

  /// What became of it.
  enum Outcome {
    case read(ArtifactFacts)
    /// No format claimed it; why, in a few words.
    case unrecognised(reason: String)
    /// It holds nothing, or no more than blanks or an empty list in JSON: what printed it had nothing to say.
    case empty
  }

  /// How its text is written.
  private enum Encoding {
    /// Too few bytes to tell.
    case undecided([UInt8])
    case asIs
    /// PowerShell's `>` writes it.
    case utf16(UTF16Text)
  }

  /// Path inside the bundle.
  let path: String
  /// Bytes so far, unpacked.
  private(set) var bytes: Int64 = 0
  private var encoding = Encoding.undecided([])
  private var head: [UInt8] = []
  private var isRecognised = false
  private var reader: (any ArtifactReader)?
  private var reason = ""
  private var isEmpty = false
  private var hash: SHA256?

  init(path: String, hashes: Bool = false) {
    self.path = path
    hash = hashes ? SHA256() : nil
  }

  /// SHA-256 of the bytes so far; nil where it was not asked for.
  var digest: String? { hash?.finish() }

  mutating func consume(_ bytes: UnsafeRawBufferPointer, makeReader: MakeReader) {
    self.bytes += Int64(bytes.count)
    hash?.update(bytes)
    switch encoding {
    case .asIs: take(bytes, makeReader)
    case .utf16(var text):
      let decoded = text.decode(bytes)
      encoding = .utf16(text)
      decoded.withUnsafeBytes { take($0, makeReader) }
    case .undecided(let lead) where lead.isEmpty && bytes.count >= 2 && UTF16Text(bytes) == nil:
      encoding = .asIs
      take(bytes, makeReader)
    case .undecided(let before):
      let lead = before + bytes
      encoding = .undecided(lead)
      if lead.count >= 2 { lead.withUnsafeBytes { decide($0, makeReader) } }
    }
  }

  private mutating func decide(_ lead: UnsafeRawBufferPointer, _ makeReader: MakeReader) {
    guard var text = UTF16Text(lead) else {
      encoding = .asIs
      take(lead, makeReader)
      return
    }
    let decoded = text.decode(UnsafeRawBufferPointer(rebasing: lead.dropFirst(2)))
    encoding = .utf16(text)
    decoded.withUnsafeBytes { take($0, makeReader) }
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer, _ makeReader: MakeReader) {
    if isRecognised {
      reader?.consume(bytes)
      return
    }
    let room = ArtifactHead.length - head.count
    head.append(contentsOf: bytes.prefix(room))
    guard bytes.count > room else { return }
    recognise(isWhole: false, makeReader)
    reader?.consume(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(room)))
  }

  consuming func finish(isCut: Bool, makeReader: MakeReader) -> Outcome {
    if case .undecided(let lead) = encoding { lead.withUnsafeBytes { take($0, makeReader) } }
    if !isRecognised { recognise(isWhole: !isCut, makeReader) }
    guard var reader else {
      if isEmpty, !isCut { return .empty }
      return .unrecognised(reason: bytes == 0 && isCut ? "nothing of it could be read" : reason)
    }
    var facts = reader.finish(isCut: isCut)
    facts.path = path
    facts.bytes = bytes
    return .read(facts)
  }

  private mutating func recognise(isWhole: Bool, _ makeReader: MakeReader) {
    isRecognised = true
    head.withUnsafeBytes { bytes in
      reader = makeReader(ArtifactHead(path: path, bytes: head, isWhole: isWhole))
      guard reader == nil else {
        reader?.consume(bytes)
        return
      }
      isEmpty = isWhole && Self.isNothing(bytes)
      reason = bytes.contains(0) ? "binary" : "text that no format claims"
    }
    head = []
  }

  private static func isNothing(_ text: LineBytes) -> Bool {
    guard text.count <= 4096 else { return false }
    let visible = text.filter { !$0.isBlank && $0 != 10 }
    return visible.isEmpty || [Array("[]".utf8), Array("{}".utf8), Array("null".utf8)].contains(visible)
  }
}
