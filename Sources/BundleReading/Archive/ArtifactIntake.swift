import Model

/// Takes artifacts one after the other, from whatever holds them: inflates those that are gzip, has each read, keeps the
/// limits and collects what becomes of them.
///
/// For each artifact: `begin`, `consume` as often as it takes, `end`.
struct ArtifactIntake {
  /// Whether to go on.
  enum Step {
    case more
    /// Bytes of this artifact are no longer wanted.
    case nextArtifact
    /// Nothing more is wanted.
    case stop
  }

  private enum Coding {
    /// Too few bytes to tell.
    case undecided([UInt8])
    case plain
    case gzip(GzipInflater)
  }

  let limits: ReadLimits
  private let makeReader: OpenArtifact.MakeReader
  /// What has been read.
  private(set) var summary: StreamSummary
  /// Paths of artifacts, for links and duplicates.
  private(set) var paths: Set<String> = []
  /// Path of the artifact that came last, e.g. to say where an archive was cut; empty before the first.
  private(set) var lastPath = ""
  private var current: OpenArtifact?
  private var coding = Coding.plain
  private var step = Step.more
  private var lastSuffix: [String: Int] = [:]
  private var scratch: [UInt8] = []

  private static let scratchBytes = 64 * 1024

  init(name: String, limits: ReadLimits, makeReader: @escaping OpenArtifact.MakeReader) {
    self.limits = limits
    self.makeReader = makeReader
    summary = StreamSummary(name: name)
  }

  /// Begins an artifact. On `stop` it is not read and must not be ended.
  ///
  /// A second artifact of the same path is read as well, as `path#2`: archives that were appended to (`tar -r`) hold
  /// older and newer states, and merging them would shift line numbers.
  mutating func begin(path: String) -> Step {
    guard summary.artifacts < limits.artifacts else {
      noteLimit(path, "more artifacts than the limit of \(limits.artifacts): from here on nothing is read")
      return .stop
    }
    var unique = path
    while !paths.insert(unique).inserted {
      lastSuffix[path, default: 1] += 1
      unique = "\(path)#\(lastSuffix[path, default: 1])"
    }
    summary.artifacts += 1
    lastPath = unique
    current = OpenArtifact(path: unique)
    coding = .undecided([])
    step = .more
    return .more
  }

  /// Takes bytes as they stand in the archive or folder. `packedBytes` is what of the bundle's file was used up so far.
  mutating func consume(_ bytes: UnsafeRawBufferPointer, packedBytes: Int64) -> Step {
    guard step == .more else { return step }
    switch coding {
    case .plain: take(bytes, packedBytes: packedBytes)
    case .gzip(let inflater): inflate(bytes, inflater, packedBytes: packedBytes)
    case .undecided(let before):
      guard before.isEmpty, bytes.count >= 2 else {
        let lead = before + bytes
        coding = .undecided(lead)
        if lead.count >= 2 { lead.withUnsafeBytes { decide($0, packedBytes: packedBytes) } }
        return step
      }
      decide(bytes, packedBytes: packedBytes)
    }
    return step
  }

  /// Ends the artifact. `isCut` when bytes of it are missing.
  mutating func end(isCut: Bool) {
    var isCut = isCut || step != .more
    switch coding {
    case .plain: break
    case .undecided(let lead): lead.withUnsafeBytes { take($0, packedBytes: Int64.max) }
    case .gzip(let inflater):
      if step == .more { inflater.finish() }
      noteGzip(inflater)
      isCut = isCut || inflater.isCut
    }
    coding = .plain
    guard let artifact = current.take() else { return }
    summary.bytes += artifact.bytes
    let path = artifact.path
    switch artifact.finish(isCut: isCut, makeReader: makeReader) {
    case .read(let facts): summary.facts.append(facts)
    case .unrecognised(let reason): noteUnrecognised(path, reason)
    }
  }

  /// Something in the bundle that is not read.
  mutating func noteUnrecognised(_ path: String, _ text: String) {
    summary.unrecognised.append(Coverage.Note(path: path, text: text))
  }

  /// Bytes that are missing or wrong.
  mutating func noteCut(_ path: String, _ text: String) {
    summary.cut.append(Coverage.Note(path: path, text: text))
  }

  /// A limit that was reached.
  mutating func noteLimit(_ path: String, _ text: String) {
    summary.limits.append(Coverage.Note(path: path, text: text))
  }

  private mutating func decide(_ bytes: UnsafeRawBufferPointer, packedBytes: Int64) {
    guard GzipInflater.isGzip(bytes) else {
      coding = .plain
      take(bytes, packedBytes: packedBytes)
      return
    }
    let inflater = GzipInflater()
    coding = .gzip(inflater)
    inflate(bytes, inflater, packedBytes: packedBytes)
  }

  private mutating func inflate(_ bytes: UnsafeRawBufferPointer, _ inflater: GzipInflater, packedBytes: Int64) {
    if scratch.isEmpty { scratch = [UInt8](repeating: 0, count: Self.scratchBytes) }
    var room = scratch
    scratch = []
    room.withUnsafeMutableBytes { room in
      var rest = bytes
      while step == .more {
        let (consumed, produced) = inflater.inflate(rest, into: room)
        rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
        take(UnsafeRawBufferPointer(rebasing: room[..<produced]), packedBytes: packedBytes)
        if produced < room.count, rest.isEmpty { break }
      }
    }
    scratch = room
  }

  private mutating func noteGzip(_ inflater: GzipInflater) {
    for note in inflater.takeNotes() { noteCut(lastPath, note) }
  }

  /// Takes unpacked bytes as far as the limits allow.
  private mutating func take(_ bytes: UnsafeRawBufferPointer, packedBytes: Int64) {
    guard let before = current?.bytes else { return }
    let ofArtifact = limits.artifactBytes - before
    let ofTotal = limits.totalBytes - summary.bytes - before
    let allowed = max(0, min(Int64(bytes.count), min(ofArtifact, ofTotal)))
    let makeReader = makeReader
    current?.consume(UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(allowed))), makeReader: makeReader)
    let unpacked = summary.bytes + before + allowed
    if allowed < bytes.count {
      if ofTotal <= ofArtifact {
        noteLimit(
          lastPath, "the bundle holds more than the limit of \(limits.totalBytes) bytes: from here on nothing is read")
        step = .stop
      } else {
        noteLimit(lastPath, "longer than the limit of \(limits.artifactBytes) bytes: the rest is not read")
        step = .nextArtifact
      }
    } else if unpacked > ReadLimits.ratioFloor, unpacked / max(1, limits.ratio) > packedBytes {
      noteLimit(lastPath, StreamSummary.ratioNote(limits))
      step = .stop
    }
  }
}
