import Model

extension MarkdownReport {
  /// What changed before it began, the last first.
  mutating func changes() {
    guard !diagnosis.changes.isEmpty else { return }
    heading("What changed before", level: 3)
    for change in diagnosis.changes.reversed().prefix(TextReport.listed) {
      add(
        "- \(Span(change.time).text(style)) \(Markdown.code(change.subjectText)) \(Markdown.prose(change.text))"
          + "\(cited([change.evidence]))\n")
    }
    more(diagnosis.changes.count - TextReport.listed)
  }
}
