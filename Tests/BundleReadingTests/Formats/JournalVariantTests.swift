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

  @Test func allFieldsOfEachEntry() throws {
    let text =
      JournalVerbose.samples[0] + """
        Sat 2026-11-21 12:01:22.000001 CST [s=0639;i=3;b=5a;m=2bb;t=67;x=a]
            MESSAGE=first line
                    second line
            _HOSTNAME=worker-1
            SYSLOG_IDENTIFIER=containerd

        """
    let lines = try #require(read(text, path: "pasted.txt", everything: true, chunk: 7)?.log?.lines)
    #expect(
      lines.map(\.component) == ["kubelet", "kernel", "containerd"] && lines.map(\.evidence.line) == [7, 10, 13])
    #expect(lines.allSatisfy { $0.host == "worker-1" } && lines[2].message == "first line\nsecond line")
    #expect(lines[0].severity == .warning && lines[0].callSite == "eviction_manager.go")
    #expect(lines[1].time == (try Sample.absolute("2026-11-21T04:01:21.107004Z")))
    // `CST` is a zone of China, of America and of Cuba.
    #expect(lines[2].time == .local(Sample.local(11, 21, 12, 1, 22, nanosecond: 1000, year: 2026)))
  }

  @Test(arguments: [
    "{\n\t\"__REALTIME_TIMESTAMP\" : \"1795233680042890\",\n\t\"_COMM\" : \"kubelet\",\n\t\"MESSAGE\" : \"a } b\",\n\t\"N\" : [\n\t\t1,\n\t\t2\n\t]\n}\n",
    "[\n  {\n    \"__REALTIME_TIMESTAMP\": \"1795233680042890\",\n    \"MESSAGE\": \"a } b\",\n    \"_COMM\": \"kubelet\"\n  },\n  {\n    \"MESSAGE\": \"c\"\n  }\n]\n",
    "data: {\"__REALTIME_TIMESTAMP\":\"1795233680042890\",\"_COMM\":\"kubelet\",\"MESSAGE\":\"a } b\"}\n\n",
    "\u{1E}{\"__REALTIME_TIMESTAMP\":\"1795233680042890\",\"_COMM\":\"kubelet\",\"MESSAGE\":\"a } b\"}\n",
  ])
  func entriesInJSONOfAnyShape(_ text: String) throws {
    let facts = try #require(read(text, path: "pasted.txt", everything: true, chunk: 5))
    let line = try #require(facts.log?.lines.first)
    #expect(facts.format == "journal-json" && facts.cut.isEmpty && line.message == "a } b")
    let expected = try Sample.absolute("2026-11-21T04:01:20.042890Z")
    #expect(line.component == "kubelet" && line.time == expected)
    let written = text.split(separator: "\n", omittingEmptySubsequences: false)[line.evidence.line - 1]
    #expect(written.contains("MESSAGE"))
  }

  @Test func anEntryThatDoesNotEndIsTold() throws {
    let facts = try #require(read(JournalJSON.samples[1] + "{\n\t\"_COMM\" : \"kubelet\",\n", everything: true))
    #expect(facts.log?.lines.count == 1 && facts.cut.map(\.line) == [7])
  }

  @Test func thePriorityOfTheNetworksSyslogIsPassedOver() throws {
    let lines = ["<30>Nov 21 04:01:20 worker-1 kubelet[59]: \(Self.klog)", "<3>Nov 21 04:01:21 worker-1 kernel: oops"]
    let facts = try #require(read(lines.joined(separator: "\n") + "\n", path: "pasted.txt", everything: true))
    let kept = try #require(facts.log?.lines)
    #expect(facts.format == "journal-short" && kept.map(\.component) == ["kubelet", "kernel"])
    #expect(kept.map(\.host) == ["worker-1", "worker-1"] && kept.map(\.evidence.text) == lines)
    #expect(kept[0].callSite == "eviction_manager.go" && kept[1].message == "oops")
    #expect(kept[1].time == .local(Sample.local(11, 21, 4, 1, 21, precision: .second)))
    #expect(read("<30>\n<x>Nov 21 04:01:20 w a[1]: b\n", path: "pasted.txt")?.format != "journal-short")
  }
}
