import Model

extension TextReport {
  /// All about one root cause, the most useful first.
  mutating func rootCause(_ offset: Int) {
    let cause = diagnosis.rootCauses[offset]
    if offset > 0 {
      page.gap()
      title(offset)
    }
    remedies(cause.remedies.filter { $0.when == .now }, heading: "WHAT TO DO NOW")
    chain(cause)
    affected(cause.affected)
    ruledOut(cause)
    if !cause.undecided.isEmpty {
      page.heading("CANNOT BE DECIDED FROM THIS BUNDLE")
      undecided(cause.undecided)
    }
    remedies(cause.remedies.filter { $0.when == .lasting }, heading: "SO THAT IT STAYS AWAY")
  }

  private mutating func remedies(_ remedies: [Remedy], heading: String) {
    guard !remedies.isEmpty else { return }
    page.heading(heading)
    for remedy in remedies {
      page.paragraph("- " + remedy.text.en, indent: 2, hanging: 4)
      for command in remedy.commands { page.verbatim(command, indent: 6) }
    }
  }

  private mutating func ruledOut(_ cause: Diagnosis.RootCause) {
    guard !cause.ruledOut.isEmpty else { return }
    page.heading("RULED OUT")
    ruledOut(cause.ruledOut, indent: 2)
  }

  /// `- image-garbage-collection: no image was removed [4]`.
  mutating func ruledOut(_ explanations: [Diagnosis.RuledOut], indent: Int) {
    for explanation in explanations {
      page.paragraph(
        [Piece("- \(explanation.id): \(explanation.reason)"), Piece(cited(explanation.evidence))], indent: indent,
        hanging: indent + 2)
    }
  }

  /// What is missing, and the command that collects it; questions that the same artifact answers stand together.
  mutating func undecided(_ questions: [Diagnosis.Undecided], indent: Int = 2) {
    let groups = openQuestions(questions)
    for group in groups.prefix(Self.listed) {
      page.paragraph(
        "- \(group.ids.joined(separator: ", ")): needs \(group.artifact)", indent: indent, hanging: indent + 2)
      if !group.collect.isEmpty { page.verbatim(group.collect, indent: indent + 4) }
    }
    more(groups.count - Self.listed, indent: indent)
  }
}

/// Questions that the same artifact answers, together.
func openQuestions(_ questions: [Diagnosis.Undecided]) -> [(ids: [String], artifact: String, collect: String)] {
  var groups: [(ids: [String], artifact: String, collect: String)] = []
  for question in questions {
    let known = groups.firstIndex { $0.artifact == question.artifact && $0.collect == question.collect }
    if let known {
      if !groups[known].ids.contains(question.id) { groups[known].ids.append(question.id) }
    } else {
      groups.append(([question.id], question.artifact, question.collect))
    }
  }
  return groups
}
