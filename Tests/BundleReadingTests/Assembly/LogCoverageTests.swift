import Model
import Testing

@testable import BundleReading

struct LogCoverageTests {
  private func at(_ time: String) throws -> ClockReading { try Sample.absolute("2026-11-21T\(time)Z") }

  private func log(_ path: String, _ from: String, _ to: String, component: String = "kubelet", gaps: [String] = [])
    throws -> ArtifactFacts
  {
    Sample.log(
      path, [],
      extents: [Sample.extent(try at(from), try at(to), component: component, gaps: try gaps.map(at))])
  }

  private func spans(_ facts: [ArtifactFacts], _ component: String = "kubelet") -> [[String]] {
    let log = Sample.incident(facts).coverage.logs.first { $0.source.component == component }
    return (log?.spans ?? []).map { [$0.from.rfc3339, $0.to.rfc3339].map { String($0.dropFirst(11)) } }
  }

  @Test func distantArtifactsAreNotJoined() throws {
    let facts = [
      try log("b/kubelet.log", "04:00:00", "04:10:00"), try log("a/kubelet.log", "03:00:00", "03:30:00"),
      try log("c/kubelet.log", "04:05:00", "04:20:00"), try log("d/kubelet.log", "04:20:03", "04:25:00"),
    ]
    #expect(spans(facts) == [["03:00:00Z", "03:30:00Z"], ["04:00:00Z", "04:25:00Z"]])
    let coverage = Sample.incident(facts).coverage
    #expect(coverage.logs[0].artifacts == ["a", "b", "c", "d"].map { $0 + "/kubelet.log" })
    let source = LogSource(node: "worker-1", component: "kubelet")
    let quiet = Span(try Sample.moment("2026-11-21T03:40:00Z"))
    #expect(!coverage.covers(source, quiet))
    #expect(coverage.covers(source, Span(try Sample.moment("2026-11-21T04:15:00Z"))))
  }

  @Test(arguments: [("04:01:00", "04:01:00Z"), ("04:01:01", "04:00:00Z")])
  func aQuietEndReachesItsNeighboursForAMinute(_ neighbour: String, _ end: String) throws {
    let facts = [
      try log("nodes/w/kubelet.log", "03:00:00", "04:00:00"),
      try log("nodes/w/systemd.log", "03:00:00", neighbour, component: "systemd"),
      try log("other/containerd.log", "03:00:00", "04:00:30", component: "containerd"),
    ]
    #expect(spans(facts) == [["03:00:00Z", end]])
    #expect(spans(facts, "containerd") == [["03:00:00Z", "04:00:30Z"]])
  }

  @Test func noCoverageBeyondTheCapture() throws {
    var date = Sample.date("x", node: "", try at("04:00:10"), path: "date.txt")
    date.captureTimes.append(
      CaptureTime(reading: try at("02:00:00"), node: "", evidence: Evidence(path: "date.txt", line: 2, text: "x")))
    let facts = [
      date, try log("nodes/w/kubelet.log", "03:00:00", "04:00:00"),
      try log("nodes/w/systemd.log", "03:00:00", "05:30:00", component: "systemd"),
    ]
    #expect(spans(facts) == [["03:00:00Z", "04:00:10Z"]])
  }

  @Test func gapsSilenceNothing() throws {
    let incident = Sample.incident([
      try log("kubelet.log", "03:00:00", "04:00:00", gaps: ["03:30:00", "03:20:00", "03:30:00"])
    ])
    #expect(incident.coverage.logs[0].gaps.map { $0.from.rfc3339 } == ["2026-11-21T03:20:00Z", "2026-11-21T03:30:00Z"])
    let around = Span(try Sample.moment("2026-11-21T03:10:00Z"), try Sample.moment("2026-11-21T03:40:00Z"))
    #expect(!incident.coverage.covers(LogSource(node: "worker-1", component: "kubelet"), around))
  }

  @Test func keptLinesWidenAnExtent() throws {
    let path = "kubelet.log"
    let lines = [Sample.line("a", try at("03:00:00"), path: path), Sample.line("b", try at("05:00:00"), path: path)]
    let facts = Sample.log(path, lines, extents: [Sample.extent(try at("03:30:00"), try at("04:00:00"))])
    #expect(spans([facts]) == [["03:00:00Z", "05:00:00Z"]])
  }

  /// `journalctl -u kubelet` holds what systemd says of the kubelet, and nothing else of systemd.
  @Test func aUnitsJournalDoesNotCoverSystemd() throws {
    func journal(_ path: String, _ components: [String]) throws -> ArtifactFacts {
      Sample.log(
        path, [],
        extents: try components.map { Sample.extent(try at("03:00:00"), try at("04:00:00"), component: $0) })
    }
    let unit = try journal("a/kubelet.log", ["kubelet", "systemd"])
    #expect(spans([unit], "systemd") == [])
    #expect(spans([unit], "kubelet").count == 1)
    #expect(spans([try journal("a/systemd.log", ["systemd"])], "systemd").count == 1)
    #expect(spans([try journal("a/journal.log", ["kernel", "kubelet", "systemd"])], "systemd").count == 1)
  }
}
