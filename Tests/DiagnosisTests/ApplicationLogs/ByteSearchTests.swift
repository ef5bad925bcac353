import Testing

@testable import Diagnosis

struct ByteSearchTests {
  @Test(arguments: [
    ("connection refused", "refused", "refused"), ("ababc", "abc", "abc"), ("abc", "abcd", ""), ("", "a", ""),
    ("aab", "ab", "ab"), ("日本語 error", "error", "error"), ("no", "", ""),
  ])
  func aPieceIsFoundWhereItStands(_ text: String, _ piece: String, _ found: String) {
    #expect(text.byteRange(of: piece).map { String(text[$0]) } ?? "" == found)
    // A part of a longer string begins elsewhere.
    let part = "x\(text)y".dropFirst().dropLast()
    #expect(part.byteRange(of: piece).map { String(part[$0]) } ?? "" == found)
  }
}
