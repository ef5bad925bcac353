import Model

extension MarkdownReport {
  /// What the bundle can testify to, and where it is silent.
  mutating func coverage() {
    let coverage = diagnosis.coverage
    heading("What the bundle covers", level: 2)
    if coverage.logs.isEmpty, coverage.lists.isEmpty { add("No logs and no lists of objects.\n") }
    if !coverage.logs.isEmpty {
      add(Markdown.head(["log", "from – to", "gaps"]))
      for log in coverage.logs.prefix(Self.logs) {
        var spans = log.spans.prefix(3).map { $0.text(style) }
        if log.spans.count > 3 { spans.append("\(log.spans.count - 3) more") }
        add(
          Markdown.row([
            Markdown.code(log.source.name, inTable: true), spans.isEmpty ? "no times" : spans.joined(separator: ", "),
            log.gaps.isEmpty ? "" : "\(log.gaps.count)",
          ]))
      }
      gap()
    }
    more(coverage.logs.count - Self.logs)
    if let lists = listsSentence(coverage.lists) { add("- lists: \(Markdown.prose(lists))\n") }
    for clock in coverage.clockOffsets.compactMap(clockSentence) { add("- \(Markdown.prose(clock))\n") }
    for remark in coverage.remarks where !remark.notes.isEmpty {
      add("- \(remark.title) (\(remark.notes.count)):\n")
      notes(remark.notes, indent: "  ")
    }
  }

  /// `- `nodes/worker-1/journal/kubelet.log:812`: ends within a line`.
  mutating func notes(_ notes: [Coverage.Note], indent: String = "") {
    let shown = 5
    for note in notes.prefix(shown) {
      let place = note.line > 0 ? "\(note.path):\(note.line)" : note.path
      let parts = [Markdown.code(place), Markdown.prose(note.text)].filter { !$0.isEmpty }
      add("\(indent)- \(parts.joined(separator: ": "))\n")
    }
    if notes.count > shown { add(indent) }
    more(notes.count - shown)
  }

  /// Logs that the table shows.
  private static let logs = 20
}
