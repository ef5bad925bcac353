/// The answer: why it happened, backed by lines of the bundle. All lists are in the order in which they are shown.
public struct Diagnosis: Sendable {
  /// The answer in one word.
  public enum Verdict: String, Sendable {
    /// At least one root cause is named.
    case rootCause = "root-cause"
    /// Something is wrong, or too little was read to say that nothing is.
    case undetermined
    /// Pods, nodes and events were read whole and nothing is wrong.
    case noProblemFound = "no-problem-found"
  }

  /// How sure a step or a cause is.
  public enum Confidence: String, Sendable, Comparable, CaseIterable {
    case possible, likely, proven

    /// The less sure first.
    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One occurrence in a chain.
  public struct Step: Sendable {
    /// Failure mode id.
    public var id: String
    /// Its part in the chain.
    public var role: FailureRole
    /// What it happened to.
    public var subject: EntityReference
    /// What happened, one sentence.
    public var text: String
    /// When.
    public var time: Span?
    /// How sure this step is, given the one before it.
    public var confidence: Confidence
    /// Lines that show it.
    public var evidence: [Evidence]

    /// One occurrence in a chain.
    public init(
      id: String, role: FailureRole, subject: EntityReference, text: String, time: Span?, confidence: Confidence,
      evidence: [Evidence]
    ) {
      self.id = id
      self.role = role
      self.subject = subject
      self.text = text
      self.time = time
      self.confidence = confidence
      self.evidence = evidence
    }
  }

  /// How one step of a chain led to another.
  public struct Edge: Sendable {
    /// Whether the bundle shows the link.
    public enum Verdict: String, Sendable {
      case supported, undecidable
    }

    /// Offset of the cause in the chain.
    public var from: Int
    /// Offset of the effect in the chain.
    public var to: Int
    /// How the one brings about the other, e.g. `reclaims disk`.
    public var mechanism: String
    /// Whether the bundle shows it.
    public var verdict: Verdict
    /// Lines that show it.
    public var evidence: [Evidence]

    /// How one step led to another.
    public init(from: Int, to: Int, mechanism: String, verdict: Verdict, evidence: [Evidence]) {
      self.from = from
      self.to = to
      self.mechanism = mechanism
      self.verdict = verdict
      self.evidence = evidence
    }
  }

  /// An object that was hit.
  public struct Affected: Hashable, Sendable {
    /// What part it had.
    public enum Role: String, Sendable, Comparable, CaseIterable {
      case culprit, victim, collateral

      /// Culprits first.
      public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
      private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The object.
    public var entity: EntityReference
    /// Its part.
    public var role: Role
    /// What happened to it, a few words.
    public var effect: String
    /// How many objects this entry stands for.
    public var count: Int

    /// An object that was hit.
    public init(entity: EntityReference, role: Role, effect: String, count: Int = 1) {
      self.entity = entity
      self.role = role
      self.effect = effect
      self.count = count
    }
  }

  /// Another explanation that a fact of the bundle excludes.
  public struct RuledOut: Sendable {
    /// Failure mode id, or the id of a rule-out that is no failure mode of its own.
    public var id: String
    /// Why it is excluded, one sentence.
    public var reason: String
    /// Lines that exclude it.
    public var evidence: [Evidence]

    /// An excluded explanation.
    public init(id: String, reason: String, evidence: [Evidence]) {
      self.id = id
      self.reason = reason
      self.evidence = evidence
    }
  }

  /// A question that the bundle cannot answer.
  public struct Undecided: Hashable, Sendable {
    /// Failure mode id.
    public var id: String
    /// What is missing.
    public var artifact: String
    /// How to collect it, a command.
    public var collect: String

    /// An open question.
    public init(id: String, artifact: String, collect: String) {
      self.id = id
      self.artifact = artifact
      self.collect = collect
    }
  }

