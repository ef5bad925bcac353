import Model

extension TextReport {
  /// What changed before it began, the last first: it is the likeliest to matter.
  mutating func changes() {
    guard !diagnosis.changes.isEmpty else { return }
    page.heading("WHAT CHANGED BEFORE")
    let latest = diagnosis.changes.reversed()
    for change in latest.prefix(Self.listed) {
      page.paragraph(
        [
          Piece("-"), Piece(Span(change.time).text(style)), Piece(change.subjectText, .strong), Piece(change.text),
          Piece(cited([change.evidence])),
        ], indent: 2, hanging: 4)
    }
    more(diagnosis.changes.count - Self.listed)
  }
}

extension Change {
  /// The object; `marker` where it names none.
  var subjectText: String { entity.name.isEmpty ? kind.rawValue : entity.path }
}
