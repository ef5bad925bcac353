import Model
import Testing

@testable import BundleReading

/// Programs' lines of containers in what `timeline` asks for.
@Suite struct ContainerLinesTests {
  private func records(_ artifacts: [(path: String, text: String)], components: Set<String> = []) throws -> [LogRecord]
  {
    try BundleReader.read(.memory(artifacts), keeping: .everything([], components: components)).records
  }

  private func shown(_ records: [LogRecord]) -> [String] {
    records.map {
      "\($0.time?.rfc3339 ?? "-") \($0.source.name) \($0.container?.path ?? "-") \($0.message) \($0.evidence.line)"
    }
  }

  private static let pods = """
    apiVersion: v1
    kind: PodList
    items:
    - metadata: {name: web-0, namespace: shop, uid: u1}
      spec: {nodeName: n1, containers: [{name: web}]}

    """

  @Test func aLineHasItsTimeItsPodAndItsNode() throws {
    let log = "listening\n2026-11-21 04:01:20,123 ERROR failed\n\tat Main\n2026-11-21T04:01:21Z stopped\n"
    let found = try records([("pods.yaml", Self.pods), ("logs/shop/web-0/web.log", log)])
    #expect(
      shown(found) == [
        "2026-11-21T04:01:20.123Z n1/web Pod/shop/web-0/web ERROR failed 2",
        "2026-11-21T04:01:20.123Z n1/web Pod/shop/web-0/web \tat Main 3",
        "2026-11-21T04:01:21Z n1/web Pod/shop/web-0/web stopped 4",
      ])
    // A trace is as severe as the line that it explains.
    #expect(found.map(\.severity) == [.error, .error, nil])
    #expect(found[0].evidence.text == "2026-11-21 04:01:20,123 ERROR failed")
  }

  /// The runtime's stamp tells in which zone the program writes.
  @Test func theRuntimesStampTellsTheZone() throws {
    let log = "2026-11-21T04:01:20.200000000Z 2026-11-21 12:01:20,100 WARN slow\n"
    let found = try records([("logs/shop/web-0/web.log", log)])
    #expect(found.map { $0.time?.rfc3339 } == ["2026-11-21T04:01:20.100Z"])
  }

  @Test func theRuntimesFileAndKubectlsAreOneLog() throws {
    let file = "nodes/n1/pods/shop_web-0_0f1d6f4e-4d0c-4f5e-9d52-0a6d3f0c9b11/web/0.log"
    let found = try records([
      ("pods.yaml", Self.pods), ("logs/shop/web-0/web.log", "2026-11-21T04:01:20.5Z up\n"),
      (file, "2026-11-21T04:01:20.5Z stdout F up\n"),
    ])
    #expect(found.count == 1 && found.first?.copies.count == 1)
  }

  /// Pods of one workload say the same in the same second: these are two facts.
  @Test func twoPodsAreTwoFacts() throws {
    let line = "2026-11-21T04:01:20.5Z up\n"
    let found = try records([("logs/shop/web-0/web.log", line), ("logs/shop/web-1/web.log", line)])
    #expect(found.count == 2)
  }

  @Test func severalContainersInOneArtifact() throws {
    let log = "[pod/web-0/web] 2026-11-21T04:01:20Z one\n[pod/web-0/proxy] 2026-11-21T04:01:21Z two\n"
    let found = try records([("all.txt", log)])
    #expect(found.map(\.container?.path) == ["Pod/web-0/web", "Pod/web-0/proxy"])
    #expect(found.map(\.message) == ["one", "two"])
  }

  @Test func componentsNarrow() throws {
    let log = "2026-11-21T04:01:20Z up\n"
    #expect(try records([("logs/shop/web-0/web.log", log)], components: ["kubelet"]).isEmpty)
    #expect(try records([("logs/shop/web-0/web.log", log)], components: ["web"]).count == 1)
  }

  /// Only a timeline holds them, and no more than its budget.
  @Test func heldOnlyWithinTheBudget() {
    func facts(_ interests: LogInterests) -> ArtifactFacts {
      var lines = ContainerLogLines(path: "logs/shop/web-0/web.log", format: "", keeping: interests)
      for number in 1...5 {
        let bytes = Array("2026-11-21T04:01:2\(number)Z up".utf8)
        bytes.withUnsafeBytes { lines.take(TextLine(bytes: $0, number: number, isCut: false)) }
      }
      return lines.finish(lineCount: 5)
    }
    let kept = facts(LogInterests([], keepsEverything: true, budget: LineBudget(lines: 2)))
    #expect(kept.log?.containerLines.count == 2 && kept.log?.leftOut == 3)
    #expect(facts(LogInterests([])).log == nil)
  }
}
