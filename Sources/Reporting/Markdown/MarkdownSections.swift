import Model

extension MarkdownReport {
  /// The answer, then which bundle it is about.
  mutating func verdict() {
    switch diagnosis.verdict {
    case .rootCause:
      title(0)
      let others = diagnosis.rootCauses.count - 1
      if others > 0 {
        add("\nIt explains the most; \(counted(others, "further root cause")) \(others == 1 ? "is" : "are") below.\n")
      }
    case .undetermined:
      heading("Undetermined", level: 2)
      add("\(Markdown.prose(undeterminedSentence(diagnosis)))\n")
    case .noProblemFound:
      heading("No problem found", level: 2)
      add("Pods, nodes and events were read whole, and no known failure shows in them.\n")
    }
    var about = [Markdown.code(diagnosis.bundle.name), counted(diagnosis.bundle.artifacts, "artifact")]
    if let captured = diagnosis.bundle.captured { about.append("captured \(captured.text(style))") }
    add("\nBundle \(about.joined(separator: ", ")).\n")
    guard diagnosis.verdict == .undetermined else { return }
    let open = diagnosis.unexplained.flatMap(\.undecided)
    guard !open.isEmpty || !diagnosis.coverage.missing.isEmpty else { return }
    heading("What to collect", level: 3)
    undecided(open)
    if open.isEmpty { notes(diagnosis.coverage.missing) }
  }

  /// `## Root cause (likely): A pod fills the disk of its node`, then whose.
  mutating func title(_ offset: Int) {
    guard diagnosis.rootCauses.indices.contains(offset) else { return }
    let cause = diagnosis.rootCauses[offset]
    let rank = offset == 0 ? "" : " \(offset + 1) of \(diagnosis.rootCauses.count)"
    heading("Root cause\(rank) (\(cause.confidence.rawValue)): \(Markdown.prose(cause.title.withoutPeriod))", level: 2)
    let subjects = cause.subjects.isEmpty ? [cause.subject] : cause.subjects
    var named = subjects.prefix(TextReport.listed).map { Markdown.code($0.path) }
    if subjects.count > named.count { named.append("\(subjects.count - named.count) more") }
    add("\(named.joined(separator: ", "))\n")
  }

  /// All about one root cause, the most useful first.
  mutating func rootCause(_ offset: Int) {
    let cause = diagnosis.rootCauses[offset]
    if offset > 0 { title(offset) }
    remedies(cause.remedies.filter { $0.when == .now }, title: "What to do now")
    chain(cause)
    affected(cause.affected)
    if !cause.ruledOut.isEmpty {
      heading("Ruled out", level: 3)
      ruledOut(cause.ruledOut)
    }
    if !cause.undecided.isEmpty {
      heading("Cannot be decided from this bundle", level: 3)
      undecided(cause.undecided)
    }
    remedies(cause.remedies.filter { $0.when == .lasting }, title: "So that it stays away")
  }

  /// Symptoms that no root cause explains, and states whose cause is not known.
  mutating func symptoms() {
    let open = diagnosis.unexplained
    guard !open.isEmpty else { return }
    heading(diagnosis.rootCauses.isEmpty ? "What is known" : "Symptoms that no root cause explains", level: 2)
    for symptom in open.prefix(TextReport.listed) {
      let title = symptom.title.isEmpty ? "" : "\(Markdown.prose(symptom.title.withoutPeriod)): "
      let time = symptom.time.map { " (\($0.text(style)))" } ?? ""
      add(
        "- \(symptom.role.symbol(style)) \(title)\(Markdown.code(symptom.subject.path)), \(Markdown.code(symptom.id))\(time): "
          + "\(Markdown.prose(symptom.text))\(cited(symptom.evidence))\n")
      for explanation in symptom.ruledOut {
        add(
          "  - not from \(Markdown.code(explanation.id)): \(Markdown.prose(explanation.reason))\(cited(explanation.evidence))\n"
        )
      }
      // Without a root cause the commands already stand at the top.
      if diagnosis.verdict == .rootCause { undecided(symptom.undecided, indent: "  ") }
    }
    more(open.count - TextReport.listed)
  }

  /// Faults and risks that harmed nothing here.
  mutating func findings() {
    guard !diagnosis.findings.isEmpty else { return }
    heading("Also seen, without harm so far", level: 2)
    for finding in diagnosis.findings.prefix(TextReport.listed) {
      add(
        "- \(finding.role.symbol(style)) \(Markdown.code(finding.subject.path)), \(Markdown.code(finding.id)): "
          + "\(Markdown.prose(finding.text))\(cited(finding.evidence))\n")
    }
    more(diagnosis.findings.count - TextReport.listed)
  }

  private mutating func remedies(_ remedies: [Remedy], title: String) {
    guard !remedies.isEmpty else { return }
    heading(title, level: 3)
    for remedy in remedies {
      add("- \(Markdown.prose(remedy.text.en))\n")
      if !remedy.commands.isEmpty { add("\n\(Markdown.block(remedy.commands, language: "sh", indent: "  "))\n") }
    }
  }

  private mutating func ruledOut(_ explanations: [Diagnosis.RuledOut]) {
    for explanation in explanations {
      add("- \(Markdown.code(explanation.id)): \(Markdown.prose(explanation.reason))\(cited(explanation.evidence))\n")
    }
  }

  /// What is missing, and the command that collects it.
  private mutating func undecided(_ questions: [Diagnosis.Undecided], indent: String = "") {
    let groups = openQuestions(questions)
    for group in groups.prefix(TextReport.listed) {
      let ids = group.ids.map { Markdown.code($0) }.joined(separator: ", ")
      add("\(indent)- \(ids): needs \(Markdown.prose(group.artifact))\n")
      guard !group.collect.isEmpty else { continue }
      add("\n\(Markdown.block([group.collect], language: "sh", indent: indent + "  "))\n")
    }
    more(groups.count - TextReport.listed)
  }
}
