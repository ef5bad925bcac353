import Model

/// What `explain` prints: one failure mode, or the list of all.
public enum ExplainReport {
  /// One failure mode as text.
  public static func render(_ entry: CatalogEntry, style: Style = Style()) -> String {
    let card = entry.card
    var page = TextPage(style: style)
    page.paragraph([
      Piece(card.role.symbol(style), card.role.paint), Piece(card.id, .strong),
      Piece("(\(card.role.rawValue), \(card.layer))", .faint),
    ])
    page.paragraph(card.title.en)
    page.heading("WHAT ONE SEES")
    page.paragraph(card.what.en, indent: 2)
    page.heading("WHY IT HAPPENS")
    page.paragraph(card.why.en, indent: 2)
    for (term, heading) in [(Remedy.Term.now, "WHAT TO DO NOW"), (Remedy.Term.lasting, "SO THAT IT STAYS AWAY")] {
      let remedies = card.remedies.filter { $0.when == term }
      guard !remedies.isEmpty else { continue }
      page.heading(heading)
      for remedy in remedies {
        page.paragraph("- " + remedy.text.en, indent: 2, hanging: 4)
        for command in remedy.commands { page.verbatim(command, indent: 6) }
      }
    }
    for (ids, heading) in [(entry.causes, "CAN BE CAUSED BY"), (entry.effects, "CAN CAUSE")] where !ids.isEmpty {
      page.heading(heading)
      page.paragraph(ids.joined(separator: ", "), indent: 2)
    }
    if !card.references.isEmpty {
      page.heading("READ ON")
      for reference in card.references { page.verbatim(reference, indent: 2) }
    }
    return page.text
  }

  /// All entries as a table of id, role and title, in the order given.
  public static func list(_ entries: [CatalogEntry], style: Style = Style()) -> String {
    var page = TextPage(style: style)
    let width = entries.map(\.card.id.columns).max() ?? 0
    for entry in entries {
      page.paragraph(
        [Piece(entry.card.title.en)],
        cells: [Cell(text: entry.card.id, width: width), Cell(text: entry.card.role.rawValue, width: 7)])
    }
    return page.text
  }

  /// Entries for machines: an array, one object each.
  public static func json(_ entries: [CatalogEntry]) -> String {
    JSON.array(entries.map(object)).document
  }

  private static func object(_ entry: CatalogEntry) -> JSON {
    let card = entry.card
    return .object([
      ("id", .string(card.id)), ("role", .string(card.role.rawValue)), ("layer", .string(card.layer)),
      ("title", .string(card.title.en)), ("what", .string(card.what.en)), ("why", .string(card.why.en)),
      ("causes", .strings(entry.causes)), ("effects", .strings(entry.effects)),
      ("remedies", .array(card.remedies.map(JSON.remedy))), ("references", .strings(card.references)),
    ])
  }
}
