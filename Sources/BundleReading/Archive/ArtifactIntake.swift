import Model

/// Takes what a bundle holds, one after the other: undoes compressions, opens archives, has each artifact read, keeps the
/// limits and collects what becomes of them.
struct ArtifactIntake {
  /// Whether to go on.
  enum Step {
    case more
    /// Bytes of this artifact are no longer wanted.
    case nextArtifact
    /// Nothing more is wanted.
    case stop
  }

  let limits: ReadLimits
  /// What all layers together may unpack to.
  let budget: ReadBudget
  private let makeReader: OpenArtifact.MakeReader
  /// Where artifacts are read beside others; nil where their order matters.
  private let aside: ArtifactReading?
  private let hashesArtifacts: Bool
  private var summary: StreamSummary
  private var outcomes: [(number: Int, outcome: ArtifactOutcome)] = []
  /// Paths of artifacts and of archives inside the bundle, for links and duplicates.
  private(set) var paths: Set<String> = []
  private var begun = 0
  private var others = 0
  private var lastSuffix: [String: Int] = [:]
  private var isExcessTold = false

  init(
    name: String, limits: ReadLimits, hashesArtifacts: Bool = false, aside: ArtifactReading? = nil,
    makeReader: @escaping OpenArtifact.MakeReader
  ) {
    self.limits = limits
    self.hashesArtifacts = hashesArtifacts
    self.aside = aside
    self.makeReader = makeReader
    budget = ReadBudget(limits: limits)
    summary = StreamSummary(name: name)
  }

  /// Begins an artifact or an archive inside the bundle and returns the path under which it is read; nil where nothing
  /// more is wanted.
  ///
  /// A second one of the same path is read as well, as `path#2`: archives that were appended to (`tar -r`) hold older and
  /// newer states, and merging them would shift line numbers.
  mutating func begin(path: String) -> String? {
    guard begun < limits.artifacts else {
      noteLimit(path, "more artifacts than the limit of \(limits.artifacts): from here on nothing is read")
      return nil
    }
    var unique = path
    while !paths.insert(unique).inserted {
      lastSuffix[path, default: 1] += 1
      unique = "\(path)#\(lastSuffix[path, default: 1])"
    }
    begun += 1
    return unique
  }

  /// Counts an entry that is no artifact, e.g. a folder; false where there are too many.
  mutating func countOther(path: String) -> Bool {
    others += 1
    guard others > limits.artifacts else { return true }
    noteLimit(path, "more entries than the limit of \(limits.artifacts): from here on nothing is read")
    return false
  }

  /// Reads what `begin` named. `depth` is the number of folders or archives that hold it: 0 for the bundle's own file.
  mutating func read(_ source: any ByteSource, as path: String, depth: Int) -> Step {
    var source = PeekedSource(source)
    var layers = 0
    while let container = source.container {
      let compression: ArchiveStream.Compression?
      switch container {
      case .tar: return readArchive(source, .tar, path, depth: depth)
      case .zip: return readArchive(source, .zip, path, depth: depth)
      case .sevenZip, .rar:
        summary.artifacts += 1
        noteUnrecognised(path, "\(container.rawValue)s are not read: unpack it first")
        return .more
      case .gzip: compression = nil
      case .bzip2: compression = .bzip2
      case .xz: compression = .xz
      case .zstandard: compression = .zstandard
      case .lz4: compression = .lz4
      }
      layers += 1
      guard layers <= limits.depth else {
        noteLimit(path, "compressed more often than the limit of depth, \(limits.depth): not opened")
        return .more
      }
      source = PeekedSource(
        UnpackedSource(source, compression: compression, name: container.rawValue, budget: budget))
    }
    return readArtifact(source, path)
  }

  /// Links of the bundle or of an archive in it: other names of artifacts, and those that lead nowhere.
  mutating func note(_ links: LinkTable) {
    for note in links.notes(artifacts: paths) { noteUnrecognised(note.path, note.text) }
    summary.aliases.merge(links.aliases(artifacts: paths)) { $0 + $1 }
  }

  /// Another name of an artifact.
  mutating func noteAlias(_ name: String, of path: String) { summary.aliases[path, default: []].append(name) }

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

