import Model
import Testing

@testable import BundleReading

struct NodeClockOffsetTests {
  /// Events of worker-1's kubelet: its own stamp and that of the API server.
  private func events(_ stamps: [(first: String, created: String)], count: String = "1") throws -> ArtifactFacts {
    var facts = ArtifactFacts(path: "cluster/events.yaml", format: "kubernetes-list")
    facts.objects = try stamps.enumerated().map { number, stamp in
      try Sample.object([
        "kind": "Event",
        "metadata": [
          "name": .text("e\(number)"), "namespace": "default", "creationTimestamp": .text(stamp.created),
        ],
        "source": ["component": "kubelet", "host": "worker-1"], "count": .text(count),
        "firstTimestamp": .text(stamp.first),
      ])
    }
    return facts
  }

  private func ahead(_ number: Int) -> (first: String, created: String) {
    ("2026-11-21T10:0\(number):30Z", "2026-11-21T04:0\(number):30Z")
  }

  @Test func sixHoursAheadAreRemoved() throws {
    let line = Sample.line("a", try Sample.absolute("2026-11-21T10:02:00.5Z"), path: "kubelet.log")
    let other = Sample.line("b", try Sample.absolute("2026-11-21T04:02:01Z"), host: "worker-2", path: "2.log")
    let node = EntityReference(kind: "Node", name: "worker-1")
    let incident = Sample.incident(
      [
        try events((0..<6).map(ahead)), Sample.log("kubelet.log", [line]), Sample.log("2.log", [other]),
      ],
      events: [
        try Sample.event("NodeHasDiskPressure", on: node, at: "2026-11-21T10:02:03Z", host: "worker-1"),
        try Sample.event("NodeNotReady", on: node, at: "2026-11-21T04:02:04Z", component: "node-controller"),
      ])
    #expect(incident.records.map { $0.time?.rfc3339 } == ["2026-11-21T04:02:00.500Z", "2026-11-21T04:02:01Z"])
    #expect(incident.events.map(\.reason) == ["NodeHasDiskPressure", "NodeNotReady"])
    #expect(incident.events.map { $0.time?.from.rfc3339 } == ["2026-11-21T04:02:03Z", "2026-11-21T04:02:04Z"])
    let sixHours: Int64 = 6 * 3600 * 1_000_000_000
    #expect(incident.coverage.clockOffsets.map(\.offset) == [sixHours, 0])
    #expect(incident.coverage.clockOffsets[0].basis.hasSuffix("compared with the API server in 6 Events"))
    #expect(incident.coverage.logs[0].spans[0].from.rfc3339 == "2026-11-21T04:02:00.500Z")
  }

  @Test func fewEventsOrFoldedOnesTellNothing() throws {
    let names = NodeNames(hosts: [String](), objects: [])
    #expect(NodeClockOffset.estimate(try events((0..<4).map(ahead)).objects, names: names).isEmpty)
    #expect(NodeClockOffset.estimate(try events((0..<6).map(ahead), count: "2").objects, names: names).isEmpty)
    let right = (0..<6).map { ("2026-11-21T04:0\($0):30Z", "2026-11-21T04:0\($0):31Z") }
    #expect(NodeClockOffset.estimate(try events(right).objects, names: names).isEmpty)
  }

  /// Events that waited for the API server all arrive at once: the node's clock is right.
  @Test func aBacklogIsNoOffset() throws {
    let names = NodeNames(hosts: [String](), objects: [])
    let waited = (0..<6).map { ("2026-11-21T04:00:0\($0 / 3)Z", "2026-11-21T04:05:0\($0 / 3)Z") }
    #expect(NodeClockOffset.estimate(try events(waited).objects, names: names).isEmpty)
    let behind = (0..<6).map { ("2026-11-21T04:0\($0):00Z", "2026-11-21T04:1\($0):00Z") }
    #expect(NodeClockOffset.estimate(try events(behind).objects, names: names)["worker-1"]?.offset == -600_000_000_000)
  }
}
