import Testing

@testable import BundleReading

@Suite struct GzipInflaterTests {
  struct Result: Equatable {
    var text: String
    var notes: [String]
    var isCut: Bool
  }

  /// Inflates bytes given in pieces, into buffers of the size of a piece.
  static func inflate(_ bytes: [UInt8], piece: Int = 1 << 16, room: Int = 1 << 16) -> Result {
    let inflater = GzipInflater()
    var unpacked: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: room)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      bytes[start..<min(start + piece, bytes.count)].withUnsafeBytes { input in
        var rest = input
        while true {
          let (consumed, produced) = buffer.withUnsafeMutableBytes { inflater.inflate(rest, into: $0) }
          unpacked += buffer[..<produced]
          rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
          if produced < room, rest.isEmpty { break }
        }
      }
    }
    inflater.finish()
    return Result(
      text: String(decoding: unpacked, as: UTF8.self), notes: inflater.takeNotes(), isCut: inflater.isCut)
  }

  static let text = (0..<200).map { "I1121 04:01:19.\($0) kubelet \($0 * 7919 % 1000)\n" }.joined()
  static let whole = gzip(Array(text.utf8))

  @Test(arguments: [1, 3, 100, 1 << 16], [1, 7, 1 << 16])
  func piecesDoNotMatter(piece: Int, room: Int) {
    #expect(Self.inflate(Self.whole, piece: piece, room: room) == Result(text: Self.text, notes: [], isCut: false))
  }

  @Test(arguments: [1, 1 << 16])
  func readsAllMembers(piece: Int) {
    let bytes = gzip(Array("one\n".utf8)) + gzip([]) + gzip(Array("two\n".utf8))
    #expect(Self.inflate(bytes, piece: piece) == Result(text: "one\ntwo\n", notes: [], isCut: false))
  }

  @Test(arguments: [1, 1 << 16])
  func zerosAtTheEndAreSilent(piece: Int) {
    let bytes = Self.whole + [UInt8](repeating: 0, count: 700)
    #expect(Self.inflate(bytes, piece: piece) == Result(text: Self.text, notes: [], isCut: false))
  }

  @Test(arguments: ["garbage", "\u{1f}garbage", "\0\0\u{1f}"])
  func bytesBehindTheEndAreNoted(rest: String) {
    for piece in [1, 1 << 16] {
      let result = Self.inflate(Self.whole + Array(rest.utf8), piece: piece)
      #expect(result.text == Self.text)
      #expect(result.notes == ["bytes after the end of the gzip data are not gzip: they are ignored"])
      #expect(!result.isCut)
    }
  }

  @Test func wrongChecksumKeepsTheDataAndGoesOn() {
    var bytes = Self.whole
    bytes[bytes.count - 8] ^= 1
    let result = Self.inflate(bytes + gzip(Array("next\n".utf8)))
    #expect(result.text == Self.text + "next\n")
    #expect(
      result.notes == ["gzip checksum of member 1 differs: bytes after an unknown point may be wrong"])
    #expect(!result.isCut)
  }

  @Test func wrongLengthIsNoted() {
    var bytes = Self.whole
    bytes[bytes.count - 1] ^= 1
    #expect(
      Self.inflate(bytes)
        == Result(
          text: Self.text, notes: ["gzip length of member 1 differs: bytes may be missing or wrong"], isCut: false))
  }

  @Test func manyWrongChecksumsAreToldInFewNotes() {
    var member = gzip(Array("x".utf8))
    member[member.count - 8] ^= 1
    let result = Self.inflate((0..<50).flatMap { _ in member })
    #expect(result.text == String(repeating: "x", count: 50))
    #expect(result.notes.count == 5)
    #expect(result.notes.last == "gzip checksums of further members differ")
  }

  @Test func keepsEverythingBeforeACut() {
    var longest = 0
    for length in 2..<Self.whole.count {
      let result = Self.inflate(Array(Self.whole.prefix(length)))
      #expect(Self.text.hasPrefix(result.text))
      #expect(result.isCut)
      #expect(result.notes == ["gzip data ends early after \(result.text.utf8.count) bytes"])
      #expect(result.text.utf8.count >= longest)
      longest = result.text.utf8.count
    }
    #expect(longest == Self.text.utf8.count)
  }

  @Test func everyFlippedBitIsNotedOrHarmless() {
    for index in Self.whole.indices {
      for bit in 0..<8 {
        var bytes = Self.whole
        bytes[index] ^= 1 << bit
        let result = Self.inflate(bytes)
        #expect(result.text == Self.text || !result.notes.isEmpty, "byte \(index) bit \(bit)")
      }
    }
  }

  @Test func noiseNeitherCrashesNorHangs() {
    var seed = UInt64(20_251_121)
    for length in 0..<300 {
      var bytes: [UInt8] = [0x1f, 0x8b, 8, 0]
      for _ in 0..<length {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: seed >> 33))
      }
      #expect(!Self.inflate(bytes).notes.isEmpty)
    }
  }
}
