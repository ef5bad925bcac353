import Model

extension MarkdownReport {
  /// The causal chain: a picture where the tracker draws Mermaid, and the same as a numbered list.
  mutating func chain(_ cause: Diagnosis.RootCause) {
    guard !cause.chain.isEmpty else { return }
    let start = cause.chain.compactMap(\.time?.from).min()
    heading("Why" + (start.map { " (UTC, \($0.dateText); T+0 is \($0.clockText))" } ?? ""), level: 3)
    add(MermaidChart.render(cause, style: style))
    gap()
    for (offset, step) in cause.chain.prefix(TextReport.steps).enumerated() {
      self.step(step, number: offset + 1, start: start)
      for edge in cause.edges where edge.to == offset && edge.from < offset {
        let doubt = edge.verdict == .undecidable ? " (this bundle does not show it)" : ""
        add("   - from \(edge.from + 1): \(Markdown.prose(edge.mechanism))\(doubt)\(cited(edge.evidence))\n")
      }
    }
    more(cause.chain.count - TextReport.steps)
  }

  private mutating func step(_ step: Diagnosis.Step, number: Int, start: Moment?) {
    var time = "time unknown"
    if let span = step.time, let start {
      let clock = span.from.dateText == start.dateText ? "" : "\(span.from.dateText) "
      time = "\(clock)\(span.from.clockText) (\(offsetText(from: start, to: span.from)))"
    }
    add(
      "\(number). \(time) \(step.role.symbol(style)) \(Markdown.code(step.subject.path)), \(Markdown.code(step.id)), "
        + "\(step.confidence.rawValue): \(Markdown.prose(step.text))\(cited(step.evidence))\n")
  }

  /// What was hit, as a table. Objects of one name stem that met the same fate are one row.
  mutating func affected(_ affected: [Diagnosis.Affected]) {
    guard !affected.isEmpty else { return }
    heading("What was hit", level: 3)
    let rows = TextReport.folded(affected)
    add(Markdown.head(["object", "role", "effect"]))
    for row in rows.prefix(Self.tableRows) {
      add(
        Markdown.row([
          Markdown.code(row.label(style), inTable: true), row.role.rawValue,
          Markdown.prose(row.effect, inTable: true),
        ]))
    }
    let rest = rows.dropFirst(Self.tableRows).reduce(0) { $0 + $1.count }
    if rest > 0 { gap() }
    more(rest)
  }

  /// Rows of the table of what was hit.
  private static let tableRows = 20
}

/// A causal chain as a Mermaid flowchart, left to right, mechanisms on the edges.
enum MermaidChart {
  /// More nodes than this are a picture that nobody reads.
  static let nodes = 12

  /// The chart as a code block.
  static func render(_ cause: Diagnosis.RootCause, style: Style) -> String {
    var lines = ["flowchart LR"]
    let shown = min(cause.chain.count, nodes)
    for (offset, step) in cause.chain.prefix(shown).enumerated() {
      lines.append("  s\(offset + 1)[\"\(step.role.symbol(style)) \(label(step.id))<br/>\(label(step.subject.path))\"]")
    }
    for edge in cause.edges where edge.from < shown && edge.to < shown {
      let arrow = edge.verdict == .supported ? "-->" : "-.->"
      lines.append("  s\(edge.from + 1) \(arrow)|\"\(label(edge.mechanism))\"| s\(edge.to + 1)")
    }
    return Markdown.block(lines, language: "mermaid")
  }

  /// A text within quotes: whatever Mermaid or HTML would interpret is written as an entity.
  static func label(_ text: String) -> String {
    var result = ""
    for scalar in text.inert.shortened(to: 120, ellipsis: "…").unicodeScalars {
      if "\"#<>&`|;\\".unicodeScalars.contains(scalar) {
        result += "#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
