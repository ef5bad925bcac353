/// A text that users read, by language. Japanese may come later: English stands in.
public struct Text: Hashable, Sendable, ExpressibleByStringLiteral {
  /// English.
  public var en: String
  /// Japanese.
  public var ja: String?

  /// A text in one or two languages.
  public init(en: String, ja: String? = nil) {
    self.en = en
    self.ja = ja
  }

  /// English only.
  public init(stringLiteral value: String) {
    self.init(en: value)
  }
}

/// What part a failure mode can play in a causal chain.
public enum FailureRole: String, Sendable, CaseIterable {
  /// Something to change: the only role that is named as a root cause.
  case fault
  /// A condition that by design follows from something else.
  case state
  /// What users see.
  case symptom
  /// What invites trouble without having caused any yet.
  case risk
}

/// Something to do about a failure mode.
public struct Remedy: Hashable, Sendable {
  /// Whether it helps this incident or keeps the next one away.
  public enum Term: String, Sendable {
    case now, lasting
  }

  /// When it helps.
  public var when: Term
  /// What to do, one sentence.
  public var text: Text
  /// Commands to run. `{node}`, `{namespace}`, `{name}`, `{kind}` stand for the subject.
  public var commands: [String]

  /// Something to do.
  public init(_ when: Term, _ text: Text, commands: [String] = []) {
    self.when = when
    self.text = text
    self.commands = commands
  }
}

/// What a failure mode is, for people: shown by `explain`, printed into the docs, attached to each root cause.
public struct FailureModeCard: Sendable {
  /// Kebab-case id; never changes its meaning.
  public var id: String
  /// Its part in a chain.
  public var role: FailureRole
  /// One of the catalog's layers, e.g. `Eviction and garbage collection`.
  public var layer: String
  /// One line.
  public var title: Text
  /// What one sees.
  public var what: Text
  /// The mechanism.
  public var why: Text
  /// What to do.
  public var remedies: [Remedy]
  /// Pages of the Kubernetes documentation or its sources.
  public var references: [String]

  /// A card.
  public init(
    id: String, role: FailureRole, layer: String, title: Text, what: Text, why: Text, remedies: [Remedy] = [],
    references: [String] = []
  ) {
    self.id = id
    self.role = role
    self.layer = layer
    self.title = title
    self.what = what
    self.why = why
    self.remedies = remedies
    self.references = references
  }
}
