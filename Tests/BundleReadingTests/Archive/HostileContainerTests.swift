import Model
import Testing

@testable import BundleReading

@Suite struct HostileContainerTests {
  private func summary(_ bytes: [UInt8], _ change: (inout ReadLimits) -> Void = { _ in }) throws -> StreamSummary {
    var limits = ReadLimits()
    change(&limits)
    let folder = try TemporaryFolder()
    let stream = BundleStream(limits: limits) { ReadLimitsTests.CountingReader(path: $0.path) }
    return try stream.read(.path(try folder.write("bomb", bytes)))
  }

  static let blanks = [UInt8](repeating: 0x61, count: 80 << 20)

  @Test func aZipOfBlanksIsStopped() throws {
    let summary = try summary(ArchiveBytes.zip([("a", Self.blanks), ("b", Self.blanks)])) { $0.ratio = 100 }
    #expect(
      summary.limits.map(\.text) == [
        "unpacks to more than the limit of 100 times its size: from here on nothing is read"
      ])
    #expect(summary.bytes < 66 << 20)
    #expect(summary.facts.map(\.format) == ["cut"])
  }

  /// Each zip is small, but all that they hold together is not.
  @Test func zipsOfZipsAreStopped() throws {
    let page = ArchiveBytes.zip([("0.dll", [UInt8](repeating: 0, count: 16 << 20))])
    let chapter = ArchiveBytes.zip((0..<16).map { ("page\($0).zip", page) })
    let book = ArchiveBytes.zip((0..<16).map { ("chapter\($0).zip", chapter) })
    let summary = try summary(book) { $0.ratio = 100 }
    #expect(summary.limits.count == 1)
    #expect(summary.bytes < 80 << 20)
    #expect(summary.artifacts < 8)
  }

  @Test func whatIsPassedOverCountsToo() throws {
    // After the limit of the artifact the rest must be unpacked to find the next entry.
    let summary = try summary(ArchiveBytes.zip([("a", Self.blanks), ("b", [0x62])])) {
      $0.ratio = 100
      $0.artifactBytes = 1000
    }
    #expect(summary.bytes == 1000)
    #expect(summary.limits.map(\.path) == ["a", "a"])
  }

  @Test func theTotalCountsAcrossArchives() throws {
    let inner = ArchiveBytes.zip([("x", [UInt8](repeating: 0x61, count: 600)), ("y", [0x62])])
    let tar = TarBytes().entry(Array("1.zip".utf8), type: "0", data: inner)
      .entry(Array("2.zip".utf8), type: "0", data: inner).closed
    let cut = try summary(tar) { $0.totalBytes = 1000 }
    #expect(cut.limits.map(\.path) == ["2.zip!/x"])
    #expect(cut.bytes <= 1000)
    let fewer = try summary(tar) { $0.artifacts = 4 }
    #expect(fewer.limits.map(\.path) == ["2.zip!/x"])
    #expect(fewer.facts.count == 2)
  }

  @Test(arguments: [0, 1, 4])
  func archivesFortyDeepEndAtTheLimit(depth: Int) throws {
    var bytes = TarBytes().file("deep.log", "x").closed
    for _ in 0..<40 { bytes = TarBytes().file("top.log", "x").entry(Array("n".utf8), type: "0", data: bytes).closed }
    let tars = try summary(bytes) { $0.depth = depth }
    #expect(tars.facts.count == depth + 1)
    #expect(tars.limits.count == 1)
    #expect(
      tars.limits.first?.text == "an archive within more than the limit of \(depth) others: not opened")
    var packed = Array("text\n".utf8)
    for _ in 0..<40 { packed = gzip(packed) }
    let compressed = try summary(TarBytes().entry(Array("n".utf8), type: "0", data: packed).closed) { $0.depth = depth }
    #expect(compressed.facts.isEmpty)
    #expect(compressed.limits.map(\.path) == ["n"])
  }

  @Test func encryptedEntriesAreNamed() throws {
    let bundle = try ReadBack(ArchiveBytes.zip([("a.log", Array("secret\n".utf8))], password: "x"))
    #expect(bundle.paths == [])
    #expect(bundle.notes == ["a.log: encrypted: unpack it first, with its password"])
  }

  @Test func aWrongSumIsNotedAndTheOthersRead() throws {
    var bytes = ArchiveBytes.storedZip([("a.log", Array("aaaa\n".utf8)), ("b.log", Array("b\n".utf8))])
    bytes[30 + 5] ^= 1
    let bundle = try ReadBack(bytes)
    #expect(bundle.paths == ["a.log", "b.log"])
    #expect(bundle.text("b.log") == "b\n")
    #expect(bundle.kept.cut == ["a.log"])
    #expect(bundle.notes.count == 1)
    #expect(bundle.notes.first?.hasPrefix("a.log: damaged: ZIP bad CRC") == true, "\(bundle.notes)")
  }

  @Test func everyCutOfAZipIsNoted() throws {
    let texts = ["one.log": "first line\nsecond line\n", "two.log": "third line\n"]
    let bytes = ArchiveBytes.zip(texts.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
    let directory = bytes.count - 22 - 2 * (46 + 7)
    for length in 4..<bytes.count {
      let bundle = try ReadBack(Array(bytes.prefix(length)))
      if length < directory - 60 { #expect(!bundle.notes.isEmpty, "cut at \(length)") }
      for (path, text) in texts where bundle.kept.texts[path] != nil {
        #expect(text.hasPrefix(bundle.text(path) ?? "?"), "cut at \(length)")
        if !bundle.kept.cut.contains(path) { #expect(bundle.text(path) == text, "cut at \(length)") }
      }
    }
  }

  @Test func flippedBitsNeitherCrashNorHang() throws {
    let inner = ArchiveBytes.zip([("in.log", Array("inside\n".utf8))])
    let zip = ArchiveBytes.zip([("a.log", Array("aaaa\n".utf8)), ("b.zip", inner), ("c.log", Array("c\n".utf8))])
    for index in zip.indices {
      var bytes = zip
      bytes[index] ^= 1 << (index % 8)
      let bundle = try ReadBack(bytes)
      #expect(bundle.summary.artifacts < 20)
    }
  }

  /// Entries that share their data stand only in the directory at the end, which is not read.
  @Test func overlappingEntriesAreReadOnce() throws {
    var bytes = ArchiveBytes.storedZip([("a.log", Array("aaaa\n".utf8))])
    bytes.removeLast(22)
    for name in ["b.log", "c.log"] {
      bytes += [0x50, 0x4b, 1, 2] + [UInt8](repeating: 0, count: 24) + [5] + [UInt8](repeating: 0, count: 17)
      bytes += Array(name.utf8)
    }
    #expect(try ReadBack(bytes).paths == ["a.log"])
  }
}
