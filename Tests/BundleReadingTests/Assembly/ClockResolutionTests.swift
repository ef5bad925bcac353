import Model
import Testing

@testable import BundleReading

struct ClockResolutionTests {
  private func times(_ incident: Incident) -> [String?] { incident.records.map { $0.time?.rfc3339 } }

  @Test func zoneOfContainerdPairsDatesTheWholeNode() throws {
    let pair = ClockPair(
      host: "worker-1", local: Sample.local(11, 21, 13, 1, 20),
      absolute: try Sample.moment("2026-11-21T04:01:19.9Z"))
    let incident = Sample.incident([
      Sample.log(
        "nodes/worker-1/kubelet.log",
        [
          Sample.line(
            "reclaim", .local(Sample.local(11, 21, 13, 1, 19, nanosecond: 994_978_000)),
            journal: .local(Sample.local(11, 21, 13, 1, 19, nanosecond: 995_100_000)),
            path: "nodes/worker-1/kubelet.log")
        ]),
      Sample.log(
        "nodes/worker-1/containerd.log", [], pairs: [pair, pair],
        extents: [Sample.extent(.absolute(pair.absolute), .absolute(pair.absolute), component: "containerd")]),
    ])
    #expect(times(incident) == ["2026-11-21T04:01:19.994978Z"])
    #expect(incident.records[0].evidence.time == incident.records[0].time)
    #expect(incident.coverage.clockOffsets.map(\.zoneSeconds) == [9 * 3600])
    #expect(incident.coverage.clockOffsets.map(\.node) == ["worker-1"])
  }

  @Test func klogKeepsItsOwnZoneWithinAJournalInUTC() throws {
    let path = "kubelet.log"
    let incident = Sample.incident([
      Sample.log(
        path,
        [
          Sample.line(
            "a", .local(Sample.local(1, 1, 8, 59, 59)), journal: try Sample.absolute("2026-12-31T23:59:59.100000Z"),
            path: path)
        ])
    ])
    #expect(times(incident) == ["2026-12-31T23:59:59.000000Z"])
  }

  @Test func aLogGoesBackOverNewYear() throws {
    let path = "kubelet.log"
    let lines = [
      Sample.line("new", .local(Sample.local(1, 1, 0, 5)), path: path, 1),
      Sample.line("old", .local(Sample.local(12, 31, 23, 55)), path: path, 2),
    ]
    let date = Sample.date(
      "Fri Jan  1 00:10:00 UTC 2027", node: "worker-1", try Sample.absolute("2027-01-01T00:10:00Z"), path: "date.txt")
    let incident = Sample.incident([date, Sample.log(path, lines)])
    #expect(incident.records.map(\.message) == ["old", "new"])
    #expect(times(incident) == ["2026-12-31T23:55:00.000000Z", "2027-01-01T00:05:00.000000Z"])
    #expect(incident.coverage.logs.map(\.spans.count) == [1])
    #expect(incident.coverage.clockOffsets.map(\.basis) == ["date on the node"])
    #expect(incident.bundle.captured?.from.rfc3339 == "2027-01-01T00:10:00Z")
  }

  @Test func leapDayFallsIntoALeapYear() throws {
    let incident = Sample.incident([
      Sample.date("x", node: "", try Sample.absolute("2026-11-21T04:02:14Z"), path: "date.txt"),
      Sample.log("a.log", [Sample.line("a", .local(Sample.local(2, 29, 12, 0)), path: "a.log")]),
    ])
    #expect(times(incident) == ["2024-02-29T12:00:00.000000Z"])
  }

  @Test func daylightTimeEndsWithinTheLog() throws {
    let pairs = [
      ClockPair(
        host: "worker-1", local: Sample.local(10, 25, 1, 30), absolute: try Sample.moment("2026-10-24T23:30:00Z")),
      ClockPair(
        host: "worker-1", local: Sample.local(10, 25, 6, 0), absolute: try Sample.moment("2026-10-25T05:00:00Z")),
    ]
    let lines = [
      Sample.line("summer", .local(Sample.local(10, 25, 1, 0)), path: "a.log", 1),
      Sample.line("winter", .local(Sample.local(10, 25, 7, 0)), path: "a.log", 2),
    ]
    let incident = Sample.incident([Sample.log("a.log", lines, pairs: pairs)])
    #expect(times(incident) == ["2026-10-24T23:00:00.000000Z", "2026-10-25T06:00:00.000000Z"])
  }

  @Test func nothingKnownIsUTCAndSaysSo() throws {
    let incident = Sample.incident(
      [Sample.log("a.log", [Sample.line("a", .local(Sample.local(11, 21, 4, 0)), path: "a.log")])],
      objects: [
        try Sample.object([
          "kind": "Pod", "metadata": ["name": "a", "creationTimestamp": "2026-11-21T03:00:00Z"],
        ])
      ])
    #expect(times(incident) == ["2026-11-21T04:00:00.000000Z"])
    #expect(incident.coverage.clockOffsets.map(\.basis) == ["assumed UTC"])
  }

