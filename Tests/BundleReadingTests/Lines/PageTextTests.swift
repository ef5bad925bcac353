import Testing

@testable import BundleReading

@Suite struct PageTextTests {
  @Test(arguments: [
    ("a\u{A0}\u{A0}b", "a  b"), ("IP: &lt;none&gt;", "IP: <none>"),
    ("&quot;a&quot; &amp;&amp; &#39;b&#39;", "\"a\" && 'b'"),
    ("“a” ‘b’", "\"a\" 'b'"), ("a\u{200B}b", "ab"), ("&amp;lt;", "&lt;"), ("\u{A0}", " "),
  ])
  func undone(written: String, text: String) { #expect(repaired(written) == text) }

  @Test(arguments: ["", "a", "a && b", "&x;", "&", "● kubelet.service", "│ a", "日志", "é"])
  func othersStay(_ text: String) { #expect(repaired(text) == nil) }

  @Test func anyBytes() {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("&lt;nbsp;\u{A0}“”\u{200B}é#39;".utf8)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...16, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 38 }
      let repaired = bytes.withUnsafeBytes { PageText.repaired($0) }
      #expect(repaired.map { $0.count < bytes.count } ?? true)
    }
  }

  private func repaired(_ text: String) -> String? {
    Array(text.utf8).withUnsafeBytes { PageText.repaired($0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}
