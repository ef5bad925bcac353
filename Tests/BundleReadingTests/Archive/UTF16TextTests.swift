import Model
import Testing

@testable import BundleReading

@Suite struct UTF16TextTests {
  private static let text = "NAME 5月 é 𝄞\nend\n"

  private func bytes(_ text: String, isBigEndian: Bool) -> [UInt8] {
    let units = [0xFEFF] + Array(text.utf16)
    return units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return isBigEndian ? pair : pair.reversed()
    }
  }

  @Test(arguments: [true, false])
  func bothOrdersWhereverTheChunksEnd(_ isBigEndian: Bool) throws {
    let whole = bytes(Self.text, isBigEndian: isBigEndian)
    for size in 1...7 {
      var decoder = try #require(whole.withUnsafeBytes { UTF16Text($0) })
      var decoded: [UInt8] = []
      for start in stride(from: 2, to: whole.count, by: size) {
        decoded += whole[start..<min(start + size, whole.count)].withUnsafeBytes { decoder.decode($0) }
      }
      #expect(String(decoding: decoded, as: UTF8.self) == Self.text)
    }
  }

  @Test func brokenPairsAreReplaced() throws {
    var decoder = try #require([UInt8]([0xFE, 0xFF]).withUnsafeBytes { UTF16Text($0) })
    let decoded = [UInt8]([0xD8, 0x00, 0x00, 0x41, 0xDC, 0x00]).withUnsafeBytes { decoder.decode($0) }
    #expect(String(decoding: decoded, as: UTF8.self) == "\u{FFFD}A\u{FFFD}")
  }

  @Test func otherBytesAreNone() {
    #expect([UInt8]("ab".utf8).withUnsafeBytes { UTF16Text($0) } == nil)
    #expect([UInt8]([0xFF]).withUnsafeBytes { UTF16Text($0) } == nil)
  }

  @Test(arguments: [1, 2, 3, 1000])
  func anArtifactInUTF16IsReadLikeAnother(_ chunk: Int) throws {
    let log = "Nov 21 04:01:19 worker-1 kubelet[59]: hello\n"
    let whole = bytes(log, isBigEndian: false)
    var artifact = OpenArtifact(path: "a.txt")
    let makeReader: OpenArtifact.MakeReader = { head in
      FormatRegistry.makeReader(for: head, keeping: LogInterests([], keepsEverything: true))
    }
    for start in stride(from: 0, to: whole.count, by: chunk) {
      whole[start..<min(start + chunk, whole.count)].withUnsafeBytes { artifact.consume($0, makeReader: makeReader) }
    }
    guard case .held(let held) = artifact.finish(isCut: false, makeReader: makeReader),
      case .read(let facts) = held.read(makeReader: makeReader)
    else {
      Issue.record("not recognised")
      return
    }
    #expect(facts.log?.lines.map(\.message) == ["hello"] && facts.bytes == Int64(whole.count))
  }
}
