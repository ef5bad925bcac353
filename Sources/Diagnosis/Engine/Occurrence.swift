import Model

/// One failure mode seen in this bundle on one thing. The engine rolls occurrences up by workload before it judges.
struct Occurrence: Sendable {
  /// What it happened to, as finely as the evidence tells: a container of a pod, a pod, a node, a workload.
  var subject: EntityReference
  /// What an engineer would change, and what is counted: the owning workload, or the subject itself.
  var workload: EntityReference
  /// All workloads that share it where several did it together; else just `workload`.
  var subjects: [EntityReference]
  /// What it shares with its causes and effects.
  var joints: [Joint]
  /// From the earliest evidence to the last; nil where nothing tells a time.
  var span: Span?
  /// What happened, one sentence without its evidence.
  var text: String
  /// The lines that show it, the most telling first.
  var evidence: [Evidence]
  /// The highest confidence that the recognition itself allows: `proven` when a line states it.
  var confidence: Diagnosis.Confidence = .proven
  /// What was hit by it.
  var affected: [Diagnosis.Affected] = []
  /// Other explanations that the recognition itself excludes.
  var ruledOut: [Diagnosis.RuledOut] = []
  /// What the recognition itself leaves open.
  var undecided: [Diagnosis.Undecided] = []
  /// Whether its harm is still there at the capture. What healed is history and names no root cause by itself.
  var isPresent = true
  /// Whether a fault is harm in itself: a node's service that is down at the capture needs no further victim.
  var harmsByItself = false
  /// Remedies for exactly this occurrence, before those of the card.
  var remedies: [Remedy] = []

  init(
    subject: EntityReference, workload: EntityReference? = nil, joints: [Joint], span: Span?, text: String,
    evidence: [Evidence]
  ) {
    self.subject = subject
    self.workload = workload ?? subject
    subjects = [workload ?? subject]
    self.joints = joints
    self.span = span
    self.text = text
    self.evidence = evidence
  }
}
