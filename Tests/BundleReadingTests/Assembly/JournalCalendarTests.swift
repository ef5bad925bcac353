import Model
import Testing

@testable import BundleReading

/// Journals without year and zone, read from their text across the borders of the calendar.
@Suite struct JournalCalendarTests {
  private func times(_ journal: String, _ other: [(path: String, text: String)]) throws -> [String] {
    let incident = try LayoutSample.incident([("nodes/worker-1/containerd.log", journal)] + other)
    return incident.records.compactMap { $0.time?.rfc3339 }.map { String($0.prefix(19)) }
  }

  private func line(_ stamp: String, _ utc: String) -> String {
    "\(stamp) worker-1 containerd[61]: time=\"\(utc)\" level=info msg=\"RemoveContainer\"\n"
  }
  private func bare(_ stamp: String) -> String { "\(stamp) worker-1 systemd[1]: Started session.\n" }

  @Test func overNewYear() throws {
    let journal = bare("Dec 31 23:58:00") + bare("Dec 31 23:59:59") + bare("Jan 01 00:00:01")
    #expect(
      try times(journal, [("nodes/worker-1/date.txt", "Fri Jan  1 00:05:00 UTC 2027\n")])
        == ["2026-12-31T23:58:00", "2026-12-31T23:59:59", "2027-01-01T00:00:01"])
  }

  /// In Berlin 02:00 to 03:00 comes twice on that day.
  @Test func overTheEndOfDaylightTime() throws {
    let journal =
      line("Oct 25 01:30:00.000000", "2026-10-24T23:30:00.000000000Z") + bare("Oct 25 01:31:00.000000")
      + line("Oct 25 02:30:00.000000", "2026-10-25T00:30:00.000000000Z")
      + line("Oct 25 05:30:00.000000", "2026-10-25T04:30:00.000000000Z") + bare("Oct 25 05:31:00.000000")
    #expect(
      try times(journal, [("date.txt", "Sun Oct 25 06:00:00 UTC 2026\n")])
        == [
          "2026-10-24T23:30:00", "2026-10-24T23:31:00", "2026-10-25T00:30:00", "2026-10-25T04:30:00",
          "2026-10-25T04:31:00",
        ])
  }

  @Test func overTheBeginningOfDaylightTime() throws {
    let journal =
      line("Mar 29 01:59:00.000000", "2026-03-29T00:59:00.000000000Z") + bare("Mar 29 01:59:30.000000")
      + line("Mar 29 03:00:10.000000", "2026-03-29T01:00:10.000000000Z") + bare("Mar 29 03:00:30.000000")
    #expect(
      try times(journal, [("date.txt", "Sun Mar 29 06:00:00 UTC 2026\n")])
        == ["2026-03-29T00:59:00", "2026-03-29T00:59:30", "2026-03-29T01:00:10", "2026-03-29T01:00:30"])
  }
}
