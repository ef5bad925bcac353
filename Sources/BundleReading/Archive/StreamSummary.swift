import Model

/// What a bundle held: the facts of each artifact that was read, in the order of the bundle, and notes on the rest.
struct StreamSummary {
  /// Name of the file or folder; `stdin` of standard input.
  var name: String
  /// SHA-256 of the bundle's file in hexadecimal; nil of a folder, and of a stream that was not read to its end.
  var sha256: String?
  /// Artifacts, those included that no format claimed.
  var artifacts = 0
  /// Their bytes, unpacked, as far as they were read.
  var bytes: Int64 = 0
  /// One an artifact that a format claimed.
  var facts: [ArtifactFacts] = []
  /// Artifacts that no format claimed, devices, links that lead nowhere.
  var unrecognised: [Coverage.Note] = []
  /// Artifacts that hold nothing.
  var empty: [ArtifactDescription] = []
  /// Bytes that are missing or wrong. The path is the bundle's name where no single artifact is meant.
  var cut: [Coverage.Note] = []
  /// SHA-256 of the artifacts that were read to their end, by path; empty where nobody asked.
  var digests: [String: String] = [:]
  /// Other names of artifacts, by path.
  var aliases: [String: [String]] = [:]
  /// Limits that were reached.
  var limits: [Coverage.Note] = []

  init(name: String) {
    self.name = name
  }

  static func ratioNote(_ limits: ReadLimits) -> String {
    "unpacks to more than the limit of \(limits.ratio) times its size: from here on nothing is read"
  }

  static func totalNote(_ limits: ReadLimits) -> String {
    "the bundle holds more than the limit of \(limits.totalBytes) bytes: from here on nothing is read"
  }
}
