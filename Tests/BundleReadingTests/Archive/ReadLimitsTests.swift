import Model
import Testing

@testable import BundleReading

@Suite struct ReadLimitsTests {
  static let tar = TarBytes().file("a", "12345678").file("b", "1234").file("c", "12345678").closed

  private func read(_ bytes: [UInt8] = tar, _ change: (inout ReadLimits) -> Void) throws -> ReadBack {
    var limits = ReadLimits()
    change(&limits)
    return try ReadBack(bytes, limits: limits)
  }

  @Test func aLongArtifactIsCutAndTheOthersRead() throws {
    let bundle = try read { $0.artifactBytes = 4 }
    #expect(bundle.paths == ["a", "b", "c"])
    #expect(bundle.text("a") == "1234")
    #expect(bundle.kept.cut == ["a", "c"])
    #expect(
      bundle.notes == ["a", "c"].map { "\($0): longer than the limit of 4 bytes: the rest is not read" })
  }

  @Test func aLongInflatedArtifactIsCutToo() throws {
    let tar = TarBytes().entry(Array("a.gz".utf8), type: "0", data: gzip([UInt8](repeating: 0x61, count: 200_000)))
      .file("b", "b")
    let bundle = try read(tar.closed) { $0.artifactBytes = 100_000 }
    #expect(bundle.kept.texts["a.gz"]?.count == 100_000)
    #expect(bundle.kept.cut == ["a.gz"])
    #expect(bundle.text("b") == "b")
  }

  @Test func theTotalStopsReading() throws {
    let bundle = try read { $0.totalBytes = 10 }
    #expect(bundle.paths == ["a", "b"])
    #expect(bundle.text("b") == "12")
    #expect(bundle.kept.cut == ["b"])
    #expect(bundle.notes == ["b: the bundle holds more than the limit of 10 bytes: from here on nothing is read"])
    #expect(bundle.summary.bytes == 10)
    #expect(bundle.summary.sha256 != nil)
  }

  @Test func theNumberOfArtifactsStopsReading() throws {
    let bundle = try read { $0.artifacts = 2 }
    #expect(bundle.paths == ["a", "b"])
    #expect(bundle.notes == ["c: more artifacts than the limit of 2: from here on nothing is read"])
  }

  @Test func entriesThatAreNoArtifactsCountToo() throws {
    var tar = TarBytes()
    for index in 0..<4 { tar = tar.entry(Array("folder\(index)/".utf8), type: "5") }
    let bundle = try read(tar.file("a", "a").closed) { $0.artifacts = 3 }
    #expect(bundle.paths == [])
    #expect(bundle.notes == ["folder3: more entries than the limit of 3: from here on nothing is read"])
  }

  @Test func longPathsAreCut() throws {
    let bundle = try read(TarBytes().file("abcdef", "x").closed) { $0.pathBytes = 4 }
    #expect(bundle.paths == ["abcd"])
    #expect(bundle.notes == ["abcd: its path is longer than the limit of 4 bytes: cut"])
  }

  /// A reader that counts, since a bomb must not be kept.
  struct CountingReader: ArtifactReader {
    var path: String
    mutating func consume(_ bytes: UnsafeRawBufferPointer) {}
    mutating func finish(isCut: Bool) -> ArtifactFacts { ArtifactFacts(path: path, format: isCut ? "cut" : "whole") }
  }

  /// 100 MiB of zeros, as an archive around them, alone, and packed twice.
  @Test(arguments: ["archive", "artifact", "inside"])
  func bombsAreStopped(kind: String) throws {
    let size = 100 << 20
    var bytes: [UInt8]
    switch kind {
    case "archive":
      let header = TarBytes().entry(Array("a".utf8), type: "0", data: [UInt8](repeating: 0, count: size))
      bytes = gzip(header.closed)
    case "artifact": bytes = gzip([UInt8](repeating: 0x61, count: size))
    default:
      bytes =
        TarBytes().entry(
          Array("a.gz".utf8), type: "0", data: gzip([UInt8](repeating: 0x61, count: size))
        ).closed
    }
    var limits = ReadLimits()
    limits.ratio = 100
    let folder = try TemporaryFolder()
    let stream = BundleStream(limits: limits) { CountingReader(path: $0.path) }
    let summary = try stream.read(.path(try folder.write("bomb", bytes)))
    #expect(summary.facts.map(\.format) == ["cut"])
    #expect(summary.limits.count == 1)
    #expect(summary.limits.first?.text.hasPrefix("unpacks to more than the limit of 100 times") == true)
    #expect(summary.bytes >= 64 << 20)
    #expect(summary.bytes < 66 << 20)
    #expect(summary.sha256 != nil)
  }
}
