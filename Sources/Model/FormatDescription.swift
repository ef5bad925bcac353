/// What the documentation says of one format in which artifacts are written.
public struct FormatDescription: Sendable {
  /// Kebab-case, e.g. `journal-short`, as `inspect` shows it.
  public var name: String
  /// What it is and what is read of it; one sentence.
  public var what: String
  /// What writes it, e.g. `journalctl -o short`.
  public var sources: [String]
  /// A line or two of one.
  public var sample: String

  /// A format's description.
  public init(name: String, what: String, sources: [String], sample: String) {
    self.name = name
    self.what = what
    self.sources = sources
    self.sample = sample
  }
}
