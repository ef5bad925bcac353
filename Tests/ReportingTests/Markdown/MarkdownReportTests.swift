import Model
import Testing

@testable import Reporting

struct MarkdownReportTests {
  @Test(arguments: Samples.all.map(\.name))
  func `Each verdict has its Markdown`(_ name: String) throws {
    let sample = try #require(Samples.all.first { $0.name == name })
    try expectSnapshot(MarkdownReport.render(sample.diagnosis), "\(name).md")
  }

  @Test(arguments: [
    "a | b", "`code`", "```\nfence", "<script>alert(1)</script>", "@everyone", "#1", "[x](http://example.test)",
    "![x](y)", "\u{1b}[31m", "\u{202e}", "two\nlines", "# title", "**bold**", "a\\|b", "https://example.test/x", "\0",
  ])
  func `Nothing a stranger wrote becomes markup`(_ text: String) {
    let report = MarkdownReport.render(HostileDiagnosis.make(text))
    #expect(!report.unicodeScalars.contains { $0.isSteering && $0 != "\n" })
    let rendered = MarkdownScan.withoutCode(report)
    for markup in ["<script", "](", "**", "@everyone", "http"] {
      // The one place for links is the list of references, which are ours.
      #expect(!rendered.prefixUntil("\n## Read on").contains(markup), "\(markup) in \(rendered)")
    }
    let headings = rendered.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(headings.allSatisfy { $0.hasPrefix("## ") || $0.hasPrefix("### ") })
    // Every row of a table has as many cells as its head.
    for table in MarkdownScan.tables(report) { #expect(Set(table).count == 1, "\(table) in \(report)") }
  }

  @Test func `A long chain draws only what fits`() {
    var cause = Samples.filledDisk
    cause.chain = Array(repeating: Samples.chain[1], count: 30)
    cause.edges = (1..<30).map {
      .init(from: $0 - 1, to: $0, mechanism: "leads to", verdict: .supported, evidence: [])
    }
    let chart = MermaidChart.render(cause, style: Style())
    #expect(chart.split(separator: "\n").filter { $0.contains("[\"") }.count == MermaidChart.nodes)
    #expect(!chart.contains("s\(MermaidChart.nodes + 1)"))
  }

  @Test(arguments: [("a\"]", "a#34;]"), ("`x`", "#96;x#96;"), ("<b>&#", "#60;b#62;#38;#35;"), ("a/b-1.c", "a/b-1.c")])
  func `Labels of the chart are inert`(_ text: String, _ label: String) {
    #expect(MermaidChart.label(text) == label)
  }
}

/// What a Markdown reader would see.
enum MarkdownScan {
  /// The text without code blocks and code spans.
  static func withoutCode(_ text: String) -> String {
    var result = ""
    var fence: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      let ticks = String(trimmed.prefix { $0 == "`" })
      if let open = fence {
        if trimmed == open { fence = nil }
        continue
      }
      if ticks.count >= 3, !trimmed.dropFirst(ticks.count).contains("`") {
        fence = ticks
        continue
      }
      result += withoutSpans(String(line)) + "\n"
    }
    return result
  }

  /// A line without code spans; escaped characters are dropped.
  private static func withoutSpans(_ line: String) -> String {
    let characters = Array(line)
    var result = ""
    var position = 0
    while position < characters.count {
      if characters[position] == "\\" {
        position += 2
        continue
      }
      guard characters[position] == "`" else {
        result.append(characters[position])
        position += 1
        continue
      }
      let length = run(characters, position)
      var end = position + length
      while end < characters.count, characters[end] != "`" || run(characters, end) != length {
        end += characters[end] == "`" ? run(characters, end) : 1
      }
      if end >= characters.count {
        result += String(repeating: "`", count: length)
        position += length
      } else {
        position = end + length
      }
    }
    return result
  }

  private static func run(_ characters: [Character], _ start: Int) -> Int {
    characters[start...].prefix { $0 == "`" }.count
  }

  /// The number of cells of each row, a list a table. As trackers do, a pipe ends a cell even in code unless escaped.
  static func tables(_ text: String) -> [[Int]] {
    var tables: [[Int]] = []
    var isTable = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("| ") else {
        isTable = false
        continue
      }
      if !isTable { tables.append([]) }
      isTable = true
      var cells = 0
      var before: Character = " "
      for character in line {
        if character == "|", before != "\\" { cells += 1 }
        before = character
      }
      tables[tables.count - 1].append(cells)
    }
    return tables
  }
}

extension String {
  /// What stands before a mark; all where it is absent.
  func prefixUntil(_ mark: String) -> String {
    var position = startIndex
    while position < endIndex {
      if self[position...].hasPrefix(mark) { return String(self[..<position]) }
      position = index(after: position)
    }
    return self
  }
}
