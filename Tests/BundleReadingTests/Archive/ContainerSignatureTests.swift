import Testing

@testable import BundleReading

@Suite struct ContainerSignatureTests {
  static func signature(_ bytes: [UInt8]) -> ContainerSignature? { bytes.withUnsafeBytes { ContainerSignature($0) } }

  @Test func tellsTarByMagicOrSum() {
    let posix = TarBytes().file("a", "text").closed
    let old = TarBytes().entry(Array("a".utf8), type: "0", isUstar: false).closed
    var damaged = posix
    damaged[3] ^= 1
    var wrongSum = old
    wrongSum[3] ^= 1
    #expect(Self.signature(posix) == .tar)
    #expect(Self.signature(old) == .tar)
    #expect(Self.signature(damaged) == .tar)
    #expect(Self.signature(wrongSum) == nil)
    #expect(Self.signature([UInt8](repeating: 0, count: 1024)) == nil)
    #expect(Self.signature(Array(posix.prefix(262))) == .tar)
    #expect(Self.signature(Array(posix.prefix(261))) == nil)
    #expect(Self.signature(Array(old.prefix(511))) == nil)
  }

  @Test func tellsTheOthersByTheirFirstBytes() {
    #expect(Self.signature(gzip([])) == .gzip)
    #expect(Self.signature(Array("PK\u{3}\u{4}".utf8)) == .zip)
    #expect(Self.signature(Array("BZh91AY&SY".utf8)) == .bzip2)
    #expect(Self.signature([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) == .xz)
    #expect(Self.signature([0x28, 0xb5, 0x2f, 0xfd]) == .zstandard)
  }

  @Test(arguments: ["", "P", "BZhang logged in\n", "apiVersion: v1\n", "I1121 04:01:19.994978    1 a.go:1] x\n"])
  func textIsNoContainer(text: String) {
    #expect(Self.signature(Array(text.utf8)) == nil)
  }
}
