import Model

/// Reads an archive's entries as artifacts: what is no file, is damaged or leads out of the bundle becomes a note.
struct ArchiveWalk {
  private let stream: ArchiveStream
  private var links = LinkTable()
  /// Entries that are no artifacts; they count against the same limit.
  private var others = 0
  /// Whether the stretch that is being searched for the next header has been told.
  private var isDamageTold = false
  /// Why the next header could not be read, where the archive stopped for that.
  private(set) var failure: String?

  init(_ stream: ArchiveStream) {
    self.stream = stream
  }

  /// Reads to the end of the archive or until the intake wants no more; tells whether it came to the end.
  mutating func read(into intake: inout ArtifactIntake) -> Bool {
    defer {
      for note in links.notes(artifacts: intake.paths) { intake.noteUnrecognised(note.path, note.text) }
    }
    while true {
      switch stream.nextEntry() {
      case .end: return true
      case .damage(let message):
        if !isDamageTold { intake.noteCut(intake.summary.name, Self.damaged(message, after: intake.lastPath)) }
        isDamageTold = true
      case .failure(let message):
        failure = message
        return false
      case .value(let entry):
        isDamageTold = false
        guard take(entry, into: &intake) else { return false }
      }
    }
  }

  private mutating func take(_ entry: ArchiveStream.Entry, into intake: inout ArtifactIntake) -> Bool {
    let limits = intake.limits
    let path = VirtualPath(entry.name, longest: limits.pathBytes)
    if let warning = entry.warning { intake.noteCut(path.text, "odd header: \(warning)") }
    if case .file = entry.kind {
      return readFile(path, into: &intake)
    }
    others += 1
    guard others <= limits.artifacts else {
      intake.noteLimit(path.text, "more entries than the limit of \(limits.artifacts): from here on nothing is read")
      return false
    }
    switch entry.kind {
    case .file, .folder: break
    case .symbolicLink(let target): links.addSymbolic(path: path.text, target: target, limits: limits)
    case .hardLink(let target): links.addHard(path: path.text, target: target, limits: limits)
    case .special(let words): intake.noteUnrecognised(path.text, "\(words): not read")
    }
    return true
  }

  private func readFile(_ path: VirtualPath, into intake: inout ArtifactIntake) -> Bool {
    let name = path.text.isEmpty ? "unnamed" : path.text
    guard intake.begin(path: name) == .more else { return false }
    if path.leavesBundle {
      intake.noteUnrecognised(intake.lastPath, "its path leaves the bundle: read under this one")
    }
    if path.isTooLong {
      intake.noteLimit(intake.lastPath, "its path is longer than the limit of \(intake.limits.pathBytes) bytes: cut")
    }
    var position: Int64 = 0
    while true {
      switch stream.nextBlock() {
      case .end:
        intake.end(isCut: false)
        return true
      case .damage(let message):
        intake.noteCut(intake.lastPath, "damaged after \(position) bytes: \(message)")
        intake.end(isCut: true)
        return true
      case .failure(let message):
        intake.noteCut(intake.lastPath, "ends early after \(position) bytes: \(message)")
        intake.end(isCut: true)
        return false
      case .value(let block):
        var step = Self.fill(block.offset - position, into: &intake, packedBytes: stream.packedBytes)
        if step == .more { step = intake.consume(block.bytes, packedBytes: stream.packedBytes) }
        position = block.offset + Int64(block.bytes.count)
        guard step == .more else {
          intake.end(isCut: true)
          return step == .nextArtifact
        }
      }
    }
  }

  /// A hole in a sparse file reads as zeros, as it does with `tar -xO`; one at its end, which holds no line, is left out.
  private static func fill(_ count: Int64, into intake: inout ArtifactIntake, packedBytes: Int64) -> ArtifactIntake.Step
  {
    guard count > 0 else { return .more }
    let zeros = [UInt8](repeating: 0, count: Int(min(count, 64 * 1024)))
    var left = count
    return zeros.withUnsafeBytes { zeros in
      while left > 0 {
        let part = zeros.prefix(Int(min(left, Int64(zeros.count))))
        let step = intake.consume(UnsafeRawBufferPointer(rebasing: part), packedBytes: packedBytes)
        guard step == .more else { return step }
        left -= Int64(part.count)
      }
      return .more
    }
  }

  static func damaged(_ message: String, after path: String) -> String {
    path.isEmpty ? "\(message) before the first artifact" : "\(message) after \(path)"
  }
}
