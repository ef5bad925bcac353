import Model

extension TextReport {
  /// The answer in one sentence, then which bundle it is about.
  mutating func verdict() {
    switch diagnosis.verdict {
    case .rootCause: rootCauseVerdict()
    case .undetermined: undeterminedVerdict()
    case .noProblemFound: noProblemVerdict()
    }
    var about = [diagnosis.bundle.name, counted(diagnosis.bundle.artifacts, "artifact")]
    if let captured = diagnosis.bundle.captured { about.append("captured \(captured.text(style))") }
    page.paragraph([Piece("Bundle " + about.joined(separator: ", "), .faint)])
    if diagnosis.verdict == .undetermined { collect() }
  }

  private mutating func rootCauseVerdict() {
    title(0)
    let others = diagnosis.rootCauses.count - 1
    if others > 0 {
      page.paragraph(
        "It explains the most; \(counted(others, "further root cause")) \(others == 1 ? "is" : "are") below.")
    }
  }

  /// `ROOT CAUSE (likely): A pod fills the disk of its node: Job/batch-reports/report-export`.
  mutating func title(_ offset: Int) {
    guard diagnosis.rootCauses.indices.contains(offset) else { return }
    let cause = diagnosis.rootCauses[offset]
    let rank = offset == 0 ? "" : " \(offset + 1) OF \(diagnosis.rootCauses.count)"
    // A state may head a chain, but what brought it about is not known.
    let isFault = cause.chain.first?.role ?? .fault == .fault
    var pieces = [
      Piece((isFault ? "ROOT CAUSE" : "FURTHEST BACK") + rank, .strong), Piece("(\(cause.confidence.rawValue)):"),
      Piece(cause.title.withoutPeriod + ":"), Piece(subjects(cause), .strong),
    ]
    if !isFault { pieces.append(Piece("(what caused it is undecided)")) }
    page.paragraph(pieces)
  }

  private mutating func undeterminedVerdict() {
    page.paragraph([Piece("UNDETERMINED:", .strong), Piece(undeterminedSentence(diagnosis))])
  }

  /// What would decide it, the commands first.
  private mutating func collect() {
    let collect = unexplained.flatMap(\.undecided)
    guard !collect.isEmpty || !diagnosis.coverage.missing.isEmpty else { return }
    page.heading("WHAT TO COLLECT")
    undecided(collect)
    if collect.isEmpty { notes(diagnosis.coverage.missing) }
  }

  private mutating func noProblemVerdict() {
    page.paragraph([
      Piece("NO PROBLEM FOUND:", .strong),
      Piece("pods, nodes and events were read whole, and no known failure shows in them."),
    ])
  }

  /// `Job/batch-reports/report-export`, `Job/a, Job/b and 3 more`.
  func subjects(_ cause: Diagnosis.RootCause) -> String {
    let all = cause.subjects.isEmpty ? [cause.subject] : cause.subjects
    let named = all.prefix(3).map(\.path).joined(separator: ", ")
    return all.count > 3 ? "\(named) and \(all.count - 3) more" : named
  }

  /// Symptoms that no root cause explains.
  var unexplained: [Diagnosis.Symptom] { diagnosis.unexplained }
}

extension Diagnosis {
  /// Symptoms that no root cause explains, and states whose cause is not known.
  var unexplained: [Symptom] { symptoms.filter(\.explainedBy.isEmpty) }
}

/// What is wrong first of all, as far as the bundle shows it: `A container starts and ends again and again:
/// Deployment/orders/orders-api, and 2 more; this bundle does not show why.`
func undeterminedSentence(_ diagnosis: Diagnosis) -> String {
  let open = diagnosis.unexplained
  guard let first = open.first else {
    return "nothing wrong was found, but too little could be read to say that nothing is."
  }
  let what = first.title.isEmpty ? first.id : first.title.withoutPeriod
  let others = open.count > 1 ? ", and \(open.count - 1) more" : ""
  return "\(what): \(first.subject.path)\(others); this bundle does not show why."
}

extension String {
  /// A card's title may or may not end as a sentence.
  var withoutPeriod: String { hasSuffix(".") ? String(dropLast()) : self }
}

/// `1 symptom`, `3 symptoms`.
func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
