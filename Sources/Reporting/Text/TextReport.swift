public import Model

/// The diagnosis for people: the answer first, then what backs it. Plain text that can be pasted into a ticket.
public struct TextReport {
  /// Lines of evidence that one statement cites; the JSON report has all.
  static let citations = 4
  /// Root causes told in full, the others by their titles.
  static let detailed = 5
  /// Steps of one chain.
  static let steps = 20
  /// Entries of one list; the JSON report has all.
  static let listed = 8

  let diagnosis: Diagnosis
  var page: TextPage
  var footnotes = EvidenceTable()

  /// The report, ending with a newline. Equal diagnoses and styles give equal bytes.
  public static func render(_ diagnosis: Diagnosis, style: Style = Style()) -> String {
    var report = TextReport(diagnosis: diagnosis, page: TextPage(style: style))
    report.compose()
    return report.page.text
  }

  private mutating func compose() {
    verdict()
    for offset in diagnosis.rootCauses.indices.prefix(Self.detailed) { rootCause(offset) }
    for offset in diagnosis.rootCauses.indices.dropFirst(Self.detailed) { title(offset) }
    changes()
    symptoms()
    findings()
    coverage()
    evidence()
    references()
  }

  var style: Style { page.style }

  /// `[1] [2] +18 more`: citations of the lines, and their entry in the list of evidence.
  mutating func cited(_ lines: [Evidence]) -> String {
    var marks = lines.prefix(Self.citations).map { "[\(footnotes.offset(of: $0) + 1)]" }
    if lines.count > Self.citations { marks.append("(+\(lines.count - Self.citations))") }
    return marks.joined(separator: " ")
  }

  /// `… and 14 more (all of them: -o json)`.
  mutating func more(_ count: Int, indent: Int = 2) {
    guard count > 0 else { return }
    page.paragraph([Piece("\(style.ellipsis) and \(count) more (all of them: -o json)", .faint)], indent: indent)
  }

  private mutating func references() {
    var seen: Set<String> = []
    let references = diagnosis.rootCauses.prefix(Self.detailed).flatMap(\.references).filter {
      seen.insert($0).inserted
    }
    guard !references.isEmpty else { return }
    page.heading("READ ON")
    for reference in references { page.verbatim(reference, indent: 2) }
  }
}

extension FailureRole {
  func symbol(_ style: Style) -> String {
    switch self {
    case .fault: style.isUnicode ? "◆" : "#"
    case .state: style.isUnicode ? "●" : "o"
    case .symptom: style.isUnicode ? "✖" : "x"
    case .risk: style.isUnicode ? "▲" : "!"
    }
  }

  var paint: Paint {
    switch self {
    case .fault: .fault
    case .state, .risk: .state
    case .symptom: .symptom
    }
  }
}
