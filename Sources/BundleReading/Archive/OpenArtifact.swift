/// An artifact whose bytes are coming in. They are held until it ends or is too large to be held; then its beginning
/// tells its format, which reads the rest as it comes.
struct OpenArtifact {
  /// Finds the format and makes its reader; nil where no format claims the artifact.
  typealias MakeReader = (ArtifactHead) -> (any ArtifactReader)?

  /// How it ended.
  enum End {
    /// All of it is held, and nothing has been read yet.
    case held(HeldArtifact)
    case read(ArtifactOutcome)
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
  private var held: [UInt8] = []
  private let mostHeld: Int
  private var isRecognised = false
  private var reader: (any ArtifactReader)?
  /// What became of it where no format claims it.
  private var refusal: ArtifactOutcome?
  private var hash: SHA256?

  /// `mostHeld` is the greatest size, in bytes, of an artifact that is held whole.
  init(path: String, hashes: Bool = false, mostHeld: Int = ArtifactHead.length) {
    self.path = path
    self.mostHeld = mostHeld
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
    let room = max(0, mostHeld - held.count)
    held.append(contentsOf: bytes.prefix(room))
    guard bytes.count > room else { return }
    isRecognised = true
    reader = makeReader(ArtifactHead(beginningOf: held, path: path, isWhole: false))
    held.withUnsafeBytes { reader?.consume($0) }
    if reader == nil { refusal = .unrecognised(path, beginning: held) }
    held = []
    reader?.consume(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(room)))
  }

  consuming func finish(isCut: Bool, makeReader: MakeReader) -> End {
    if case .undecided(let lead) = encoding { lead.withUnsafeBytes { take($0, makeReader) } }
    if let refusal { return .read(refusal) }
    guard var reader else { return .held(HeldArtifact(path: path, bytes: bytes, text: held, isCut: isCut)) }
    var facts = reader.finish(isCut: isCut)
    facts.path = path
    facts.bytes = bytes
    return .read(.read(facts))
  }
}
