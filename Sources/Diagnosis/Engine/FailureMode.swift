import Model

/// One way in which things go wrong: one value in one file, found through `FailureModes.all`.
struct FailureMode: Sendable {
  /// What people read about it.
  var card: FailureModeCard
  /// The log lines that it must see; readers drop all others.
  var signatures: [LogSignature] = []
  /// Finds it in a bundle: pure, no clock, no order of its own (the engine sorts).
  var recognize: @Sendable (Investigation) -> [Occurrence]
  /// What may cause it.
  var causes: [CausalLink] = []
  /// One sentence for several occurrences of it that share a cause; the first one's text and a count where absent.
  var summarize: (@Sendable ([Occurrence]) -> String)?
  /// A small bundle in which it is found.
  var fires: Example { makeFiring() }
  /// A small bundle that looks like it, in which it is not.
  var staysSilent: Example { makeNearMiss() }

  // Built only when asked for: an analysis needs none of the some 600 examples.
  private let makeFiring: @Sendable () -> Example
  private let makeNearMiss: @Sendable () -> Example

  init(
    card: FailureModeCard, signatures: [LogSignature] = [],
    recognize: @escaping @Sendable (Investigation) -> [Occurrence], causes: [CausalLink] = [],
    summarize: (@Sendable ([Occurrence]) -> String)? = nil,
    fires: @autoclosure @escaping @Sendable () -> Example, staysSilent: @autoclosure @escaping @Sendable () -> Example
  ) {
    self.card = card
    self.signatures = signatures
    self.recognize = recognize
    self.causes = causes
    self.summarize = summarize
    makeFiring = fires
    makeNearMiss = staysSilent
  }
}

/// A small bundle, artifact by artifact, for tests and docs.
public struct Example: Sendable {
  /// What it shows, one sentence.
  public var title: String
  /// Artifacts by path.
  public var artifacts: [(path: String, text: String)]

  init(_ title: String, _ artifacts: [(path: String, text: String)]) {
    self.title = title
    self.artifacts = artifacts
  }
}
