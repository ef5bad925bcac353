public import Model

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
  /// Artifacts.
  public var artifacts: Int = 1_000_000
  /// Unpacked bytes a packed byte, counted from 64 MiB unpacked on.
  public var ratio: Int64 = 1000
  /// Bytes of one line; the rest of a longer line is skipped.
  public var lineBytes: Int = 1 << 20
  /// Bytes of one YAML or JSON artifact, which is held whole.
  public var documentBytes: Int64 = 256 << 20
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
