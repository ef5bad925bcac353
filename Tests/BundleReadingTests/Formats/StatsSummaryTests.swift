import Model
import Testing

@testable import BundleReading

/// The kubelet's summary of what its pods use.
@Suite struct StatsSummaryTests {
  @Test func eachHolderHasItsFigureAndLine() throws {
    let facts = try #require(read(StatsSummary.samples[0], path: "nodes/other/stats-summary.json"))
    let pod = EntityReference(
      kind: "Pod", namespace: "shop", name: "web-0", uid: "0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a")
    var app = pod
    app.container = "app"
    #expect(
      facts.diskUsages.map(\.holder) == [.images, .logs(app), .writableLayer(app), .volume(pod, name: "scratch")])
    #expect(facts.diskUsages.map(\.bytes) == [4_000_000, 2_147_483_648, 4096, 1_048_576])
    #expect(facts.diskUsages.allSatisfy { $0.node == "worker-1" })
    #expect(facts.diskUsages[1].evidence.line == 12)
    #expect(facts.diskUsages[1].time == Moment(rfc3339: "2026-11-21T04:01:20Z"))
  }

  @Test func aClaimIsNoPartOfTheNodesDisk() throws {
    let text = StatsSummary.samples[0].replacing(
      "\"name\": \"scratch\"",
      with: "\"name\": \"data\", \"pvcRef\": {\"name\": \"data-web-0\", \"namespace\": \"shop\"}")
    let facts = try #require(read(text))
    #expect(facts.format == "stats-summary" && facts.diskUsages.count == 3)
  }

  @Test func aCutSummaryKeepsWhatIsWhole() throws {
    let text = StatsSummary.samples[0]
    for length in stride(from: 200, to: text.utf8.count, by: 37) {
      let facts = read(String(decoding: Array(text.utf8.prefix(length)), as: UTF8.self))
      #expect((facts?.diskUsages.count ?? 0) <= 4)
      if facts?.format == "stats-summary" { #expect(facts?.cut.isEmpty == false) }
    }
  }
}
