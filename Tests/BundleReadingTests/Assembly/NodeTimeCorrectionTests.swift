import Model
import Testing

@testable import BundleReading

/// A node whose clock is wrong, in whole bundles: the order of what happened stays that of the API server's clock.
@Suite struct NodeTimeCorrectionTests {
  /// Pods bound at 03:00, 03:10, … on worker-1, whose clock is ahead; the first ended on it at 03:30.
  private static func pods(_ count: Int, hoursAhead hours: Int, minutesApart: Int = 10) -> String {
    let items = (0..<count).map { number -> String in
      let minute = number * minutesApart
      let bound = "2026-11-21T0\(3 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
      let started =
        "2026-11-21T\(3 + hours + minute / 60 < 10 ? "0" : "")\(3 + hours + minute / 60)\(bound.dropFirst(13).dropLast(3))01Z"
      let ended =
        #"{"terminated":{"exitCode":1,"reason":"Error","finishedAt":"2026-11-21T\#(3 + hours < 10 ? "0" : "")\#(3 + hours):55:00Z"}}"#
      return """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-\(number)","namespace":"shop","uid":"u-\(number)",\
        "creationTimestamp":"\(bound)"},"spec":{"nodeName":"worker-1","containers":[{"name":"web"}]},\
        "status":{"phase":"Running","startTime":"\(started)","conditions":[{"type":"PodScheduled","status":"True",\
        "lastTransitionTime":"\(bound)"}],"containerStatuses":[{"name":"web","state":\(ended)}]}}
        """
    }
    return LayoutSample.list("Pod", items)
  }

  private static let node = LayoutSample.list(
    "Node",
    [
      #"{"kind":"Node","apiVersion":"v1","metadata":{"name":"worker-1","uid":"n-1"},"status":{"conditions":[{"type":"DiskPressure","status":"True","lastTransitionTime":"2026-11-21T09:50:00Z"},{"type":"Ready","status":"Unknown","lastTransitionTime":"2026-11-21T04:00:00Z"}]}}"#
    ])
  private static let journal =
    "2026-11-21T09:50:10+0000 worker-1 kubelet[59]: W1121 09:50:10.042700      59 eviction_manager.go:344] \"attempting to reclaim\"\n"

  private func incident(_ pods: String) throws -> Incident {
    try LayoutSample.incident([
      ("nodes.json", Self.node), ("pods.json", pods), ("nodes/worker-1/kubelet.log", Self.journal),
      ("namespaces/shop/logs/web-0/web.log", "2026-11-21T09:54:59.5Z no space left\n"),
    ])
  }

  @Test func startsOfPodsTellTheOffset() throws {
    let incident = try incident(Self.pods(6, hoursAhead: 6))
    let offset = try #require(incident.coverage.clockOffsets.first)
    #expect(offset.node == "worker-1" && offset.offset == 21_601_000_000_000)
    #expect(offset.basis.hasSuffix("compared with the API server in 6 starts of pods"))
    let pod = Pod(try #require(incident.objects.first { $0.name == "web-0" }))
    let finished = try #require(pod.containerStatuses.first?.terminated?.finished)
    #expect(finished.earliest.rfc3339() <= "2026-11-21T03:55:00.000000000Z")
    #expect(finished.latest.rfc3339() >= "2026-11-21T03:54:59.000000000Z")
    #expect(pod.condition("PodScheduled")?.value["lastTransitionTime"]?.string == "2026-11-21T03:00:00Z")
    #expect(incident.records.first?.time?.rfc3339.hasPrefix("2026-11-21T03:50:0") == true)
    #expect(incident.containerLogs.first?.head.first?.time?.rfc3339.hasPrefix("2026-11-21T03:54:5") == true)
    // The kubelet wrote the one condition, the node controller the other.
    let conditions = try #require(incident.objects.first { $0.kind == "Node" }?.value(at: "status.conditions")?.items)
    let times = conditions.compactMap { $0["lastTransitionTime"]?.moment?.instant.rfc3339() }
    #expect(times[0].hasPrefix("2026-11-21T03:49:5") && times[1].hasPrefix("2026-11-21T04:00:00"))
  }

  @Test func rightClocksChangeNothing() throws {
    let incident = try incident(Self.pods(6, hoursAhead: 0))
    #expect(incident.coverage.clockOffsets.allSatisfy { $0.offset == 0 })
    let pod = incident.objects.first { $0.name == "web-0" }
    #expect(pod?.string(at: "status.startTime") == "2026-11-21T03:00:01Z")
  }

  /// A node that was away starts all that was bound to it at once; four pods are too few in any case.
  @Test func aLateKubeletIsNoOffset() throws {
    #expect(
      try incident(Self.pods(6, hoursAhead: 1, minutesApart: 0)).coverage.clockOffsets.allSatisfy { $0.offset == 0 })
    #expect(try incident(Self.pods(4, hoursAhead: 6)).coverage.clockOffsets.allSatisfy { $0.offset == 0 })
  }

  @Test func aCollectorsSampleTellsTheOffset() throws {
    let manifest = """
      {
      "format":"casefile-bundle","version":1,"start":"2026-11-21T04:02:10Z","end":"2026-11-21T04:02:44Z",
      "clocks":[{"node":"worker-1","before":"2026-11-21T04:02:11Z","time":"2026-11-21T10:02:12Z","after":"2026-11-21T04:02:13Z"}],
      "items":[]}

      """
    let incident = try LayoutSample.incident([
      ("manifest.json", manifest), ("nodes.json", Self.node), ("nodes/worker-1/kubelet.log", Self.journal),
    ])
    let offset = try #require(incident.coverage.clockOffsets.first { $0.node == "worker-1" })
    #expect(abs(offset.offset - 6 * 3600 * Int64.second) <= Int64.second)
    #expect(offset.basis.hasSuffix("compared with the collector's clock"))
    #expect(incident.records.first?.time?.rfc3339.hasPrefix("2026-11-21T03:50:") == true)
    #expect((incident.bundle.captured?.to.rfc3339 ?? "") < "2026-11-21T04:03")
  }

  @Test func aDateOutsideTheCollectionTellsTheOffset() throws {
    let manifest =
      "{\n\"format\":\"casefile-bundle\",\"version\":1,\"start\":\"2026-11-21T04:02:10Z\",\"end\":\"2026-11-21T04:02:44Z\"\n}\n"
    func offset(_ date: String) throws -> Coverage.ClockOffset? {
      try LayoutSample.incident([
        ("manifest.json", manifest), ("nodes/worker-1/date.txt", date), ("nodes/worker-1/kubelet.log", Self.journal),
      ]).coverage.clockOffsets.first { $0.node == "worker-1" }
    }
    let ahead = try #require(try offset("Sat Nov 21 07:02:44 UTC 2026\n"))
    #expect(ahead.offset == 3 * 3600 * Int64.second && ahead.basis.hasSuffix("outside the time of the collection"))
    #expect(try offset("Sat Nov 21 04:03:30 UTC 2026\n")?.offset == 0)
    #expect(try offset("Sat Nov 21 03:02:10 UTC 2026\n")?.offset == -3600 * Int64.second)
  }
}
