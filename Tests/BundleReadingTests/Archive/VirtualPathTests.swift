import Testing

@testable import BundleReading

@Suite struct VirtualPathTests {
  @Test(arguments: [
    ("a/b.log", "a/b.log", false), ("./a/b.log", "a/b.log", false), ("/var/log/x", "var/log/x", false),
    ("a/../b", "b", false), ("a/b/../../c", "c", false), ("../../etc/passwd", "etc/passwd", true),
    ("a/../../b", "b", true), ("..", "", true), (".", "", false), ("", "", false), ("//a//./b/", "a/b", false),
    ("C:\\logs\\..\\x", "C:\\logs\\..\\x", false), ("...", "...", false), ("a/..b/c", "a/..b/c", false),
    ("ノード/ログ", "ノード/ログ", false),
  ])
  func staysInTheBundle(name: String, text: String, leaves: Bool) {
    let path = VirtualPath(Array(name.utf8), longest: 4096)
    #expect(path.text == text)
    #expect(path.leavesBundle == leaves)
    #expect(path.isAbsolute == name.hasPrefix("/"))
    #expect(!path.isTooLong)
  }

  @Test func repairsBytes() {
    #expect(VirtualPath([0x61, 0xff, 0x62], longest: 4096).text == "a\u{fffd}b")
    #expect(VirtualPath([0x61, 0, 0x62], longest: 4096).text == "a")
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func cutsOnACharacterBorder(longest: Int) {
    let path = VirtualPath(Array("aéノ".utf8), longest: longest)
    #expect(path.isTooLong == (longest < 6))
    #expect(path.text == ["", "a", "a", "aé", "aé", "aé", "aéノ", "aéノ"][longest])
  }

  @Test func namesItsFolder() {
    #expect(VirtualPath.folder(of: "a/b/c") == "a/b")
    #expect(VirtualPath.folder(of: "a") == "")
  }
}
