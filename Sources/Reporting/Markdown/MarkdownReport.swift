public import Model

/// The diagnosis as Markdown, to be pasted into an issue: the same order and words as the text report.
public struct MarkdownReport {
  let diagnosis: Diagnosis
  private(set) var text = ""
  private var footnotes = EvidenceTable()
  /// Marks of spans and folded names; colors and width do not apply.
  let style = Style()

  /// The report, ending with a newline. Equal diagnoses give equal bytes.
  public static func render(_ diagnosis: Diagnosis) -> String {
    var report = MarkdownReport(diagnosis: diagnosis)
    report.compose()
    return report.text
  }

  private init(diagnosis: Diagnosis) {
    self.diagnosis = diagnosis
  }

  private mutating func compose() {
    verdict()
    for offset in diagnosis.rootCauses.indices.prefix(TextReport.detailed) { rootCause(offset) }
    for offset in diagnosis.rootCauses.indices.dropFirst(TextReport.detailed) { title(offset) }
    changes()
    symptoms()
    findings()
    coverage()
    evidence()
    references()
  }

  /// A heading with an empty line around it.
  mutating func heading(_ title: String, level: Int) {
    gap()
    text += String(repeating: "#", count: level) + " \(title)\n\n"
  }

  /// Markdown as it is.
  mutating func add(_ markdown: String) { text += markdown }

  /// An empty line, unless one is there.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// `[1] [2] (+18)`: citations of the lines, led by a space, and their entry in the table of evidence.
  mutating func cited(_ lines: [Evidence]) -> String {
    var marks = lines.prefix(TextReport.citations).map { "[\(footnotes.offset(of: $0) + 1)]" }
    if lines.count > TextReport.citations { marks.append("(+\(lines.count - TextReport.citations))") }
    return marks.isEmpty ? "" : " " + marks.joined(separator: " ")
  }

  /// `- … and 14 more (all of them: -o json)`.
  mutating func more(_ count: Int) {
    if count > 0 { text += "- … and \(count) more (all of them: `-o json`)\n" }
  }

  private mutating func evidence() {
    guard !footnotes.entries.isEmpty else { return }
    heading("Evidence", level: 2)
    add(Markdown.head(["", "where", "line"]))
    for (offset, entry) in footnotes.entries.enumerated() {
      let place = entry.line > 0 ? "\(entry.path):\(entry.line)" : entry.path
      let field = [entry.object, entry.field].filter { !$0.isEmpty }.joined(separator: " ")
      let line = (field.isEmpty ? entry.text : "\(field): \(entry.text)").inert
      let shown = line.shortened(to: Self.longestLine, ellipsis: style.ellipsis)
      add(Markdown.row(["[\(offset + 1)]", Markdown.code(place, inTable: true), Markdown.code(shown, inTable: true)]))
    }
  }

  /// Trackers take some ten thousand characters an issue.
  private static let longestLine = 300

  private mutating func references() {
    var seen: Set<String> = []
    let references = diagnosis.rootCauses.prefix(TextReport.detailed).flatMap(\.references).filter {
      seen.insert($0).inserted
    }
    guard !references.isEmpty else { return }
    heading("Read on", level: 2)
    for reference in references { add("- <\(reference.inert)>\n") }
  }
}
