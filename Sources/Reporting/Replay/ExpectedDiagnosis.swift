public import Model

/// What an incident's `expect.yaml` says about the diagnosis. The lists are sets.
public struct ExpectedDiagnosis: Sendable {
  /// A root cause that must be reported.
  public struct Cause: Sendable {
    /// Any of these failure modes.
    public var ids: [String]
    /// Any of these objects, their owners, or what they own; empty for any.
    public var subjects: [EntityPattern] = []
    /// Any of these; empty for any.
    public var confidences: [Diagnosis.Confidence] = []
    /// Each is met by an affected object.
    public var affected: [EntityPattern] = []
    /// Each is part of a line that the cause cites.
    public var evidence: [String] = []
  }

  /// A symptom that must be reported, explained or not.
  public struct Symptom: Sendable {
    /// Any of these failure modes.
    public var ids: [String]
    /// Any of these objects; empty for any.
    public var subjects: [EntityPattern] = []
  }

  /// A root cause that must not be reported.
  public struct Excluded: Sendable {
    /// The failure modes; empty for any.
    public var ids: [String]
    /// The objects, neither as subject nor as culprit; empty for any.
    public var subjects: [EntityPattern]
  }

  /// The verdict.
  public var verdict: Diagnosis.Verdict
  /// Whether further root causes are wrong.
  public var isExact: Bool = true
  /// Root causes.
  public var rootCauses: [Cause] = []
  /// Symptoms.
  public var symptoms: [Symptom] = []
  /// Failure modes that must be named as undecided.
  public var undecided: [String] = []
  /// What must not be a root cause.
  public var notCauses: [Excluded] = []
}

/// What is wrong with an `expect.yaml`, and where.
public struct ExpectationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What is wrong, e.g. `unknown key "rootCause"; did you mean "rootCauses"?`.
  public var message: String

  /// An error at a line.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `Bundles/oom/expect.yaml:3: unknown key "rootCause"`.
  public var description: String { "\(file.inert):\(line): \(message.inert)" }
}