  @Test func withoutAnyYearTheOrderCountsAllTheSame() throws {
    let lines = [
      Sample.line("a", .local(Sample.local(12, 31, 23, 59)), path: "a.log"),
      Sample.line("b", .local(Sample.local(1, 1, 0, 1)), path: "a.log"),
    ]
    let incident = Sample.incident([Sample.log("a.log", lines)])
    let moments = incident.records.compactMap(\.time)
    #expect(moments.map(\.text) == ["????-12-31T23:59:00.000000Z", "????-01-01T00:01:00.000000Z"])
    #expect(moments.allSatisfy { !$0.instant.isYearKnown })
    #expect(try #require(moments.last).instant.nanoseconds(since: try #require(moments.first).instant) == 120 * .second)
    #expect(incident.coverage.missing.contains { $0.text.hasPrefix("no artifact tells the year") })
  }

  @Test func reclaimEventTellsTheZone() throws {
    let node = EntityReference(kind: "Node", name: "worker-1")
    let incident = Sample.incident(
      [
        Sample.log(
          "a.log",
          [
            Sample.line(
              "eviction manager: attempting to reclaim x", .local(Sample.local(11, 21, 13, 1, 20)), path: "a.log")
          ])
      ],
      objects: [try Sample.node("worker-1")],
      events: [try Sample.event("EvictionThresholdMet", on: node, at: "2026-11-21T04:01:19Z", host: "worker-1")])
    #expect(times(incident) == ["2026-11-21T04:01:20.000000Z"])
    #expect(incident.records[0].time?.uncertainty == 500_000_000)
    #expect(incident.coverage.clockOffsets.map(\.zoneSeconds) == [9 * 3600])
  }

