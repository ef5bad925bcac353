public import Model

/// From a bundle to its incident: stream, recognise, decode, merge.
public enum BundleReader {
  /// Reads a bundle. `signatures` are the log lines worth keeping; all others count only for what their log covers.
  public static func read(
    _ location: BundleLocation, keeping signatures: [LogSignature], limits: ReadLimits = ReadLimits()
  ) throws(ReadError) -> Incident {
    try read(location, keeping: .signatures(signatures), limits: limits)
  }

  /// Reads a bundle, and of its component logs the lines selected.
  ///
  /// What is wrong with single artifacts is told in the incident's coverage; only a bundle that cannot be opened, or in
  /// which nothing at all was recognised, is an error.
  /// With `checkingDigests`, all artifacts are compared with the digests of the collector's manifest: this reads slower.
  public static func read(
    _ location: BundleLocation, keeping selection: LogSelection, limits: ReadLimits = ReadLimits(),
    checkingDigests: Bool = false
  ) throws(ReadError) -> Incident {
    let interests =
      switch selection {
      case .signatures(let signatures): LogInterests(signatures)
      case .everything(let signatures, let components):
        LogInterests(signatures, keepsEverything: true, components: components)
      }
    return try read(location, keeping: interests, limits: limits, checkingDigests: checkingDigests)
  }

  /// The same with what is kept compiled already: for a bundle of few lines that costs more than all else.
  static func read(
    _ location: BundleLocation, keeping interests: LogInterests, limits: ReadLimits = ReadLimits(),
    checkingDigests: Bool = false
  ) throws(ReadError) -> Incident {
    let makeReader: ArtifactReading.MakeReader = {
      FormatRegistry.makeReader(for: $0, keeping: interests, limits: limits)
    }
    // Which lines fit the budget of those that nobody asked for depends on the order in which artifacts are read.
    let stream =
      interests.keepsEverything
      ? BundleStream(limits: limits, hashesArtifacts: checkingDigests, makeReader: makeReader)
      : BundleStream(
        limits: limits, hashesArtifacts: checkingDigests, onAllCores: ArtifactReading(makeReader: makeReader))
    let summary = try stream.read(location)
    guard !summary.facts.isEmpty else {
      throw .nothingRecognised(
        name: summary.name,
        notes: (summary.unrecognised + summary.cut + summary.limits
          + summary.empty.map { Coverage.Note(path: $0.path, text: "empty") }).sorted())
    }
    let facts = datedByFolder(
      inferringNamespaces(namingHosts(usingAliases(summary.facts, summary.aliases).sorted { $0.path < $1.path })),
      bundle: summary.name)
    let hasAges = facts.contains { $0.objects.contains(where: \.isText) }
    let known = hasAges ? MergedObjects(undated: facts) : MergedObjects(facts)
    let clocks = ClockResolution(facts: facts, objects: known.live, events: known.events)
    let dated = hasAges ? resolvingAges(facts, on: clocks) : facts
    let objects = hasAges ? MergedObjects(dated) : known
    var incident = assembleIncident(
      BundleDescription(
        name: summary.name, sha256: summary.sha256, artifacts: summary.artifacts, bytes: summary.bytes),
      facts: dated, objects: objects.live, manifests: objects.manifests, events: objects.events,
      differences: objects.differences,
      empty: summary.empty, unrecognised: summary.unrecognised, cut: summary.cut, limits: summary.limits, on: clocks,
      quoting: interests.signatures)
    if checkingDigests { incident.coverage.altered = alteredFiles(summary) }
    return incident
  }

  /// Decodes a small YAML file of ours, e.g. an `expect.yaml`; null where it is empty. What cannot be read is left out
  /// and named in the notes.
  public static func readYAML(_ bytes: [UInt8], path: String) -> (value: Value, notes: [Coverage.Note]) {
    var copy = bytes
    let artifact = copy.withUnsafeMutableBytes { YAMLDocument.read($0, isCut: false) }
    let notes = artifact.cut.map { Coverage.Note(path: path, line: $0.line, text: $0.text) }
    return (artifact.documents.first?.root ?? Value(.null, line: 1), notes)
  }
}

/// Which lines of component logs are kept. All others count only for what their log covers.
public enum LogSelection: Sendable {
  /// Those that match a signature.
  case signatures([LogSignature])
  /// All of these components (of all components where none is named), with the signatures that they match. They are held
  /// in memory, some hundred thousand an artifact at most.
  case everything([LogSignature], components: Set<String>)
}

/// Where a bundle is.
public enum BundleLocation: Sendable {
  /// An archive, a compressed file, a single artifact or a folder.
  case path(String)
  /// The same, streamed: `casefile analyze - < bundle.tar.gz`.
  case standardInput
  /// Artifacts by path, for tests and examples.
  case memory([(path: String, text: String)])
}

/// How much is read at most. Past a limit, what was read is kept and the limit is told in coverage.
public struct ReadLimits: Sendable {
  /// Bytes of one artifact, unpacked.
  public var artifactBytes: Int64 = 4 << 30
  /// Bytes of all artifacts, unpacked.
  public var totalBytes: Int64 = 64 << 30
  /// Artifacts. A dump of ten thousand pods has tens of thousands; each takes about 3 kB of memory, however small it is.
  public var artifacts: Int = 250_000
  /// Unpacked bytes a packed byte, counted from 64 MiB unpacked on.
  public var ratio: Int64 = 1000
  /// Bytes of one line; the rest of a longer line is skipped.
  public var lineBytes: Int = 1 << 20
  /// Bytes of one YAML or JSON artifact, which is held whole; of a longer one the beginning is read.
  public var documentBytes: Int64 = 256 << 20
  /// Archives within archives, and compressions around one artifact.
  public var depth: Int = 4
  /// Bytes of a path.
  public var pathBytes: Int = 4096

  /// The defaults: far above honest bundles, far below what hurts.
  public init() {}
}

/// Why nothing could be read at all. Anything less is a note in coverage.
public enum ReadError: Error, Equatable, Sendable {
  /// No such file or folder, or no permission; the system's own words.
  case unreadable(path: String, reason: String)
  /// It was read, and no artifact in it was recognised.
  case nothingRecognised(name: String, notes: [Coverage.Note])
}
