import Glibc
import Model
import Testing

@testable import BundleReading

@Suite struct BundleStreamTests {
  static let tar = TarBytes().file("./a/one.log", "1 one\n").file("a/two.log", "2 two\n").closed

  @Test(arguments: [false, true])
  func readsEntriesInOrder(isPacked: Bool) throws {
    let bundle = try ReadBack(isPacked ? gzip(Self.tar) : Self.tar, name: "wrong.zip")
    #expect(bundle.paths == ["a/one.log", "a/two.log"])
    #expect(bundle.text("a/one.log") == "1 one\n")
    #expect(bundle.text("a/two.log") == "2 two\n")
    #expect(bundle.notes == [])
    #expect(bundle.summary.name == "wrong.zip")
    #expect(bundle.summary.artifacts == 2)
    #expect(bundle.summary.bytes == 12)
    #expect(bundle.summary.facts.map(\.bytes) == [6, 6])
    #expect(bundle.kept.cut == [])
  }

  @Test func hashesTheFileAsItIs() throws {
    let bytes = gzip(Self.tar) + [UInt8](repeating: 0, count: 600_000)
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    #expect(try ReadBack(bytes).summary.sha256 == hash.finish())
  }

  @Test func aFileMayBeTheArtifact() throws {
    let text = "apiVersion: v1\n"
    for bytes in [Array(text.utf8), gzip(Array(text.utf8))] {
      let bundle = try ReadBack(bytes, name: "pods.tar.gz")
      #expect(bundle.paths == ["pods.tar.gz"])
      #expect(bundle.text("pods.tar.gz") == text)
      #expect(bundle.notes == [])
    }
  }

  @Test func anEmptyFileIsOneEmptyArtifact() throws {
    let bundle = try ReadBack([], name: "bundle.tar")
    #expect(bundle.paths == [])
    #expect(bundle.notes == ["bundle.tar: empty"])
    #expect(bundle.summary.artifacts == 1)
  }