  private mutating func readArchive(
    _ source: PeekedSource, _ format: ArchiveStream.Format, _ path: String, depth: Int
  ) -> Step {
    guard depth <= limits.depth else {
      noteLimit(path, "an archive within more than the limit of \(limits.depth) others: not opened")
      return .more
    }
    let tail = ArchiveTail(source)
    var step = Step.more
    do {
      let stream = try ArchiveStream(tail, as: format)
      var walk = ArchiveWalk(stream, path: path, depth: depth + 1)
      step = walk.read(into: &self)
      note(walk, tail, format)
    } catch {
      noteCut(path, "archive cannot be opened: \(error.message)")
    }
    for note in source.takeNotes() { noteCut(path, note) }
    return tellExcess(path) ? .stop : step
  }

  /// How the archive ended. A zip's end is libarchive's business; a tar's is not.
  private mutating func note(_ walk: ArchiveWalk, _ tail: ArchiveTail, _ format: ArchiveStream.Format) {
    if case .zip = format {
      if let failure = walk.failure { noteCut(walk.path, walk.damaged(failure)) }
      // What follows the entries, so that sums over the whole are checked.
      if walk.cameToEnd { while tail.next() != nil {} }
      return
    }
    // Zeros that are no whole block may follow the end marker.
    guard !tail.hasEndMarker else { return }
    if let failure = walk.failure {
      noteCut(walk.path, walk.damaged(failure))
    } else if walk.cameToEnd, !tail.isCut {
      noteCut(walk.path, walk.damaged("the archive has no end marker: it may have been cut"))
    }
  }

  private mutating func readArtifact(_ source: any ByteSource, _ path: String) -> Step {
    summary.artifacts += 1
    let number = summary.artifacts
    var artifact = OpenArtifact(
      path: path, hashes: hashesArtifacts,
      mostHeld: aside == nil ? ArtifactHead.length : ArtifactReading.mostHeld)
    var step = Step.more
    while step == .more, let bytes = source.next() {
      step = take(bytes, of: &artifact, packedBytes: source.packedBytes)
    }
    let isCut = step != .more || source.isCut
    for note in source.takeNotes() { noteCut(path, note) }
    summary.bytes += artifact.bytes
    if !isCut, let digest = artifact.digest { summary.digests[path] = digest }
    switch artifact.finish(isCut: isCut, makeReader: makeReader) {
    case .read(let outcome): outcomes.append((number, outcome))
    case .held(let artifact):
      if let aside {
        aside.read(artifact, number: number)
      } else {
        outcomes.append((number, artifact.read(makeReader: makeReader)))
      }
    }
    return tellExcess(path) ? .stop : step
  }

  /// Ends the bundle: what it held, in its order.
  consuming func finish() -> StreamSummary {
    outcomes += aside?.finish() ?? []
    outcomes.sort { $0.number < $1.number }
    for (_, outcome) in outcomes {
      switch outcome {
      case .read(let facts): summary.facts.append(facts)
      case .unrecognised(let note): summary.unrecognised.append(note)
      case .empty(let description): summary.empty.append(description)
      }
    }
    return summary
  }

  /// Takes unpacked bytes as far as the limits allow.
  private mutating func take(
    _ bytes: UnsafeRawBufferPointer, of artifact: inout OpenArtifact, packedBytes: Int64
  ) -> Step {
    let before = artifact.bytes
    let ofArtifact = limits.artifactBytes - before
    let ofTotal = limits.totalBytes - summary.bytes - before
    let allowed = max(0, min(Int64(bytes.count), min(ofArtifact, ofTotal)))
    artifact.consume(UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(allowed))), makeReader: makeReader)
    if allowed < bytes.count {
      if ofTotal > ofArtifact {
        noteLimit(artifact.path, "longer than the limit of \(limits.artifactBytes) bytes: the rest is not read")
        return .nextArtifact
      }
      budget.exhaust()
      return .stop
    }
    return budget.check(summary.bytes + before + allowed, packedBytes: packedBytes) ? .more : .stop
  }

  /// Says once that the budget is used up; tells whether it is.
  mutating func tellExcess(_ path: String) -> Bool {
    guard let excess = budget.excess else { return false }
    if !isExcessTold { noteLimit(path, excess) }
    isExcessTold = true
    return true
  }
}
