public import Model

/// The diagnosis for machines: schema version 1, additive only.
public struct JSONReport {
  /// Version of the schema: grows when a key changes its meaning, not when one is added.
  public static let schemaVersion = 1

  private var evidence = EvidenceTable()

  /// The report as one document, ending with a newline. Equal diagnoses give equal bytes.
  public static func render(_ diagnosis: Diagnosis) -> String {
    var report = JSONReport()
    return report.document(diagnosis).document
  }

  private mutating func document(_ diagnosis: Diagnosis) -> JSON {
    // In the order of the document: evidence is numbered by its first use.
    let rootCauses = diagnosis.rootCauses.map { rootCause($0) }
    let symptoms = diagnosis.symptoms.map { symptom($0) }
    let findings = diagnosis.findings.map { finding($0) }
    let changes = diagnosis.changes.map { change($0) }
    return .object([
      ("schemaVersion", .integer(Int64(Self.schemaVersion))),
      ("tool", .object([("name", .string(Tool.name)), ("version", .string(Tool.version))])),
      ("bundle", Self.bundle(diagnosis.bundle)),
      ("verdict", .string(diagnosis.verdict.rawValue)),
      ("rootCauses", .array(rootCauses)),
      ("symptoms", .array(symptoms)),
      ("findings", .array(findings)),
      ("changes", .array(changes)),
      ("coverage", .coverage(diagnosis.coverage)),
      ("evidence", .array(evidence.entries.map(Self.evidence))),
    ])
  }

  static func bundle(_ bundle: BundleDescription) -> JSON {
    .object([
      ("name", .string(bundle.name)),
      ("sha256", bundle.sha256.map(JSON.string) ?? .null),
      ("artifacts", .integer(Int64(bundle.artifacts))),
      ("bytes", .integer(bundle.bytes)),
      ("capturedAt", .span(bundle.captured)),
    ])
  }

  private mutating func rootCause(_ cause: Diagnosis.RootCause) -> JSON {
    let chain = cause.chain.map { step($0) }
    let edges = cause.edges.map { edge($0) }
    let ruledOut = cause.ruledOut.map { self.ruledOut($0) }
    return .object([
      ("id", .string(cause.id)),
      ("title", .string(cause.title)),
      ("confidence", .string(cause.confidence.rawValue)),
      ("subject", .entity(cause.subject)),
      ("subjects", .array(cause.subjects.map(JSON.entity))),
      ("time", .span(cause.time)),
      ("affected", .array(cause.affected.map(Self.affected))),
      ("chain", .array(chain)),
      ("edges", .array(edges)),
      ("ruledOut", .array(ruledOut)),
      ("undecided", .array(cause.undecided.map(Self.undecided))),
      ("remedies", .array(cause.remedies.map(JSON.remedy))),
      ("references", .strings(cause.references)),
    ])
  }

  private static func affected(_ affected: Diagnosis.Affected) -> JSON {
    .object([
      ("kind", .string(affected.entity.kind)),
      ("namespace", .string(affected.entity.namespace)),
      ("name", .string(affected.entity.name)),
      ("role", .string(affected.role.rawValue)),
      ("effect", .string(affected.effect)),
      ("count", .integer(Int64(affected.count))),
      ("container", .string(affected.entity.container)),
    ])
  }

  private mutating func step(_ step: Diagnosis.Step) -> JSON {
    .object([
      ("id", .string(step.id)),
      ("role", .string(step.role.rawValue)),
      ("subject", .entity(step.subject)),
      ("text", .string(step.text)),
      ("time", .span(step.time)),
      ("confidence", .string(step.confidence.rawValue)),
      ("evidence", offsets(step.evidence)),
    ])
  }

  private mutating func edge(_ edge: Diagnosis.Edge) -> JSON {
    .object([
      ("from", .integer(Int64(edge.from))),
      ("to", .integer(Int64(edge.to))),
      ("mechanism", .string(edge.mechanism)),
      ("verdict", .string(edge.verdict.rawValue)),
      ("evidence", offsets(edge.evidence)),
    ])
  }

  private mutating func ruledOut(_ ruledOut: Diagnosis.RuledOut) -> JSON {
    .object([
      ("id", .string(ruledOut.id)),
      ("reason", .string(ruledOut.reason)),
      ("evidence", offsets(ruledOut.evidence)),
    ])
  }

  private static func undecided(_ undecided: Diagnosis.Undecided) -> JSON {
    .object([
      ("id", .string(undecided.id)),
      ("artifact", .string(undecided.artifact)),
      ("collect", .string(undecided.collect)),
    ])
  }

  private mutating func symptom(_ symptom: Diagnosis.Symptom) -> JSON {
    .object([
      ("id", .string(symptom.id)),
      ("subject", .entity(symptom.subject)),
      ("time", .span(symptom.time)),
      ("text", .string(symptom.text)),
      ("evidence", offsets(symptom.evidence)),
      ("explainedBy", .integers(symptom.explainedBy)),
      ("ruledOut", .array(symptom.ruledOut.map { ruledOut($0) })),
      ("undecided", .array(symptom.undecided.map(Self.undecided))),
    ])
  }

  private mutating func change(_ change: Change) -> JSON {
    .object([
      ("time", .span(Span(change.time))),
      ("kind", .string(change.kind.rawValue)),
      ("subject", change.entity.name.isEmpty ? .null : .entity(change.entity)),
      ("text", .string(change.text)),
      ("evidence", offsets([change.evidence])),
    ])
  }

  private mutating func finding(_ finding: Diagnosis.Finding) -> JSON {
    .object([
      ("id", .string(finding.id)),
      ("role", .string(finding.role.rawValue)),
      ("subject", .entity(finding.subject)),
      ("text", .string(finding.text)),
      ("evidence", offsets(finding.evidence)),
    ])
  }

  private static func evidence(_ evidence: Evidence) -> JSON {
    .object([
      ("path", .string(evidence.path)),
      ("line", .integer(Int64(evidence.line))),
      ("text", .string(evidence.text)),
      ("object", .string(evidence.object)),
      ("field", .string(evidence.field)),
      ("time", .string(evidence.time?.text ?? "")),
      ("cut", .boolean(evidence.cut)),
    ])
  }

  private mutating func offsets(_ lines: [Evidence]) -> JSON {
    .integers(lines.map { evidence.offset(of: $0) })
  }
}