  @Test func containerTimesTellTheZoneWhenTwoAgree() throws {
    let first = String(repeating: "a1", count: 32)
    let second = String(repeating: "b2", count: 32)
    func pod(_ name: String, _ id: String, _ finished: String) throws -> KubernetesObject {
      try Sample.object([
        "kind": "Pod", "metadata": ["name": .text(name), "namespace": "n", "uid": .text(name)],
        "status": [
          "containerStatuses": [
            [
              "name": "c", "containerID": .text("containerd://" + id),
              "state": [
                "terminated": ["finishedAt": .text(finished), "containerID": .text("containerd://" + id)]
              ],
            ]
          ]
        ],
      ])
    }
    let lines = [
      Sample.line("exited \(first)", .local(Sample.local(11, 20, 22, 0, 1)), path: "a.log", 1),
      Sample.line("exited \(second)", .local(Sample.local(11, 20, 22, 7, 31)), path: "a.log", 2),
    ]
    let pods = [try pod("a", first, "2026-11-21T04:00:00Z"), try pod("b", second, "2026-11-21T04:07:30Z")]
    #expect(
      Sample.incident([Sample.log("a.log", lines)], objects: pods).coverage.clockOffsets.map(\.zoneSeconds)
        == [-6 * 3600])
    let one = Sample.incident([Sample.log("a.log", lines)], objects: [pods[0]])
    #expect(one.coverage.clockOffsets.map(\.basis) == ["assumed UTC"])
  }

  @Test func controllerManagerCopiesTellTheZone() throws {
    let lines = (0..<2).map { number in
      Sample.line(
        "Event occurred", .local(Sample.local(11, 21, 9, 31 + number, 2)), host: "",
        component: "kube-controller-manager",
        fields: [("object", "shop/api-\(number)"), ("reason", "FailedCreate")], path: "kcm.log", number)
    }
    let events = try (0..<2).map { number in
      try Sample.event(
        "FailedCreate", on: EntityReference(kind: "ReplicaSet", namespace: "shop", name: "api-\(number)"),
        at: "2026-11-21T04:0\(1 + number):02Z", component: "replicaset-controller")
    }
    let incident = Sample.incident([Sample.log("kcm.log", lines)], events: events)
    #expect(incident.coverage.clockOffsets.map(\.zoneSeconds) == [5 * 3600 + 1800])
  }

  @Test func unknownZoneIsThatOfTheOtherNodes() throws {
    let pair = ClockPair(
      host: "worker-1", local: Sample.local(11, 21, 13, 0), absolute: try Sample.moment("2026-11-21T04:00:00Z"))
    let incident = Sample.incident([
      Sample.log("1.log", [Sample.line("a", .local(Sample.local(11, 21, 13, 0)), path: "1.log")], pairs: [pair]),
      Sample.log(
        "2.log", [Sample.line("b", .local(Sample.local(11, 21, 14, 0)), host: "worker-2", path: "2.log")]),
    ])
    #expect(incident.coverage.clockOffsets.map(\.zoneSeconds) == [9 * 3600, 9 * 3600])
    #expect(incident.coverage.clockOffsets.last?.basis == "as on the other nodes")
  }

  @Test(arguments: [
    ("Sat Nov 21 04:02:14 UTC 2026", 0), ("2026-11-21T13:02:14+09:00", 32_400), ("2026-11-21 13:02:14 +0530", 19_800),
    ("2026-11-21T04:02:14Z", 0), ("Sat Nov 21 13:02:14 JST 2026", nil), ("", nil), ("+9999", nil), ("2026-11-21", nil),
  ])
  func writtenZones(_ text: String, _ seconds: Int?) {
    #expect(DateZone.written(in: text) == seconds)
  }

  /// `journalctl --utc` on a node in Tokyo: the stamps are UTC, klog's own are not.
  @Test func aJournalInUTCOnANodeThatIsNot() throws {
    let stamp = ClockPair(
      host: "worker-1", local: Sample.local(11, 21, 4, 0), absolute: try Sample.moment("2026-11-21T04:00:00Z"))
    let klog = ClockPair(
      host: "worker-1", local: Sample.local(11, 21, 13, 0), absolute: try Sample.moment("2026-11-21T04:00:00Z"))
    let absolute = ClockReading.absolute(klog.absolute)
    let line = Sample.line(
      "a", .local(Sample.local(11, 21, 13, 0, 1)), journal: .local(Sample.local(11, 21, 4, 0, 1)),
      path: "j/kubelet.log")
    let incident = Sample.incident([
      Sample.log(
        "j/containerd.log", [], pairs: [stamp],
        extents: [Sample.extent(.local(stamp.local), .local(stamp.local), component: "containerd")]),
      Sample.log(
        "j/kubelet.short-iso.log", [], pairs: [klog, klog, klog], extents: [Sample.extent(absolute, absolute)]),
      Sample.log("j/kubelet.log", [line]),
    ])
    #expect(times(incident) == ["2026-11-21T04:00:01.000000Z"])
    #expect(incident.coverage.logs.map(\.spans.first?.to.rfc3339).last == "2026-11-21T04:00:01.000000Z")
  }

  @Test func aContainersClockIsNotTheNodes() throws {
    let pair = ClockPair(
      host: "worker-1", local: Sample.local(11, 21, 13, 0), absolute: try Sample.moment("2026-11-21T04:00:00Z"))
    let incident = Sample.incident([
      Sample.log("1.log", [Sample.line("a", .local(Sample.local(11, 21, 13, 0)), path: "1.log")], pairs: [pair]),
      Sample.log(
        "kube-proxy.log",
        [Sample.line("b", .local(Sample.local(11, 21, 4, 0, 1)), component: "kube-proxy", path: "kube-proxy.log")]),
      Sample.log(
        "apiserver.log",
        [
          Sample.line(
            "c", .local(Sample.local(11, 21, 4, 0, 2)), host: "", component: "kube-apiserver", path: "apiserver.log")
        ]),
    ])
    #expect(incident.records.map(\.message) == ["a", "b", "c"])
    #expect(times(incident).last == "2026-11-21T04:00:02.000000Z")
    #expect(incident.coverage.clockOffsets.map(\.zoneSeconds) == [0, 9 * 3600])
    #expect(incident.coverage.clockOffsets.first?.basis == "assumed UTC")
  }

  @Test func aClockFarAheadDoesNotSetTheYear() throws {
    let incident = Sample.incident([
      Sample.date("x", node: "", try Sample.absolute("2026-11-01T00:00:00Z"), path: "date.txt"),
      Sample.log("a.log", [Sample.line("wild", try Sample.absolute("2099-11-01T00:00:00Z"), path: "a.log")]),
      Sample.log("b.log", [Sample.line("late", try Sample.absolute("2026-11-20T00:00:00Z"), path: "b.log")]),
      Sample.log("c.log", [Sample.line("local", .local(Sample.local(11, 20, 1, 0)), path: "c.log")]),
    ])
    #expect(incident.records.map(\.message) == ["late", "local", "wild"])
  }

  @Test func captureIsTheNewestReadingWhereNothingStatesIt() throws {
    let pod = try Sample.object([
      "kind": "Pod", "metadata": ["name": "a", "creationTimestamp": "2026-11-21T04:00:00Z"],
    ])
    let log = Sample.log("a.log", [Sample.line("a", .local(Sample.local(11, 21, 5, 0)), path: "a.log")])
    let date = Sample.date(
      "Sat Nov 21 04:00:30 UTC 2026", node: "worker-1", try Sample.absolute("2026-11-21T04:00:30Z"), path: "d.txt")
    func captured(_ facts: [ArtifactFacts], _ objects: [KubernetesObject] = []) -> [String] {
      let span = Sample.incident(facts, objects: objects).bundle.captured
      return [span?.from.rfc3339 ?? "", span?.to.rfc3339 ?? ""]
    }
    #expect(captured([log]) == ["", ""])
    #expect(captured([log], [pod]) == ["2026-11-21T04:00:00Z", "2026-11-21T04:00:00Z"])
    #expect(captured([log, date], [pod]) == ["2026-11-21T04:00:30Z", "2026-11-21T05:00:00.000000Z"])
    let late = Sample.log("b.log", [Sample.line("b", .local(Sample.local(11, 21, 6, 0)), path: "b.log")])
    #expect(captured([late, date]) == ["2026-11-21T04:00:30Z", "2026-11-21T04:00:30Z"])
  }
}
