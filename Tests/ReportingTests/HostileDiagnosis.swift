import Model

/// Diagnoses made of what strangers may have written.
enum HostileDiagnosis {
  /// One diagnosis with the text in every place that a bundle can fill.
  static func make(_ text: String) -> Diagnosis {
    let entity = EntityReference(kind: "Pod", namespace: text, name: text, container: text)
    var line = Evidence(path: text, line: 1, text: "", object: text, field: text)
    line.text = text
    let note = Coverage.Note(path: text, line: 1, text: text)
    var cause = Samples.filledDisk
    (cause.id, cause.title, cause.subject, cause.subjects) = (text, text, entity, [entity])
    cause.chain = [
      .init(id: text, role: .fault, subject: entity, text: text, time: nil, confidence: .possible, evidence: [line])
    ]
    cause.edges = [.init(from: 0, to: 0, mechanism: text, verdict: .undecidable, evidence: [line])]
    cause.affected = [.init(entity: entity, role: .victim, effect: text)]
    cause.ruledOut = [.init(id: text, reason: text, evidence: [line])]
    cause.undecided = [.init(id: text, artifact: text, collect: text)]
    cause.remedies = [Remedy(.now, Text(en: text), commands: [text])]
    cause.references = [text]
    var symptom = Samples.crashLoop
    (symptom.id, symptom.subject, symptom.text, symptom.evidence) = (text, entity, text, [line])
    (symptom.ruledOut, symptom.undecided) = (cause.ruledOut, cause.undecided)
    var coverage = Coverage()
    coverage.logs = [.init(source: LogSource(node: text, component: text), spans: [], artifacts: [text])]
    coverage.lists = [.init(kind: text, namespace: text, isComplete: false, artifact: text)]
    coverage.clockOffsets = [.init(node: text, zoneSeconds: 3600, offset: 0, basis: text)]
    (coverage.missing, coverage.cut, coverage.forbidden) = ([note], [note], [note])
    (coverage.unrecognised, coverage.limits, coverage.redacted) = ([note], [note], [note])
    return Diagnosis(
      verdict: .rootCause, rootCauses: [cause], symptoms: [symptom],
      findings: [.init(id: text, role: .risk, subject: entity, text: text, evidence: [line])],
      bundle: BundleDescription(name: text), coverage: coverage)
  }
}
