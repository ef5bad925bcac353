import Glibc
import Testing

@testable import BundleReading

@Suite struct ContainerTests {
  static let files: [ArchiveBytes.File] = [
    ("a/", []), ("a/one.log", Array("1 one\n".utf8)), ("a/two.log", Array("2 two\n".utf8)),
  ]
  static let tar = TarBytes().file("a/one.log", "1 one\n").file("a/two.log", "2 two\n").closed

  private func expectBoth(_ bundle: ReadBack, prefix: String = "") {
    #expect(bundle.paths == [prefix + "a/one.log", prefix + "a/two.log"])
    #expect(bundle.text(prefix + "a/one.log") == "1 one\n")
    #expect(bundle.text(prefix + "a/two.log") == "2 two\n")
    #expect(bundle.notes == [])
    #expect(bundle.summary.artifacts == 2)
    #expect(bundle.summary.bytes == 12)
  }

  @Test func readsZip() throws {
    expectBoth(try ReadBack(ArchiveBytes.zip(Self.files), name: "a.bin"))
    expectBoth(try ReadBack(ArchiveBytes.storedZip(Array(Self.files.dropFirst())), name: "a.bin"))
    expectBoth(try ReadBack(gzip(ArchiveBytes.zip(Self.files)), name: "a.bin"))
  }

  @Test func readsZipFromAPipe() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let bytes = ArchiveBytes.zip(Self.files)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    let bundle = try ReadBack(.path("/proc/self/fd/\(ends[0])"))
    expectBoth(bundle)
    #expect(bundle.summary.sha256 != nil)
  }

  @Test(arguments: ["bzip2", "xz", "zstd", "lz4"])
  func readsCompressedArchivesAndFiles(filter: String) throws {
    expectBoth(try ReadBack(ArchiveBytes.packed(Self.tar, with: filter), name: "a.tar"))
    let alone = try ReadBack(ArchiveBytes.packed(Array("line\n".utf8), with: filter), name: "kubelet.log.x")
    #expect(alone.paths == ["kubelet.log.x"])
    #expect(alone.text("kubelet.log.x") == "line\n")
    #expect(alone.notes == [])
    // Two streams, one behind the other.
    let twice = ["1\n", "2\n"].flatMap { ArchiveBytes.packed(Array($0.utf8), with: filter) }
    #expect(try ReadBack(twice, name: "b").text("b") == "1\n2\n")
  }

  /// What `bzip2`, `xz`, `zstd` and `lz4` make of nothing.
  @Test(
    arguments: [
      [0x42, 0x5a, 0x68, 0x39, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0x00, 0x00, 0x00, 0x00],
      [
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x00, 0x00, 0x00, 0x00, 0x1c, 0xdf,
        0x44, 0x21, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
      ],
      [0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x00, 0x01, 0x00, 0x00, 0x99, 0xe9, 0xd8, 0x51],
      [0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0x00, 0x00, 0x00, 0x00, 0x05, 0x5d, 0xcc, 0x02],
    ] as [[UInt8]])
  func anEmptyCompressionIsEmpty(bytes: [UInt8]) throws {
    #expect(try ReadBack(bytes, name: "e").notes == ["e: empty"])
  }

  @Test(arguments: ["bzip2", "xz", "zstd", "lz4"])
  func aCutCompressionIsNotedAndKeepsWhatStandsBefore(filter: String) throws {
    var generator = SeededGenerator(seed: 5)
    let text = (0..<8_000).map { _ in String(UInt32.random(in: 0...UInt32.max, using: &generator)) + "\n" }.joined()
    let packed = ArchiveBytes.packed(Array(text.utf8), with: filter)
    let bundle = try ReadBack(Array(packed.prefix(packed.count * 3 / 4)), name: "b")
    #expect(bundle.summary.cut.count == 1)
    #expect(bundle.notes.first?.contains("is damaged or cut after") == true, "\(bundle.notes)")
    #expect(bundle.kept.cut == ["b"] || bundle.paths == [])
    if let kept = bundle.text("b") { #expect(text.hasPrefix(kept)) }
    // libarchive writes zstd without a sum over its content.
    for index in stride(from: filter == "zstd" ? .max : 0, to: min(packed.count, 4000), by: 97) {
      var bytes = packed
      bytes[index] ^= 1 << (index % 8)
      let flipped = try ReadBack(bytes, name: "b")
      #expect(flipped.text("b") == text || !flipped.notes.isEmpty || index < 6, "byte \(index)")
    }
  }

  @Test func archivesInsideAreOpened() throws {
    let zip = ArchiveBytes.zip(Self.files)
    for bytes in [zip, ArchiveBytes.storedZip(Array(Self.files.dropFirst())), Self.tar, gzip(Self.tar)]
      + ["bzip2", "xz", "zstd", "lz4"].map({ ArchiveBytes.packed(Self.tar, with: $0) })
    {
      let tar = TarBytes().entry(Array("nodes/n1.x".utf8), type: "0", data: bytes).closed
      expectBoth(try ReadBack(tar), prefix: "nodes/n1.x!/")
      expectBoth(try ReadBack(gzip(tar)), prefix: "nodes/n1.x!/")
      expectBoth(try ReadBack(ArchiveBytes.zip([("nodes/n1.x", bytes)])), prefix: "nodes/n1.x!/")
      expectBoth(try ReadBack(ArchiveBytes.storedZip([("nodes/n1.x", bytes)])), prefix: "nodes/n1.x!/")
      let folder = try TemporaryFolder()
      try folder.write("nodes/n1.x", bytes)
      expectBoth(try ReadBack(.path(folder.path)), prefix: "nodes/n1.x!/")
    }
  }

  @Test func whatFollowsAnArchiveInsideIsRead() throws {
    let inner = ArchiveBytes.zip([("x/b.zip", ArchiveBytes.zip([("c.log.gz", gzip(Array("c\n".utf8)))]))])
    let tar = TarBytes().entry(Array("a.zip".utf8), type: "0", data: inner)
      .entry(Array("a.zip".utf8), type: "0", data: inner).file("z.log", "z\n")
    let bundle = try ReadBack(tar.closed)
    #expect(bundle.paths == ["a.zip!/x/b.zip!/c.log.gz", "a.zip#2!/x/b.zip!/c.log.gz", "z.log"])
    #expect(bundle.text("a.zip!/x/b.zip!/c.log.gz") == "c\n")
    #expect(bundle.notes == [])
  }

  @Test func linksStayInTheirArchive() throws {
    let inner = TarBytes().file("pods/api.log", "x").symbolicLink("good.log", to: "pods/api.log")
      .symbolicLink("bad.log", to: "missing").symbolicLink("out.log", to: "../outer.log").closed
    let tar = TarBytes().file("outer.log", "y").entry(Array("n.tar".utf8), type: "0", data: inner)
      .symbolicLink("alias", to: "n.tar").closed
    let bundle = try ReadBack(tar)
    #expect(bundle.paths == ["outer.log", "n.tar!/pods/api.log"])
    #expect(
      bundle.notes == [
        "n.tar!/out.log: link to ../outer.log, outside the bundle: not followed",
        "n.tar!/bad.log: link to missing, which is not in the bundle",
      ])
  }

  @Test func namesOfZipsNeedNoLocale() throws {
    let bundle = try ReadBack(
      ArchiveBytes.storedZip([("ノード/ログ.log", [0x78]), ("win\\dows.log", [0x79]), ("../up.log", [0x7a])]))
    #expect(bundle.paths == ["ノード/ログ.log", "win/dows.log", "up.log"])
    #expect(bundle.notes == ["up.log: its path leaves the bundle: read under this one"])
  }
}