  /// A cause with all that it explains.
  public struct RootCause: Sendable {
    /// Failure mode id.
    public var id: String
    /// The card's title.
    public var title: String
    /// The weakest step of the chain.
    public var confidence: Confidence
    /// What an engineer would change. The first of `subjects`.
    public var subject: EntityReference
    /// All that share the fault.
    public var subjects: [EntityReference]
    /// From its first evidence to the last of what it explains.
    public var time: Span?
    /// What was hit, culprits first.
    public var affected: [Affected]
    /// The cause, then what follows from it, each after its own cause.
    public var chain: [Step]
    /// How the steps hang together.
    public var edges: [Edge]
    /// What else could have been, and is not.
    public var ruledOut: [RuledOut]
    /// What the bundle cannot decide.
    public var undecided: [Undecided]
    /// What to do; the cause's own first, placeholders filled.
    public var remedies: [Remedy]
    /// Where to read on.
    public var references: [String]

    /// A cause with all that it explains.
    public init(
      id: String, title: String, confidence: Confidence, subject: EntityReference, subjects: [EntityReference],
      time: Span?, affected: [Affected], chain: [Step], edges: [Edge], ruledOut: [RuledOut], undecided: [Undecided],
      remedies: [Remedy], references: [String]
    ) {
      self.id = id
      self.title = title
      self.confidence = confidence
      self.subject = subject
      self.subjects = subjects
      self.time = time
      self.affected = affected
      self.chain = chain
      self.edges = edges
      self.ruledOut = ruledOut
      self.undecided = undecided
      self.remedies = remedies
      self.references = references
    }
  }

  /// Something that users see, or a state, with the root causes that explain it.
  public struct Symptom: Sendable {
    /// Failure mode id.
    public var id: String
    /// Symptom, or a state whose cause is not known.
    public var role: FailureRole
    /// The card's title.
    public var title: String
    /// What it happened to.
    public var subject: EntityReference
    /// When.
    public var time: Span?
    /// What happened, one sentence.
    public var text: String
    /// Lines that show it.
    public var evidence: [Evidence]
    /// Offsets of root causes; empty where the cause is not known.
    public var explainedBy: [Int]
    /// What it does not come from.
    public var ruledOut: [RuledOut]
    /// What would decide where it comes from.
    public var undecided: [Undecided]

    /// Something that users see.
    public init(
      id: String, role: FailureRole = .symptom, title: String = "", subject: EntityReference, time: Span?,
      text: String, evidence: [Evidence], explainedBy: [Int], ruledOut: [RuledOut], undecided: [Undecided]
    ) {
      self.id = id
      self.role = role
      self.title = title
      self.subject = subject
      self.time = time
      self.text = text
      self.evidence = evidence
      self.explainedBy = explainedBy
      self.ruledOut = ruledOut
      self.undecided = undecided
    }
  }

  /// A fault or risk that harmed nothing here.
  public struct Finding: Sendable {
    /// Failure mode id.
    public var id: String
    /// Fault or risk.
    public var role: FailureRole
    /// What has it.
    public var subject: EntityReference
    /// What it is, one sentence.
    public var text: String
    /// Lines that show it.
    public var evidence: [Evidence]

    /// A fault or risk that harmed nothing here.
    public init(id: String, role: FailureRole, subject: EntityReference, text: String, evidence: [Evidence]) {
      self.id = id
      self.role = role
      self.subject = subject
      self.text = text
      self.evidence = evidence
    }
  }

  /// The answer in one word.
  public var verdict: Verdict
  /// Ranked causes, the first explains most.
  public var rootCauses: [RootCause]
  /// What users see, and states whose cause is not known.
  public var symptoms: [Symptom]
  /// Faults without harm, and risks.
  public var findings: [Finding]
  /// What changed before it began, on what it is about, in time order.
  public var changes: [Change] = []
  /// The bundle.
  public var bundle: BundleDescription
  /// What it can testify to.
  public var coverage: Coverage

  /// An answer.
  public init(
    verdict: Verdict, rootCauses: [RootCause], symptoms: [Symptom], findings: [Finding], bundle: BundleDescription,
    coverage: Coverage
  ) {
    self.verdict = verdict
    self.rootCauses = rootCauses
    self.symptoms = symptoms
    self.findings = findings
    self.bundle = bundle
    self.coverage = coverage
  }
}
