import Model
import Testing

@testable import Reporting

struct TextReportTests {
  @Test(arguments: Samples.all.map(\.name))
  func `Each verdict has its report`(_ name: String) throws {
    let sample = try #require(Samples.all.first { $0.name == name })
    try expectSnapshot(TextReport.render(sample.diagnosis), "\(name).txt")
  }

  @Test func `Color and ASCII have their looks`() throws {
    let style = Style(width: 80, isColored: true, isUnicode: false)
    try expectSnapshot(TextReport.render(Samples.rootCause, style: style), "root-cause-ascii-color.txt")
  }

  @Test(arguments: [60, 80, 100, 160])
  func `Prose keeps to the width`(_ width: Int) {
    var diagnosis = Samples.rootCause
    diagnosis.rootCauses[0].remedies = []
    diagnosis.symptoms = []
    diagnosis.coverage = Coverage()
    let report = TextReport.render(diagnosis, style: Style(width: width))
    let prose = report.split(separator: "\n").prefix { $0 != "EVIDENCE" }.map(String.init)
    #expect(prose.count > 10)
    for line in prose { #expect(line.columns <= width, "\(line)") }
  }

  @Test func `Without color there is no escape, with color the words are the same`() {
    let plain = TextReport.render(Samples.rootCause)
    let colored = TextReport.render(Samples.rootCause, style: Style(isColored: true))
    #expect(!plain.utf8.contains(0x1b))
    #expect(colored.utf8.contains(0x1b))
    #expect(withoutColor(colored) == plain)
  }

  @Test func `ASCII reports are ASCII`() {
    let report = TextReport.render(Samples.rootCause, style: Style(isUnicode: false))
    #expect(report.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [
    "\u{1b}[31mred\u{1b}[0m", "a\u{202e}b", "bell\u{7}", "\u{9b}2J", "two\nlines", "zero\u{200b}width", "\0",
  ])
  func `Hostile text is written out wherever it stands`(_ text: String) {
    let report = TextReport.render(HostileDiagnosis.make(text))
    #expect(!report.unicodeScalars.contains { $0.isSteering && $0 != "\n" })
    #expect(report == TextReport.render(HostileDiagnosis.make(text.inert)))
  }

  @Test func `A name of a megabyte does not make a report of megabytes`() {
    let report = TextReport.render(HostileDiagnosis.make(String(repeating: "x", count: 1 << 20)))
    #expect(report.utf8.count < 1 << 20)
  }

  @Test func `A chain that begins with a state does not call it the root cause`() {
    var diagnosis = Samples.rootCause
    diagnosis.rootCauses[0].chain[0].role = .state
    let report = TextReport.render(diagnosis, style: Style(width: 200))
    #expect(report.hasPrefix("FURTHEST BACK (likely):"))
    #expect(report.contains("(what caused it is undecided)"))
  }

  @Test func `Questions that one artifact answers stand together`() {
    var diagnosis = Samples.undetermined
    let asked = Samples.crashLoop.undecided[0]
    diagnosis.symptoms[0].undecided.append(.init(id: "app-panic", artifact: asked.artifact, collect: asked.collect))
    let report = TextReport.render(diagnosis)
    #expect(report.contains("- app-exit-error, app-panic: needs the previous log"))
    #expect(report.split(separator: "\n").filter { $0.hasSuffix(asked.collect) }.count == 1)
  }

  @Test func `Long lists end with what is left out`() {
    var diagnosis = Samples.rootCause
    diagnosis.rootCauses = Array(repeating: Samples.filledDisk, count: 7)
    diagnosis.rootCauses[0].chain = Array(repeating: Samples.chain[1], count: 23)
    diagnosis.symptoms = Array(repeating: Samples.crashLoop, count: 11)
    let report = TextReport.render(diagnosis)
    #expect(report.contains("ROOT CAUSE 7 OF 7 (likely)"))
    #expect(report.split(separator: "\n").filter { $0.hasPrefix("WHY") }.count == 5)
    #expect(report.split(separator: "\n").filter { $0.hasSuffix("… and 3 more (all of them: -o json)") }.count == 2)
  }

  @Test func `Quoted lines keep their spaces`() {
    var page = TextPage(style: Style(width: 60))
    page.quotation("a  b   c" + String(repeating: "  d", count: 60), indent: 4, lines: 2)
    let lines = page.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("    a  b   c  d  d"))
    #expect(lines[1].hasSuffix("…"))
    #expect(lines.allSatisfy { $0.count <= 60 })
  }

  @Test func `Footnotes and the list of evidence agree`() {
    let report = TextReport.render(Samples.rootCause)
    let parts = report.split(separator: "\nEVIDENCE\n", maxSplits: 1)
    #expect(parts.count == 2)
    for number in 1...10 {
      #expect(parts[0].contains("[\(number)]"))
      #expect(parts[1].contains("[\(number)]"))
    }
    #expect(!parts[0].contains("[11]") && !parts[1].contains("[11]"))
  }

  private func withoutColor(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1b}" { isEscape = true }
      if !isEscape { result.unicodeScalars.append(scalar) }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return result
  }
}
