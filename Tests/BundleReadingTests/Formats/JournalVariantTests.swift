import Model
import Testing

@testable import BundleReading

/// One journal as `-o cat`, `-r`, `-o short-monotonic` and `-o short-unix`.
@Suite struct JournalVariantTests {
  private static let klog =
    "W1121 04:01:19.994978      59 eviction_manager.go:344] eviction manager: attempting to reclaim"
  private static let logfmt =
    "time=\"2026-11-21T04:01:20.046726218Z\" level=error msg=\"StopContainer for \\\"3f80\\\"\" error=\"not found\""

  @Test func aJournalOfMessagesAloneHasTheComponentsOwnTimes() throws {
    let text =
      "Started kubelet.service.\n\(Self.klog)\n\(Self.klog)\nkubelet.service: Failed with result 'exit-code'.\n"
    let facts = try #require(read(text, path: "nodes/w/kubelet.log", everything: true))
    let lines = try #require(facts.log?.lines)
    #expect(facts.format == "klog" && lines.count == 4 && lines.map { $0.time == nil } == [true, false, false, true])
    #expect(facts.log?.extents.map(\.component) == ["kubelet"] && lines.allSatisfy { $0.host == "w" })
  }

  @Test func theSameOfARuntime() throws {
    let facts = try #require(read("\(Self.logfmt)\n\(Self.logfmt)\n", path: "nodes/w/containerd.log", everything: true))
    let line = try #require(facts.log?.lines.first)
    #expect(facts.format == "logfmt" && line.severity == .error && line.message == "StopContainer for \"3f80\"")
    #expect(line.time == .absolute(try #require(Moment(rfc3339: "2026-11-21T04:01:20.046726218Z"))))
  }

  @Test func theSameOfBothIsReadAsBoth() throws {
    let facts = try #require(read("\(Self.klog)\n\(Self.logfmt)\n\(Self.klog)\n", path: "pasted.txt", everything: true))
    #expect(facts.log?.lines.map(\.severity) == [.warning, .error, .warning])
    #expect(facts.log?.lines.allSatisfy { $0.time != nil } == true)
  }

  @Test func newestFirstIsTheSameJournal() throws {
    let lines =
      (10...40).map { "Dec 31 23:59:\($0) worker-1 kubelet[59]: line \($0)" }
      + (10...20).map { "Jan  1 00:00:\($0) worker-1 kubelet[59]: line \($0)" }
    let forward = try #require(read(lines.joined(separator: "\n") + "\n", everything: true)?.log)
    let backward = try #require(read(lines.reversed().joined(separator: "\n") + "\n", everything: true)?.log)
    #expect(backward.lines.count == forward.lines.count)
    #expect(backward.lines.reversed().map(\.message) == forward.lines.map(\.message))
    #expect(backward.extents.map(\.first) == forward.extents.map(\.first))
    #expect(backward.extents.map(\.last) == forward.extents.map(\.last))
  }

  @Test func secondsSinceBootAreNoTimeButTheMessagesAre() throws {
    let facts = try #require(read(JournalShortMonotonic.samples.joined(), path: "pasted.txt", everything: true))
    let lines = try #require(facts.log?.lines)
    #expect(facts.format == "journal-short-monotonic" && lines.map(\.component) == ["kubelet", "kernel", "containerd"])
    #expect(lines.map(\.host) == ["worker-1", "worker-1", "worker-1"])
    #expect(lines.map { $0.time == nil } == [false, true, false])
  }

  @Test(arguments: [
    "[    1.234567] systemd[1]: Starting kubelet.service...", "[    1.234567] usb 1-1: new high-speed USB device",
    "[    1.234567] EXT4-fs (sda1): mounted filesystem", "[    1.234567] audit: type=1400 audit(1.2:3): avc: denied",
    "[    1.234567] Out of memory: Killed process 4242 (java)",
  ])
  func theKernelsOwnLinesAreNoJournal(_ line: String) {
    #expect(read("\(line)\n", path: "pasted.txt")?.format == "dmesg")
  }

  @Test func secondsSinceTheEpochAreATime() throws {
    let facts = try #require(read(JournalShortUnix.samples[0], path: "pasted.txt", everything: true))
    let line = try #require(facts.log?.lines.last)
    #expect(facts.format == "journal-short-unix" && line.component == "systemd" && line.host == "worker-1")
    #expect(line.time == .absolute(try #require(Moment(rfc3339: "2026-11-21T04:01:20.042890Z"))))
  }

  @Test func unitsInPlaceOfTags() throws {
    let facts = try #require(
      read(
        "Sat 2026-11-21 04:01:19 UTC worker-1 kubelet.service[59]: \(Self.klog)\n", path: "pasted.txt", everything: true
      ))
    #expect(facts.format == "journal-short-full" && facts.log?.lines.map(\.component) == ["kubelet"])
  }
}
