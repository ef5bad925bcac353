import Testing

@testable import BundleReading

@Suite struct LineAdornmentTests {
  private static let line = "E1121 04:01:20.042700      59 kubelet.go:2448] gone"

  @Test(arguments: [
    "   \(line)", "\t\(line)", "- \(line)", "  * \(line)", "7703 \(line)", "   12\t\(line)", "2297:\(line)",
    "2297:  \(line)", "3) \(line)", "\"\(line)\"", "\"\(line)\",", "`\(line)`", "> - \(line)", "&gt; \(line)",
    "“\(line)", "• \(line)", "│ \(line)", "\u{A0}\u{A0}\(line)",
  ])
  func marks(_ written: String) { #expect(content(of: written) == Self.line) }

  @Test(arguments: [
    line, "gone", "- gone", "x \(line)", "12345678 \(line)", "-\(line)", "1 2 3 4 5 \(line)", "", "\"", "  ", "77",
  ])
  func othersStay(_ written: String) { #expect(content(of: written) == nil) }

  @Test(arguments: [
    ("> a", "a"), (">> a", "a"), ("> > a", "a"), (">", ""), ("a > b", "a > b"), (">a", ">a"),
    ("> kubectl get pods", "> kubectl get pods"), ("> df -h", "> df -h"),
  ])
  func quotations(written: String, content: String) {
    #expect(Array(written.utf8).withUnsafeBytes { LineAdornment.unquoted($0).text } == content)
  }

  @Test func anyBytes() {
    var random = SeededGenerator(seed: 11)
    let alphabet = Array(" \t>-*|\"'`&gt;1234:.)E\u{A0}“•│[]".utf8)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 32 }
      let (content, unquoted) = bytes.withUnsafeBytes { line in
        (LineAdornment.content(of: line) { $0.first == 0x45 }.map(Array.init), Array(LineAdornment.unquoted(line)))
      }
      #expect(content.map { $0.first == 0x45 && $0.count < bytes.count } ?? true)
      #expect(bytes.suffix(unquoted.count) == unquoted[...])
    }
  }

  private func content(of written: String) -> String? {
    Array(written.utf8).withUnsafeBytes { line in
      LineAdornment.content(of: line) { KlogHeader.read($0) != nil }?.text
    }
  }
}
