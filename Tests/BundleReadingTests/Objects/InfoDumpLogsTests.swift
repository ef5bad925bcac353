import Model
import Testing

@testable import BundleReading

/// Logs between the lists of `kubectl cluster-info dump`, far behind the beginning that formats see.
struct InfoDumpLogsTests {
  private static let pod = #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-0","namespace":"shop"}}"#

  private static func facts(_ text: String) -> ArtifactFacts {
    readObjects(text.utf8, path: "dump.txt", json: true)
  }

  @Test func listsAndLogsAreReadOnTheirOwnLines() throws {
    let mark = "logs for container app of pod shop/web-0 ===="
    let facts = Self.facts(
      "\(Self.pod)\n==== START \(mark)\nlistening\n{\"kind\":\"Pod\"}\n==== END \(mark)\n\(Self.pod)\n")
    #expect(facts.objects.map(\.evidence.line) == [1, 6])
    #expect(facts.cut == [])
    let log = try #require(facts.containerLogs.first)
    #expect(facts.containerLogs.count == 1 && log.container?.container == "app")
    #expect(log.head.map(\.number) == [3, 4])
  }

  @Test func whatStandsInTextIsNoMark() {
    let facts = Self.facts(
      #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"x ==== START logs for container a of pod b/c ===="}}"#)
    #expect(facts.objects.count == 1 && facts.containerLogs.isEmpty)
  }

  @Test func aLogWithoutEndIsReadToTheEnd() {
    let facts = Self.facts("\(Self.pod)\n==== START logs for container app of pod shop/web-0 ====\nlistening")
    #expect(facts.objects.count == 1 && facts.containerLogs.first?.head.map(\.text) == ["listening"])
  }
}
