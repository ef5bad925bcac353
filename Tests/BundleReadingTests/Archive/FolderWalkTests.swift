import Glibc
import Model
import Testing

@testable import BundleReading

@Suite struct FolderWalkTests {
  @Test func readsFilesInTheOrderOfTheirPaths() throws {
    let folder = try TemporaryFolder()
    for name in ["b/x.log", "a-b", "a/z.log", "a/y/q", "c", "B"] { try folder.write(name, Array(name.utf8)) }
    let bundle = try ReadBack(.path(folder.path + "/"))
    #expect(bundle.paths == ["B", "a-b", "a/y/q", "a/z.log", "b/x.log", "c"])
    #expect(bundle.text("a/y/q") == "a/y/q")
    #expect(bundle.notes == [])
    #expect(bundle.summary.sha256 == nil)
    #expect(folder.path.hasSuffix("/" + bundle.summary.name))
  }

  @Test func linksAreAliases() throws {
    let folder = try TemporaryFolder()
    try folder.write("pods/api.log", Array("x".utf8))
    try folder.make(folder.path + "/pods/hard.log") { link(folder.path + "/pods/api.log", $0) }
    try folder.symbolicLink("all/api.log", to: "../pods/api.log")
    try folder.symbolicLink("up", to: "..")
    try folder.symbolicLink("etc", to: "/etc")
    try folder.symbolicLink("loop", to: "./loop")
    let bundle = try ReadBack(.path(folder.path))
    #expect(bundle.paths == ["pods/api.log"])
    #expect(
      bundle.notes == [
        "etc: link to /etc, outside the bundle: not followed", "up: link to .., outside the bundle: not followed",
        "loop: link to ./loop goes in a circle",
      ])
  }

  @Test func fifosAreNotOpened() throws {
    let folder = try TemporaryFolder()
    try folder.make(folder.path + "/pipe") { mkfifo($0, 0o600) }
    try folder.write("z", Array("z".utf8))
    let bundle = try ReadBack(.path(folder.path))
    #expect(bundle.paths == ["z"])
    #expect(bundle.notes == ["pipe: FIFO: not read"])
  }

  @Test func opensArchivesInPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.log.gz", gzip(Array("line\n".utf8)))
    try folder.write("b.tar.gz", gzip(BundleStreamTests.tar))
    let bundle = try ReadBack(.path(folder.path))
    #expect(bundle.paths == ["a.log.gz", "b.tar.gz!/a/one.log", "b.tar.gz!/a/two.log"])
    #expect(bundle.text("a.log.gz") == "line\n")
    #expect(bundle.notes == [])
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsNoted() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("secret", Array("x".utf8))
    chmod(file, 0)
    try folder.write("closed/x", Array("x".utf8))
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    let bundle = try ReadBack(.path(folder.path))
    #expect(
      bundle.notes == ["closed: folder cannot be read: Permission denied", "secret: cannot be read: Permission denied"])
  }

  @Test func deepTreesAreWalkedWithoutRecursion() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "d/", count: 400) + "x"
    try folder.write(name, Array("x".utf8))
    #expect(try ReadBack(.path(folder.path)).paths == [name])
    var limits = ReadLimits()
    limits.pathBytes = 100
    let bundle = try ReadBack(.path(folder.path), limits: limits)
    #expect(bundle.paths == [])
    #expect(bundle.notes.count == 1)
    #expect(bundle.notes.first?.hasSuffix("its path is longer than the limit of 100 bytes: not entered") == true)
  }
}
