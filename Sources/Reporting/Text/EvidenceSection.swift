import Model

extension TextReport {
  /// All cited lines: the place, ready for an editor, then the line, shortened.
  mutating func evidence() {
    guard !footnotes.entries.isEmpty else { return }
    page.heading("EVIDENCE")
    let width = "[\(footnotes.entries.count)]".utf8.count
    for (offset, entry) in footnotes.entries.enumerated() {
      let mark = "[\(offset + 1)]".padded(to: width)
      let place = entry.line > 0 ? "\(entry.path):\(entry.line)" : entry.path
      let field = [entry.object, entry.field].filter { !$0.isEmpty }.joined(separator: " ")
      let text = field.isEmpty ? entry.text : "\(field): \(entry.text)"
      let head = "\(mark) \(place)"
      if page.inert(head).columns + 2 + page.inert(text).columns <= style.width {
        page.verbatim("\(head)  \(text)", indent: 0)
      } else {
        page.verbatim(head, indent: 0)
        page.quotation(text, indent: width + 1, lines: 2)
      }
    }
  }
}
