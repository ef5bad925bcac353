import Model
import Testing

@testable import BundleReading

@Suite struct AlertListTests {
  @Test func alertsOfAlertmanager() throws {
    let facts = try #require(read(AlertList.samples[0]))
    let alert = try #require(facts.alerts.first)
    #expect(facts.alerts.count == 1 && alert.name == "KubeNodeNotReady" && alert.severity == "warning")
    #expect(alert.state == "active" && alert.summary == "Node is not ready." && alert.label("node") == "worker-1")
    #expect(alert.starts?.rfc3339 == "2026-11-21T04:01:20.000Z" && alert.ends != nil)
    #expect(alert.evidence.line == 8)
  }

  @Test func alertsOfPrometheus() throws {
    let alert = try #require(read(AlertList.samples[1])?.alerts.first)
    #expect(alert.name == "TargetDown" && alert.state == "firing" && alert.summary == "All targets are down.")
    #expect(alert.starts != nil && alert.ends == nil)
  }

  @Test func anAlertThatStillFiresHasNoEnd() throws {
    let text = #"[{"labels":{"alertname":"A"},"startsAt":"2026-11-21T04:01:20Z","endsAt":"0001-01-01T00:00:00Z"}]"#
    let alert = try #require(read(text)?.alerts.first)
    #expect(alert.ends == nil && alert.starts != nil)
  }

  @Test func whatPrecedesACutIsKept() throws {
    let whole = #"{"labels":{"alertname":"A"},"startsAt":"2026-11-21T04:01:20Z"}"#
    let facts = try #require(read("[\(whole),{\"labels\":{\"alertname\":\"B\",\"pod\":\"x", isCut: true))
    #expect(facts.alerts.first?.name == "A" && !facts.cut.isEmpty)
  }

  @Test func theSameAlertOfTwoArtifactsIsOne() throws {
    let facts = try ["a.json", "b.json"].map { path in try #require(read(AlertList.samples[0], path: path)) }
    let incident = assembleIncident(BundleDescription(name: "b"), facts: facts, objects: [], events: [])
    #expect(incident.alerts.map(\.evidence.path) == ["a.json"])
  }
}
