import Glibc
import Model

/// From where a bundle is to the facts of its artifacts, in the order of the bundle. Nothing is ever written to disk.
///
/// What holds the artifacts is told by content: a tar, gzip around one, or else the file is an artifact itself.
struct BundleStream {
  private let limits: ReadLimits
  private let makeReader: OpenArtifact.MakeReader

  /// `makeReader` finds the format of an artifact by its beginning.
  init(limits: ReadLimits, makeReader: @escaping OpenArtifact.MakeReader) {
    self.limits = limits
    self.makeReader = makeReader
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
    var intake = ArtifactIntake(name: name, limits: limits, makeReader: makeReader)
    var walk = FolderWalk(root: path)
    do {
      try walk.read(into: &intake)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    return intake.summary
  }

  private func read(_ artifacts: [(path: String, text: String)]) -> StreamSummary {
    var intake = ArtifactIntake(name: "memory", limits: limits, makeReader: makeReader)
    var packedBytes: Int64 = 0
    for (path, text) in artifacts {
      guard intake.begin(path: path) == .more else { break }
      var text = text
      let step = text.withUTF8 { bytes in
        packedBytes += Int64(bytes.count)
        return intake.consume(UnsafeRawBufferPointer(bytes), packedBytes: packedBytes)
      }
      intake.end(isCut: step != .more)
      if step == .stop { break }
    }
    return intake.summary
  }

  private func read(_ file: FileBytes, name: String) -> StreamSummary {
    let pump = BundleFilePump(file, limits: limits)
    let source = pump.makeSource()
    var intake = ArtifactIntake(name: name, limits: limits, makeReader: makeReader)
    if ContainerSignature.isTar(source.peek()) {
      readArchive(source, into: &intake)
    } else {
      readWhole(source, into: &intake)
    }
    if source.end == nil { source.cancel() }
    if source.end == .ratioExceeded { intake.noteLimit(name, StreamSummary.ratioNote(limits)) }
    for note in source.notes { intake.noteCut(name, note) }
    var summary = intake.summary
    // A pipe that nobody reads from any more may stay silent for ever.
    if source.end != nil || file.isRegular { summary.sha256 = pump.waitForDigest() }
    return summary
  }

  /// A file that is an artifact itself, under its own name.
  private func readWhole(_ source: ChunkSource, into intake: inout ArtifactIntake) {
    guard intake.begin(path: intake.summary.name) == .more else { return }
    var step = ArtifactIntake.Step.more
    while step == .more, let bytes = source.next() {
      step = intake.consume(bytes, packedBytes: source.packedBytes)
    }
    intake.end(isCut: source.end != .whole)
  }

  private func readArchive(_ source: ChunkSource, into intake: inout ArtifactIntake) {
    let tail = ArchiveTail(source)
    let stream: ArchiveStream
    do {
      stream = try ArchiveStream(tail, as: .tar)
    } catch {
      intake.noteCut(intake.summary.name, "archive cannot be opened: \(error.message)")
      return
    }
    var walk = ArchiveWalk(stream)
    let cameToEnd = walk.read(into: &intake)
    let name = intake.summary.name
    // Zeros that are no whole block may follow the end marker.
    if let failure = walk.failure, !tail.hasEndMarker {
      intake.noteCut(name, ArchiveWalk.damaged(failure, after: intake.lastPath))
    } else if cameToEnd, source.end == .whole, !tail.hasEndMarker {
      let message = "the archive has no end marker: it may have been cut"
      intake.noteCut(name, ArchiveWalk.damaged(message, after: intake.lastPath))
    }
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
