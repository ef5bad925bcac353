public import Model

/// A failure mode as the catalog shows it: its card, its neighbors in the causal graph, and examples.
public struct CatalogEntry: Sendable {
  /// An artifact of an example.
  public struct ExampleArtifact: Hashable, Sendable {
    /// Path inside the bundle, e.g. `nodes/worker-1/journal/kubelet.log`.
    public var path: String
    /// Its text.
    public var text: String

    /// An artifact of an example.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// What it is.
  public var card: FailureModeCard
  /// Ids of failure modes that can cause it, sorted.
  public var causes: [String]
  /// Ids of failure modes that it can cause, sorted.
  public var effects: [String]
  /// A bundle in which it is found.
  public var firing: [ExampleArtifact]
  /// A bundle that looks alike and in which it is not found.
  public var nearMiss: [ExampleArtifact]

  /// An entry.
  public init(
    card: FailureModeCard, causes: [String] = [], effects: [String] = [], firing: [ExampleArtifact] = [],
    nearMiss: [ExampleArtifact] = []
  ) {
    self.card = card
    self.causes = causes
    self.effects = effects
    self.firing = firing
    self.nearMiss = nearMiss
  }
}
