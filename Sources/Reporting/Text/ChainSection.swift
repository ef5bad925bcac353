import Model

extension TextReport {
  /// The causal chain from cause to effect: offset, time, what, to whom, how sure; between steps how the one led to
  /// the other.
  mutating func chain(_ cause: Diagnosis.RootCause) {
    guard !cause.chain.isEmpty else { return }
    let start = cause.chain.compactMap(\.time?.from).min()
    page.heading("WHY" + (start.map { " (UTC, \($0.dateText); T+0 is \($0.clockText))" } ?? ""))
    for (offset, step) in cause.chain.prefix(Self.steps).enumerated() {
      let parents = cause.edges.filter { $0.to == offset }
      for edge in parents { mechanism(edge, in: cause.chain) }
      self.step(step, number: offset + 1, start: start)
    }
    more(cause.chain.count - Self.steps)
  }

  private mutating func step(_ step: Diagnosis.Step, number: Int, start: Moment?) {
    var distance = "T+?"
    var clock = "time unknown"
    if let time = step.time, let start {
      distance = offsetText(from: start, to: time.from)
      clock = time.from.clockText
      if time.from.dateText != start.dateText { clock = "\(time.from.dateText) \(clock)" }
    }
    var pieces = [
      Piece(step.role.symbol(style), step.role.paint), Piece("\(number)"), Piece(step.subject.path, .strong),
      Piece("(\(step.confidence.rawValue))"),
    ]
    if let time = step.time, let end = lastingEnd(time) { pieces.append(Piece("until \(end)", .faint)) }
    page.paragraph(
      pieces, cells: [Cell(text: distance, width: 8), Cell(text: clock, width: 12)], indent: 2,
      hanging: Self.textColumn)
    page.paragraph([Piece(step.text), Piece(cited(step.evidence))], indent: Self.textColumn)
  }

  /// Column at which the sentences of a chain begin: under the step's number.
  private static let textColumn = 26

  /// The end of a step that lasted a second or more.
  private func lastingEnd(_ time: Span) -> String? {
    guard time.to.instant.nanoseconds(since: time.from.instant) >= 1_000_000_000 else { return nil }
    return time.to.dateText == time.from.dateText ? time.to.clockText : "\(time.to.dateText) \(time.to.clockText)"
  }

  private mutating func mechanism(_ edge: Diagnosis.Edge, in chain: [Diagnosis.Step]) {
    var words = edge.mechanism
    // Where the cause does not stand right above, say which one it is.
    if edge.from != edge.to - 1 { words = "from step \(edge.from + 1): \(words)" }
    if edge.verdict == .undecidable { words += " (this bundle does not show it)" }
    page.paragraph(
      [Piece(style.link, .faint), Piece(words, .faint), Piece(cited(edge.evidence))], indent: Self.textColumn - 2,
      hanging: Self.textColumn)
  }
}