  @Test func whatCannotBeOpenedIsAnError() {
    #expect(throws: ReadError.unreadable(path: "/no/such/file", reason: "No such file or directory")) {
      try ReadBack(.path("/no/such/file"))
    }
  }

  @Test func readsPipesAndLeavesThemWhenALimitIsReached() throws {
    for (artifacts, paths) in [(10, ["a/one.log", "a/two.log"]), (1, ["a/one.log"])] {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      let bytes = gzip(Self.tar)
      #expect(write(ends[1], bytes, bytes.count) == bytes.count)
      close(ends[1])
      defer { close(ends[0]) }
      var limits = ReadLimits()
      limits.artifacts = artifacts
      let bundle = try ReadBack(.path("/proc/self/fd/\(ends[0])"), limits: limits)
      #expect(bundle.paths == paths)
    }
  }

  @Test func aDamagedPaxHeaderIsNoted() throws {
    let tar = TarBytes().entry(Array("pax".utf8), type: "x", data: Array("xx path=long\n".utf8)).file("a", "1")
    let bundle = try ReadBack(tar.file("b", "2").closed)
    #expect(bundle.text("a") == "1")
    #expect(bundle.text("b") == "2")
    #expect(bundle.notes.count == 1)
    #expect(bundle.notes.first?.hasPrefix("a: odd header: ") == true)
  }

  @Test func readsMemoryInTheOrderGiven() throws {
    let bundle = try ReadBack(.memory([("b", "2"), ("a", "1")]))
    #expect(bundle.paths == ["b", "a"])
    #expect(bundle.text("a") == "1")
    #expect(bundle.summary.sha256 == nil)
  }

  @Test func severalMembersAreOneArchive() throws {
    let bundle = try ReadBack(gzip(Array(Self.tar.prefix(700))) + gzip(Array(Self.tar.dropFirst(700))))
    #expect(bundle.paths == ["a/one.log", "a/two.log"])
    #expect(bundle.notes == [])
  }

  @Test func saysWhatNoFormatClaimed() throws {
    let inner = TarBytes().file("x", "y").closed
    let tar = TarBytes().file("a.unknown", "text").file("b.log", "x\n").file("c", "")
      .entry(Array("d.unknown".utf8), type: "0", data: [0x7f, 0x45, 0x4c, 0x46, 0, 1])
      .entry(Array("e.tgz".utf8), type: "0", data: gzip(inner))
      .entry(Array("f.7z".utf8), type: "0", data: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4])
    let bundle = try ReadBack(tar.closed)
    #expect(bundle.paths == ["b.log", "e.tgz!/x"])
    #expect(
      bundle.notes.sorted() == [
        "a.unknown: text that no format claims", "c: empty", "d.unknown: binary",
        "f.7z: 7z archives are not read: unpack it first",
      ])
    #expect(bundle.summary.artifacts == 6)
  }

  @Test func inflatesArtifactsInPlace() throws {
    let tar = TarBytes().entry(Array("kubelet.log.gz".utf8), type: "0", data: gzip(Array("line\n".utf8)))
      .entry(Array("cut.gz".utf8), type: "0", data: Array(gzip(Array("other line\n".utf8)).dropLast(9)))
      .entry(Array("one".utf8), type: "0", data: [0x1f])
    let bundle = try ReadBack(gzip(tar.closed))
    #expect(bundle.paths == ["kubelet.log.gz", "cut.gz", "one"])
    #expect(bundle.text("kubelet.log.gz") == "line\n")
    #expect(bundle.summary.facts.map(\.bytes).first == 5)
    #expect(bundle.text("one") == "\u{1f}")
    #expect(bundle.kept.cut == ["cut.gz"])
    #expect(bundle.notes.count == 1)
    #expect(bundle.notes.first?.hasPrefix("cut.gz: gzip data ends early after ") == true)
  }

  @Test func headsOfAllSizesArriveWhole() throws {
    for size in [1, ArtifactHead.length - 1, ArtifactHead.length, ArtifactHead.length + 1, 700_000] {
      let text = String(repeating: "0123456789abcdef", count: size / 16) + String(repeating: "x", count: size % 16)
      var heads: [(Int, Bool)] = []
      let kept = KeepingReader.Kept()
      let stream = BundleStream(limits: ReadLimits()) { head in
        heads.append((head.bytes.count, head.isWhole))
        return KeepingReader(path: head.path, kept: kept)
      }
      let folder = try TemporaryFolder()
      _ = try stream.read(.path(try folder.write("b", gzip(TarBytes().file("a", text).closed))))
      #expect(kept.texts["a"].map { String(decoding: $0, as: UTF8.self) == text } == true)
      #expect(heads.map(\.0) == [min(size, ArtifactHead.length)])
      #expect(heads.map(\.1) == [size <= ArtifactHead.length])
    }
  }

  @Test func equalPathsAreReadEach() throws {
    let tar = TarBytes().file("a", "1").file("./a", "2").file("b", "3").file("/a", "4")
    let bundle = try ReadBack(tar.closed)
    #expect(bundle.paths == ["a", "a#2", "b", "a#3"])
    #expect(bundle.text("a#3") == "4")
  }

  @Test func hostileNamesStayInside() throws {
    let tar = TarBytes().file("../../etc/passwd", "x").file("/var/log/b", "y").file("a/../c", "z")
      .entry([0x61, 0xff], type: "0", data: [0x61]).file("..", "w")
    let bundle = try ReadBack(tar.closed)
    #expect(bundle.paths == ["etc/passwd", "var/log/b", "c", "a\u{fffd}", "unnamed"])
    #expect(
      bundle.notes == [
        "etc/passwd: its path leaves the bundle: read under this one",
        "unnamed: its path leaves the bundle: read under this one",
      ])
  }

  @Test func paxNamesNeedNoLocale() throws {
    let long = String(repeating: "d/", count: 150) + "ログ.log"
    let bundle = try ReadBack(TarBytes().paxPath(long).file("short", "x").file("ノード", "y").closed)
    #expect(bundle.paths == [long, "ノード"])
    #expect(bundle.notes == [])
  }

  @Test func linksAndDevicesAreNoArtifacts() throws {
    let tar = TarBytes().file("pods/api.log", "x").symbolicLink("all/api.log", to: "../pods/api.log")
      .hardLink("hard.log", to: "pods/api.log").symbolicLink("loop", to: "loop")
      .symbolicLink("out", to: "/etc/passwd").entry(Array("null".utf8), type: "3")
      .entry(Array("pipe".utf8), type: "6").entry(Array("folder/".utf8), type: "5")
    let bundle = try ReadBack(tar.closed)
    #expect(bundle.paths == ["pods/api.log"])
    #expect(
      bundle.notes == [
        "null: character device: not read", "pipe: FIFO: not read",
        "out: link to /etc/passwd, outside the bundle: not followed", "loop: link to loop goes in a circle",
      ])
    #expect(bundle.summary.artifacts == 1)
  }

  @Test func archivesPutTogetherAreReadOn() throws {
    let bundle = try ReadBack(gzip(Self.tar) + gzip(TarBytes().file("b/three.log", "3\n").closed))
    #expect(bundle.paths == ["a/one.log", "a/two.log", "b/three.log"])
    #expect(bundle.notes == [])
  }

  @Test func findsTheNextHeaderBehindADamagedOne() throws {
    var first = Self.tar
    first[5] ^= 0x20
    let lost = try ReadBack(first)
    #expect(lost.paths == ["a/two.log"])
    #expect(lost.notes == ["bundle.tar.gz: Damaged tar archive before the first artifact"])
    var second = Self.tar
    second[1024] ^= 0x20
    let kept = try ReadBack(second)
    #expect(kept.paths == ["a/one.log"])
    #expect(kept.notes == ["bundle.tar.gz: Damaged tar archive after a/one.log"])
  }
}
