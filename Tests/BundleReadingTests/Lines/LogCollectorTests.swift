import Model
import Testing

@testable import BundleReading

/// What a log covers and how its lines are decoded.
@Suite struct LogCollectorTests {
  private func local(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> ClockReading {
    .local(
      LocalTime(
        year: nil, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: 0,
        precision: .second))
  }

  @Test func aLineIsDecodedOnBothClocks() throws {
    let text =
      "Nov 21 04:01:19.995038 worker-1 kubelet[59]: W1121 04:01:19.994978      59 eviction_manager.go:344] "
      + "eviction manager: attempting to reclaim ephemeral-storage\n"
    let facts = read("\n" + text, path: "nodes/n/journal/kubelet.log", signatures: [LogInterestsTests.reclaim])
    let line = try #require(facts?.log?.lines.first)
    #expect(line.host == "worker-1" && line.component == "kubelet" && line.callSite == "eviction_manager.go")
    #expect(line.message == "eviction manager: attempting to reclaim ephemeral-storage" && line.severity == .warning)
    #expect(line.evidence.line == 2 && line.evidence.text == text.dropLast() && !line.evidence.cut)
    guard case .local(let inner) = line.time, case .local(let outer) = line.journalTime else {
      Issue.record("both clocks are local")
      return
    }
    #expect(inner.nanosecond == 994_978_000 && inner.year == nil && outer.nanosecond == 995_038_000)
  }

  @Test func extentsAreThoseOfEachComponentOnEachHost() throws {
    let facts = read(
      """
      Nov 21 04:01:19 a kubelet[1]: x
      Nov 21 04:01:20 b kubelet[1]: x
      Nov 21 04:01:21 a systemd[1]: kubelet.service: Main process exited
      Nov 21 04:01:25 a kubelet[1]: x

      """)
    let extents = try #require(facts?.log?.extents)
    #expect(extents.map { "\($0.host)/\($0.component)" } == ["a/kubelet", "a/systemd", "b/kubelet"])
    #expect(extents[0].first == local(11, 21, 4, 1, 19) && extents[0].last == local(11, 21, 4, 1, 25))
    #expect(extents[1].first == extents[1].last)
  }

  @Test(arguments: [true, false])
  func anExtentOverNewYearRunsOn(_ newestFirst: Bool) throws {
    var lines = ["Dec 31 23:59:58 a kubelet: x", "Jan  1 00:00:01 a kubelet: x", "Jan  2 00:00:01 a kubelet: x"]
    if newestFirst { lines.reverse() }
    let extents = try #require(read(lines.joined(separator: "\n"))?.log?.extents)
    #expect(extents.count == 1)
    #expect(extents[0].first == local(12, 31, 23, 59, 58) && extents[0].last == local(1, 2, 0, 0, 1))
  }

  @Test func aKubeletBehindAnotherTagIsFoundByItsCallSites() throws {
    let facts = read(
      """
      Nov 21 04:01:19 a docker[1]: time="2026-11-21T04:01:19Z" level=info msg=x
      Nov 21 04:01:20 a docker[1]: I1121 04:01:20.000000       1 kubelet_node_status.go:1] x
      Nov 21 04:01:21 a docker[1]: I1121 04:01:21.000000       1 eviction_manager.go:1] attempting to reclaim x
      Nov 21 04:01:22 a k3s[1]: I1121 04:01:22.000000       1 controller.go:1] x

      """, signatures: [LogInterestsTests.reclaim])
    let extents = try #require(facts?.log?.extents)
    #expect(extents.map(\.component) == ["docker", "k3s", "kubelet"])
    #expect(extents[2].first == local(11, 21, 4, 1, 20) && extents[2].last == local(11, 21, 4, 1, 21))
    #expect(facts?.log?.lines.map(\.component) == ["kubelet"])
  }

  @Test func suppressedMessagesAreAGapOfTheirUnit() throws {
    let facts = read(
      """
      Nov 21 04:01:19 a kubelet[1]: x
      Nov 21 04:01:20 a systemd-journald[1]: Suppressed 1234 messages from kubelet.service
      Nov 21 04:01:21 a systemd-journald[1]: Suppressed 12 messages from /system.slice/kubelet.service
      Nov 21 04:01:25 a kubelet[1]: x

      """)
    let extents = try #require(facts?.log?.extents)
    #expect(extents.first { $0.component == "kubelet" }?.gaps == [local(11, 21, 4, 1, 20), local(11, 21, 4, 1, 21)])
    #expect(extents.first { $0.component == "systemd-journald" }?.gaps == [])
  }

  @Test func clockPairsAreFewAndSpreadOverTheFile() throws {
    let lines = (0..<1000).map { index in
      let time = "\(index / 60 < 10 ? "0" : "")\(index / 60):\(index % 60 < 10 ? "0" : "")\(index % 60)"
      return "Nov 21 04:\(time) a containerd[1]: time=\"2026-11-21T03:\(time).5Z\" level=info msg=x"
    }
    let pairs = try #require(read(lines.joined(separator: "\n"))?.log?.clockPairs)
    #expect((8...16).contains(pairs.count))
    #expect(pairs.allSatisfy { $0.host == "a" && $0.local.hour == 4 && $0.absolute.instant.civil.hour == 3 })
    #expect(pairs.first?.local.minute == 0 && (pairs.last?.local.minute ?? 0) > 10)
  }

  @Test func klogWithinAnAbsoluteStampIsAPair() throws {
    let facts = read("2026-11-21T03:56:07+0000 w kubelet[59]: I1121 12:56:07.424017      59 setters.go:86] x\n")
    let pair = try #require(facts?.log?.clockPairs.first)
    #expect(pair.local.hour == 12 && pair.local.year == nil && pair.absolute.instant.civil.hour == 3)
  }

  @Test func aBareLogIsNamedByCallSitesThenByItsPath() {
    let kubelet = "I1121 04:01:20.000000       1 kubelet_node_status.go:1] x\n"
    let other = "I1121 04:01:20.000000       1 controller.go:1] x\n"
    #expect(read(kubelet, path: "a/b.log")?.log?.extents.map(\.component) == ["kubelet"])
    #expect(read(other, path: "var/log/kube-scheduler.log")?.log?.extents.map(\.component) == ["kube-scheduler"])
    #expect(read(other, path: "a/b.log")?.log?.extents.map(\.component) == [""])
    #expect(read(kubelet, path: "nodes/n7/kubelet.log")?.log?.extents.map(\.host) == ["n7"])
    #expect(read(kubelet, path: "kind-worker/kubelet.log")?.log?.extents.map(\.host) == ["kind-worker"])
  }

  @Test(arguments: [
    "I1121 04:01:20.000000       1 setters.go:1] \"Text\" a=\"b\" err=<\n\tfirst\n\tsecond\n >\nI1121 04:01:21.0 x",
    "Nov 21 04:01:20 w kubelet[1]: I1121 04:01:20.000000       1 setters.go:1] \"Text\" a=\"b\" err=<\n"
      + "                              first\n      second\n         >\nNov 21 04:01:21 w kubelet[1]: y",
  ])
  func aValueOverSeveralLinesIsPutTogether(_ text: String) throws {
    let line = try #require(read(text, signatures: [LogInterestsTests.wholeFile])?.log?.lines.first)
    #expect(line.message == "Text")
    #expect(line.fields == [.init(key: "a", value: "b"), .init(key: "err", value: "first\nsecond")])
  }

  @Test func aCutLineIsMarked() throws {
    let facts = try #require(
      read("Nov 21 04:01:19 a kubelet[1]: PLEG is not healthy: pl", everything: true, isCut: true))
    #expect(facts.log?.lines.first?.evidence.cut == true)
    #expect(facts.cut.map(\.line) == [1])
  }
}
