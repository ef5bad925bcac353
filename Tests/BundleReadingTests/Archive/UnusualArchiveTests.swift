import Testing

@testable import BundleReading

/// Archives that are right, but not as most programs write them.
@Suite struct UnusualArchiveTests {
  /// A stored zip whose sizes stand in the extra field for archives beyond 4 GiB.
  private static func zip64(_ name: String, _ text: String) -> [UInt8] {
    let data = Array(text.utf8)
    let unknown = [UInt8](repeating: 0xff, count: 4)
    let size = ArchiveBytes.little(UInt32(data.count), 4) + [0, 0, 0, 0]
    let extra: [UInt8] = [1, 0, 16, 0] + size + size
    var bytes: [UInt8] = [0x50, 0x4b, 3, 4, 45, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]
    bytes += ArchiveBytes.little(ArchiveBytes.crc32(data), 4) + unknown + unknown
    bytes += ArchiveBytes.little(UInt32(name.utf8.count), 2) + ArchiveBytes.little(UInt32(extra.count), 2)
    bytes += Array(name.utf8) + extra + data
    return bytes + [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18)
  }

  /// One raw block behind a window of 2 to the power of `window` bytes, as `zstd --long=<window>` asks for.
  private static func zstandard(_ text: String, window: UInt8) -> [UInt8] {
    let header = UInt32(text.utf8.count) << 3 | 1
    return [0x28, 0xb5, 0x2f, 0xfd, 0, (window - 10) << 3] + ArchiveBytes.little(header, 3) + Array(text.utf8)
  }

  @Test func sizesBeyondFourGigabytesAreRead() throws {
    let bundle = try ReadBack(Self.zip64("a.log", "one\n"))
    #expect(bundle.paths == ["a.log"] && bundle.text("a.log") == "one\n" && bundle.notes == [])
  }

  @Test func aLongWindowIsReadOrNamed() throws {
    #expect(try ReadBack(Self.zstandard("one\n", window: 27), name: "a.log").text("a.log") == "one\n")
    let tar = TarBytes().entry(Array("a.log.zst".utf8), type: "0", data: Self.zstandard("one\n", window: 31))
      .file("b.log", "two\n").closed
    let bundle = try ReadBack(tar)
    #expect(bundle.text("b.log") == "two\n")
    #expect(
      bundle.text("a.log.zst") == "one\n" || bundle.notes.contains { $0.hasPrefix("a.log.zst: ") }, "\(bundle.notes)")
  }

  @Test func absolutePathsStayInTheBundle() throws {
    let bundle = try ReadBack(TarBytes().file("/etc/kubelet.log", "one\n").file("../../b.log", "two\n").closed)
    #expect(bundle.paths == ["etc/kubelet.log", "b.log"])
    #expect(bundle.notes == ["b.log: its path leaves the bundle: read under this one"])
  }

  @Test func linksAreOtherNames() throws {
    let tar = TarBytes().symbolicLink("containers/api.log", to: "../pods/api/0.log").file("pods/api/0.log", "x")
      .hardLink("logs/api.log", to: "pods/api/0.log").symbolicLink("nodes/n1", to: "../pods")
      .symbolicLink("out.log", to: "/etc/passwd").symbolicLink("loop", to: "loop").closed
    let bundle = try ReadBack(TarBytes().entry(Array("in.tar".utf8), type: "0", data: tar).closed)
    #expect(
      bundle.summary.aliases == [
        "in.tar!/pods/api/0.log": [
          "in.tar!/containers/api.log", "in.tar!/logs/api.log", "in.tar!/nodes/n1/api/0.log",
        ]
      ])
  }
}
