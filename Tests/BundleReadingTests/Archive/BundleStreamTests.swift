import Testing

@testable import BundleReading

@Suite struct BundleStreamTests {
  static let tar = TarBytes().file("./a/one.log", "1 one\n").file("a/two.log", "2 two\n").closed

  @Test(arguments: [tar, gzip(tar)])
  func readsEntriesInOrder(bytes: [UInt8]) throws {
    let bundle = try ReadBack(bytes, name: "wrong.zip")
    #expect(bundle.paths == ["a/one.log", "a/two.log"])
    #expect(bundle.text("a/one.log") == "1 one\n")
    #expect(bundle.text("a/two.log") == "2 two\n")
    #expect(bundle.notes == [])
    #expect(bundle.summary.name == "wrong.zip")
    #expect(bundle.summary.artifacts == 2)
    #expect(bundle.summary.bytes == 12)
    #expect(bundle.kept.cut == [])
  }
}
