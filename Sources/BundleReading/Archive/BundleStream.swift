import Glibc
import Model

/// From where a bundle is to the facts of its artifacts, in the order of the bundle. Nothing is ever written to disk.
///
/// What holds the artifacts is told by content: an archive, a compression around one, or else the file is an artifact
/// itself.
struct BundleStream {
  private let limits: ReadLimits
  private let hashesArtifacts: Bool
  private let aside: ArtifactReading?
  private let makeReader: OpenArtifact.MakeReader

  /// `makeReader` finds the format of an artifact by its beginning. Artifacts are read in the order of the bundle.
  init(limits: ReadLimits, hashesArtifacts: Bool = false, makeReader: @escaping OpenArtifact.MakeReader) {
    self.limits = limits
    self.hashesArtifacts = hashesArtifacts
    self.makeReader = makeReader
    aside = nil
  }

  /// The same with artifacts read on all cores, in no certain order.
  init(limits: ReadLimits, hashesArtifacts: Bool = false, onAllCores reading: ArtifactReading) {
    self.limits = limits
    self.hashesArtifacts = hashesArtifacts
    makeReader = reading.makeReader
    aside = reading
  }

  /// Reads a bundle. Throws only `ReadError.unreadable`: whatever else is wrong with it is a note in the summary.
  func read(_ location: BundleLocation) throws(ReadError) -> StreamSummary {
    switch location {
    case .path(let path): try read(path: path)
    case .standardInput: read(.standardInput(), name: "stdin")
    case .memory(let artifacts): read(artifacts)
    }
  }

  private func read(path: String) throws(ReadError) -> StreamSummary {
    let file: FileBytes
    do {
      file = try FileBytes.open(systemPath: Array(path.utf8CString), followingLinks: true)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    let name = Self.name(of: path)
    guard file.isFolder else { return read(file, name: name) }
    var intake = intake(name: name)
    var walk = FolderWalk(root: path)
    do {
      try walk.read(into: &intake)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    return intake.finish()
  }

  private func intake(name: String) -> ArtifactIntake {
    ArtifactIntake(
      name: name, limits: limits, hashesArtifacts: hashesArtifacts, aside: aside, makeReader: makeReader)
  }

  private func read(_ artifacts: [(path: String, text: String)]) -> StreamSummary {
    var intake = intake(name: "memory")
    var packedBytes: Int64 = 0
    for (path, text) in artifacts {
      guard let path = intake.begin(path: path) else { break }
      let source = MemorySource(text, packedBefore: packedBytes)
      packedBytes = source.packedBytes
      if intake.read(source, as: path, depth: 1) == .stop { break }
    }
    return intake.finish()
  }

  private func read(_ file: FileBytes, name: String) -> StreamSummary {
    let pump = BundleFilePump(file, limits: limits)
    let source = pump.makeSource()
    var intake = intake(name: name)
    // The bundle's own file is no artifact of it, unless it is the only one.
    _ = intake.read(source, as: name, depth: 0)
    if source.end == nil { source.cancel() }
    if source.end == .ratioExceeded { intake.noteLimit(name, StreamSummary.ratioNote(limits)) }
    for note in source.takeNotes() { intake.noteCut(name, note) }
    var summary = intake.finish()
    // A pipe that nobody reads from any more may stay silent for ever.
    if source.end != nil || file.isRegular { summary.sha256 = pump.waitForDigest() }
    return summary
  }

  /// The last component; of `.` and the like that of the folder they stand for.
  private static func name(of path: String) -> String {
    let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard last.isEmpty || last == "." || last == "..", let resolved = realpath(path, nil) else { return last }
    defer { free(resolved) }
    let absolute = String(decoding: UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)), as: UTF8.self)
    return absolute.split(separator: "/").last.map(String.init) ?? absolute
  }
}
