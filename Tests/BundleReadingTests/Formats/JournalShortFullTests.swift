import Model
import Testing

@testable import BundleReading

/// Journals in rarer forms: with weekday and zone, as export, in RFC 5424, in other languages, newest first.
@Suite struct JournalShortFullTests {
  @Test func aKnownZoneMakesAnInstant() throws {
    let line = try #require(read(JournalShortFull.samples[0], everything: true)?.log?.lines.last)
    #expect(line.time == (try Sample.absolute("2026-11-21T04:01:20Z")))
    #expect(line.host == "worker-1" && line.component == "systemd")
  }

  @Test func anAbbreviationLeavesALocalTimeWithItsYear() throws {
    let line = try #require(read(JournalShortFull.samples[1], everything: true)?.log?.lines.first)
    #expect(line.time == .local(Sample.local(4, 7, 18, 23, 18, nanosecond: 123_456_000, year: 2023)))
    #expect(line.component == "kernel" && line.message == "cni0: port 1(veth3f10dbfe) entered blocking state")
  }

  @Test func exportedEntries() throws {
    let padding = "_CMDLINE=" + String(repeating: "x", count: 1000)
    let binary = "__CURSOR=s=2\n\(padding)\n__REALTIME_TIMESTAMP=1795233367424106\n_TRANSPORT=kernel\nMESSAGE\n"
    let bytes = Array((JournalExport.samples[0] + binary).utf8) + [5, 0, 0, 0, 0, 0, 0, 0] + Array("a\nbcd\n\n".utf8)
    let lines = try #require(read(bytes, everything: true, cuts: [7])?.log?.lines)
    #expect(lines.map(\.component) == ["kubelet", "kernel"] && lines.map(\.evidence.line) == [6, 14])
    #expect(lines[1].message == "a\nbcd")
    #expect(lines[0].callSite == "setters.go" && lines[0].host == "worker-1")
    #expect(lines[1].journalTime == (try Sample.absolute("2026-11-21T03:56:07.424106Z")))
  }

  @Test func rfc5424() throws {
    let lines = try SyslogRFC5424.samples.map { try #require(read($0, everything: true)?.log?.lines.first) }
    #expect(lines.map(\.component) == ["kubelet", "kernel"] && lines.map(\.host) == ["worker-1", "worker-1"])
    #expect(lines[0].callSite == "eviction_manager.go" && lines[1].message == "cni0: entered disabled state")
    #expect(lines[1].journalTime == (try Sample.absolute("2026-11-20T19:01:19Z")))
  }

  @Test(arguments: [
    ("5月 26", 5, 26), ("12月 25", 12, 25), ("jan 08", 1, 8), ("Mär 08", 3, 8), ("févr. 08", 2, 8), ("déc. 24", 12, 24),
    ("mars 05", 3, 5), ("août  7", 8, 7), ("Dez 07", 12, 7), ("янв 03", 1, 3), ("11월 21", 11, 21), ("juil. 14", 7, 14),
    ("Sept 05", 9, 5), ("Jan. 05", 1, 5), ("Şub 21", 2, 21), ("Kas 21", 11, 21), ("bře  3", 3, 3), ("říj 21", 10, 21),
    ("лис 21", 11, 21), ("márc 21", 3, 21), ("marras 21", 11, 21), ("kesä  5", 6, 5), ("mag 05", 5, 5),
  ])
  func monthsOfOtherLanguages(_ date: String, _ month: Int, _ day: Int) throws {
    let text = "\(date) 18:42:17 node-2 dockerd[19053]: level=warning msg=\"x\"\n"
    let facts = try #require(read(text, everything: true))
    #expect(facts.format == "journal-short")
    guard case .local(let local)? = facts.log?.lines.first?.journalTime else {
      Issue.record("no time")
      return
    }
    #expect(local.month == month && local.day == day && local.hour == 18 && local.year == nil)
    #expect(facts.log?.lines.first?.host == "node-2")
  }

  @Test(arguments: ["Nov 21 2026 04:01:20 worker-1 kubelet[59]: x\n", "Nov 21 04:01:20 2026 worker-1 kubelet[59]: x\n"])
  func aYearInTheLine(_ text: String) throws {
    let line = try #require(read(text, everything: true)?.log?.lines.first)
    #expect(line.journalTime == .local(Sample.local(11, 21, 4, 1, 20, year: 2026, precision: .second)))
    #expect(line.host == "worker-1" && line.component == "kubelet")
  }

  @Test func wordsAreNoMonths() {
    for text in [
      "mais 26 18:42:17 a b[1]: x\n", "13月 26 18:42:17 a b[1]: x\n",
      "the 26 18:42:17 a b[1]: x\n",
    ] {
      #expect(read(text)?.format != "journal-short")
    }
  }

  @Test func newestFirstCoversTheSame() throws {
    let lines = ["Dec 31 23:59:58", "Dec 31 23:59:59", "Jan  1 00:00:03"].map { "\($0) w kubelet[1]: x\n" }
    let forth = try #require(read(lines.joined())?.log?.extents.first)
    let back = try #require(read(lines.reversed().joined())?.log?.extents.first)
    #expect(forth.first == back.first && forth.last == back.last)
    #expect(forth.first == .local(Sample.local(12, 31, 23, 59, 58, precision: .second)))
  }
}
