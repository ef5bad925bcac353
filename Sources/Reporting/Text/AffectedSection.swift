import Model

extension TextReport {
  /// What was hit. Objects of one name stem that met the same fate are one line with a count.
  mutating func affected(_ affected: [Diagnosis.Affected]) {
    guard !affected.isEmpty else { return }
    let rows = Self.folded(affected)
    page.heading("WHAT WAS HIT")
    let shown = rows.prefix(Self.listed)
    let width = min(shown.map { $0.label(style).columns }.max() ?? 0, style.width / 2)
    for row in shown {
      page.paragraph(
        [Piece(row.effect)],
        cells: [Cell(text: row.label(style), width: width), Cell(text: row.role.rawValue, width: 10)], indent: 2)
    }
    more(rows.dropFirst(Self.listed).reduce(0) { $0 + $1.count })
  }

  /// Affected objects that are told in one line.
  struct AffectedRow {
    var entity: EntityReference
    var role: Diagnosis.Affected.Role
    var effect: String
    var count: Int
    /// Whether more than one object was folded into this row.
    var isFolded: Bool

    /// `20 × Pod/batch-reports/hello-*`, `Node/worker-1`.
    func label(_ style: Style) -> String {
      var shown = entity
      if isFolded { shown.name = "\(stem(ofName: entity.name))-*" }
      return count > 1 ? "\(count) \(style.times) \(shown.path)" : shown.path
    }
  }

  private struct FoldKey: Hashable {
    var kind: String
    var namespace: String
    var stem: String
    var container: String
    var role: Diagnosis.Affected.Role
    var effect: String
  }

  /// Rows in the order of their first objects.
  static func folded(_ affected: [Diagnosis.Affected]) -> [AffectedRow] {
    var rows: [AffectedRow] = []
    var offsets: [FoldKey: Int] = [:]
    for entry in affected {
      let entity = entry.entity
      let key = FoldKey(
        kind: entity.kind, namespace: entity.namespace, stem: stem(ofName: entity.name), container: entity.container,
        role: entry.role, effect: entry.effect)
      if let offset = offsets[key] {
        rows[offset].isFolded = rows[offset].isFolded || rows[offset].entity.name != entity.name
        rows[offset].count += entry.count
      } else {
        offsets[key] = rows.count
        rows.append(
          AffectedRow(entity: entity, role: entry.role, effect: entry.effect, count: entry.count, isFolded: false))
      }
    }
    return rows
  }
}
