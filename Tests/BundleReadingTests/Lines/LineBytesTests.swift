import Testing

@testable import BundleReading

@Suite struct LineBytesTests {
  @Test func searchesAgreeWithNaiveSearch() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: range, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random) }
      }
      let text = bytes(0...40)
      let needle = bytes(1...4)
      let rarest = Int.random(in: 0..<needle.count, using: &random)
      let expected =
        needle.count > text.count
        ? nil
        : (0...(text.count - needle.count)).first { Array(text[$0..<($0 + needle.count)]) == needle }
      let found = text.withUnsafeBytes { text in needle.withUnsafeBytes { text.index(of: $0, rarest: rarest) } }
      #expect(found == expected)
    }
  }

  @Test func partsAreClamped() {
    Array("abc".utf8).withUnsafeBytes { bytes in
      #expect(bytes.part(1, 9).text == "bc")
      #expect(bytes.part(5, 9).text == "")
      #expect(bytes.part(2, 1).text == "")
      #expect(!bytes.has("abcd") && bytes.has("bc", at: 1) && bytes.ends(with: "bc"))
    }
    Array(" \ta b\r".utf8).withUnsafeBytes { #expect($0.trimmed.text == "a b") }
  }
}
