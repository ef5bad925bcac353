import Model
import Testing

@testable import BundleReading

@Suite struct LinkTableTests {
  /// Notes on symbolic links, given as path and target, in a bundle that holds `pods/logs/api.log`.
  static func notes(_ links: [(String, String)]) -> [String] {
    var table = LinkTable(prefix: "")
    for (path, target) in links { table.addSymbolic(path: path, target: Array(target.utf8), limits: ReadLimits()) }
    return table.notes(artifacts: ["pods/logs/api.log"]).map { "\($0.path): \($0.text)" }
  }

  @Test func linksWithinTheBundleAreSilent() {
    let links = [
      ("all/api.log", "../pods/logs/api.log"), ("all/folder", "../pods/logs"), ("api", "all/folder/api.log"),
      ("twice", "api"), ("root", "."), ("around", "root/root/pods"),
    ]
    #expect(Self.notes(links) == [])
  }

  @Test func linksThatLeadNowhereAreNoted() {
    #expect(Self.notes([("a", "b"), ("b", "a")]).allSatisfy { $0.hasSuffix("goes in a circle") })
    #expect(Self.notes([("a", "b"), ("b", "a")]).count == 2)
    #expect(Self.notes([("a", "a/x")]) == ["a: link to a/x goes in a circle"])
    #expect(Self.notes([("x/a", "gone.log")]) == ["x/a: link to gone.log, which is not in the bundle"])
    #expect(
      Self.notes([("x/a", "/var/log/pods")]) == ["x/a: link to /var/log/pods, outside the bundle: not followed"])
    #expect(
      Self.notes([("x/a", "../../etc")]) == ["x/a: link to ../../etc, outside the bundle: not followed"])
  }

  @Test func hardLinksNameEntries() {
    var table = LinkTable(prefix: "")
    table.addHard(path: "x/a", target: Array("./pods/logs/api.log".utf8), limits: ReadLimits())
    table.addHard(path: "x/b", target: Array("gone".utf8), limits: ReadLimits())
    #expect(
      table.notes(artifacts: ["pods/logs/api.log"]).map(\.text) == ["link to gone, which is not in the bundle"])
  }
}
