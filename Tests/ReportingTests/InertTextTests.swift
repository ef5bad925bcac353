import Testing

@testable import Reporting

struct InertTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("\u{1b}[31m", "\\x1b[31m"), ("a\tb\r\n", "a\\tb\\r\\n"), ("\u{9b}", "\\x9b"),
    ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"), ("日本語 🙂", "日本語 🙂"), ("e\u{301}", "e\u{301}"), ("\u{feff}", "\\u{feff}"),
    ("\u{e0041}", "\\u{e0041}"),
  ])
  func `What steers is written out, the rest stays`(_ text: String, _ expected: String) {
    #expect(text.inert == expected)
  }

  @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("🙂", 2), ("é", 1), ("", 0)])
  func `Columns are those of a terminal`(_ text: String, _ columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("日本語", 4, "日…"), ("abc", 0, "…")])
  func `Text is shortened to columns`(_ text: String, _ limit: Int, _ expected: String) {
    #expect(text.shortened(to: limit, ellipsis: "…") == expected)
  }

  @Test(arguments: 0..<50)
  func `Any text is inert, on one line, and comes back from JSON`(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    let text = randomText(using: &random)
    let inert = text.inert
    #expect(!inert.unicodeScalars.contains { $0.isSteering })
    #expect(inert.inert == inert)
    let document = JSONChecker.parse(JSON.object([(text, .string(text))]).document)
    #expect(document?.keys == [text])
    #expect(document?[text] == .string(text))

    var page = TextPage(style: Style(width: 60, isColored: seed % 2 == 0))
    page.paragraph([Piece(text, .strong), Piece(text)], cells: [Cell(text: text, width: 9)], indent: 2)
    page.quotation(text, indent: 4, lines: 2)
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    #expect(lines.suffix(3).allSatisfy { String($0).columns <= 60 })
  }

  /// A few hundred scalars, many of them of the unpleasant kind.
  private func randomText(using random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<300, using: &random) {
      let ranges: [ClosedRange<UInt32>] = [
        0...0x9f, 0x20...0x7e, 0x2000...0x206f, 0x300...0x36f, 0x3040...0x30ff, 0...0x10ffff,
      ]
      let range = ranges[Int.random(in: ranges.indices, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.unicodeScalars.append(scalar) }
      if Int.random(in: 0..<6, using: &random) == 0 { text += " " }
    }
    return text
  }
}

/// A seeded generator: the same seed gives the same test everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
