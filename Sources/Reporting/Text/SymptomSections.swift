import Model

extension TextReport {
  /// Symptoms that no root cause explains: what they do not come from, and what would decide it.
  mutating func symptoms() {
    let open = unexplained
    guard !open.isEmpty else { return }
    page.heading(diagnosis.rootCauses.isEmpty ? "WHAT IS KNOWN" : "SYMPTOMS THAT NO ROOT CAUSE EXPLAINS")
    for symptom in open.prefix(Self.listed) {
      var pieces = [
        Piece(FailureRole.symptom.symbol(style), .symptom), Piece(symptom.subject.path, .strong),
        Piece("\(symptom.id)"),
      ]
      if let time = symptom.time { pieces.append(Piece(time.text(style), .faint)) }
      page.paragraph(pieces, indent: 2, hanging: 4)
      page.paragraph([Piece(symptom.text), Piece(cited(symptom.evidence))], indent: 4)
      if !symptom.ruledOut.isEmpty {
        page.paragraph("It does not come from:", indent: 4)
        ruledOut(symptom.ruledOut, indent: 6)
      }
      // Without a root cause the commands already stand at the top.
      if !symptom.undecided.isEmpty, diagnosis.verdict == .rootCause {
        page.paragraph("To find where it comes from:", indent: 4)
        undecided(symptom.undecided, indent: 6)
      }
    }
    more(open.count - Self.listed)
  }

  /// Faults and risks that harmed nothing here.
  mutating func findings() {
    guard !diagnosis.findings.isEmpty else { return }
    page.heading("ALSO SEEN, WITHOUT HARM SO FAR")
    for finding in diagnosis.findings.prefix(Self.listed) {
      page.paragraph(
        [
          Piece(finding.role.symbol(style), finding.role.paint), Piece(finding.subject.path, .strong),
          Piece("\(finding.id): \(finding.text)"), Piece(cited(finding.evidence)),
        ], indent: 2, hanging: 4)
    }
    more(diagnosis.findings.count - Self.listed)
  }
}
