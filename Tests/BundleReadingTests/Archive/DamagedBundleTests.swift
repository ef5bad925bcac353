import Model
import Testing

@testable import BundleReading

@Suite struct DamagedBundleTests {
  static let texts = (0..<3).map { entry in
    (0..<20).map { "line \($0 * 7919 % 1000) of entry \(entry)\n" }.joined()
  }
  static let tar = TarBytes().file("one.log", texts[0]).file("two.log", texts[1]).file("three.log", texts[2]).closed
  static let packed = gzip(tar)
  static let paths = ["one.log", "two.log", "three.log"]

  /// Artifacts that were read whole are what was packed; one that is not was told to be cut.
  private func expectHonest(_ bundle: ReadBack, _ place: String) {
    // So short a piece of a header is not known for a tar yet.
    if bundle.paths == ["bundle.tar.gz"], bundle.summary.bytes < 262 { return }
    #expect(bundle.paths == Array(Self.paths.prefix(bundle.paths.count)), "\(place)")
    for (path, text) in zip(Self.paths, Self.texts) where bundle.kept.texts[path] != nil {
      if bundle.kept.cut.contains(path) {
        #expect(text.hasPrefix(bundle.text(path) ?? ""), "\(place)")
      } else {
        #expect(bundle.text(path) == text, "\(place)")
      }
    }
  }

  @Test func everyCutIsNotedAndKeepsWhatStandsBefore() throws {
    var most = 0
    for length in 2..<Self.packed.count {
      let bundle = try ReadBack(Array(Self.packed.prefix(length)))
      expectHonest(bundle, "cut at \(length)")
      #expect(bundle.summary.cut.contains { $0.text.hasPrefix("gzip data ends early") }, "cut at \(length)")
      let count = bundle.paths.filter(Self.paths.contains).count
      #expect(count >= most)
      most = count
    }
    #expect(most == 3)
  }

  @Test func everyCutOfAnUnpackedArchiveIsNoted() throws {
    let end = Self.tar.count - 1024
    // Seven and 512 have no common divisor: every place within a block is met.
    for length in Array(stride(from: 512, to: Self.tar.count, by: 7)) + [end - 1, end, end + 511, end + 512] {
      let bundle = try ReadBack(Array(Self.tar.prefix(length)))
      expectHonest(bundle, "cut at \(length)")
      // One block of zeros, be it made up of padding in part, will do for an end marker.
      if length <= end { #expect(!bundle.summary.cut.isEmpty, "cut at \(length)") }
      if length >= end { #expect(bundle.paths == Self.paths) }
    }
  }

  @Test func everyFlippedBitIsNotedOrHarmless() throws {
    for index in Self.packed.indices {
      var bytes = Self.packed
      bytes[index] ^= 1 << (index % 8)
      let bundle = try ReadBack(bytes)
      let isWhole = zip(Self.paths, Self.texts).allSatisfy { bundle.text($0) == $1 }
      // Without its magic it is one file of bytes, for the formats to judge.
      let isUnknown = index < 2 && bundle.paths == ["bundle.tar.gz"]
      #expect(isWhole || isUnknown || !bundle.notes.isEmpty, "byte \(index)")
    }
  }

  @Test func everyFlippedBitOfAHeaderKeepsTheOthers() throws {
    for index in 0..<512 {
      var bytes = Self.tar
      bytes[index] ^= 1 << (index % 8)
      let bundle = try ReadBack(bytes)
      // With a damaged magic the sum does not fit either, and nothing shows that it is a tar.
      if (257..<262).contains(index), bundle.paths == ["bundle.tar.gz"] { continue }
      #expect(bundle.text("two.log") == Self.texts[1], "byte \(index)")
      #expect(bundle.text("one.log") == Self.texts[0] || !bundle.notes.isEmpty, "byte \(index)")
    }
  }

  @Test func noiseBehindAHeaderNeitherCrashesNorHangs() throws {
    var seed = UInt64(7)
    for round in 0..<50 {
      var bytes = Self.tar
      for _ in 0..<20 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(seed >> 33) % bytes.count] = UInt8(truncatingIfNeeded: seed >> 20)
      }
      let bundle = try ReadBack(round % 2 == 0 ? bytes : gzip(bytes))
      #expect(bundle.summary.artifacts <= 4)
    }
  }

  @Test func namesTheArtifactThatTheCutHit() throws {
    let bundle = try ReadBack(Array(Self.tar.prefix(1024 + 512 + 100)))
    #expect(bundle.kept.cut == ["two.log"])
    #expect(bundle.notes.first?.hasPrefix("two.log: ends early after ") == true)
  }
}
