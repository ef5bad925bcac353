import Model
import Testing

@testable import Reporting

struct TimeTextTests {
  @Test(
    arguments: [
      (0, Precision.second, "0s"), (999_000_000, .second, "0s"), (48_000_000, .microsecond, "48ms"),
      (0, .microsecond, "0s"), (4_250_000_000, .millisecond, "4.2s"), (4_250_000_000, .second, "4s"),
      (102_000_000_000, .second, "1m42s"), (62_000_000_000, .microsecond, "1m02s"),
      (7_500_000_000_000, .second, "2h05m"),
      (273_600_000_000_000, .second, "3d4h"), (UInt64(Int64.max), .second, "106751d23h"),
    ] as [(UInt64, Precision, String)])
  func `Durations are short`(_ nanoseconds: UInt64, _ precision: Precision, _ text: String) {
    #expect(durationText(nanoseconds, precision: precision) == text)
  }

  @Test func `Offsets are no finer than the coarser clock`() {
    let event = Samples.moment("2026-11-21T04:01:19Z")
    let line = Samples.moment("2026-11-21T04:01:19.994978Z")
    #expect(offsetText(from: event, to: line) == "T+0s")
    #expect(offsetText(from: line, to: Samples.moment("2026-11-21T04:01:20.042853Z")) == "T+47ms")
    #expect(offsetText(from: line, to: Samples.moment("2026-11-21T04:01:10.994978Z")) == "T-9.0s")
  }

  @Test(arguments: [
    (Precision.nanosecond, "04:01:19.994"), (.second, "04:01:19"), (.minute, "04:01"), (.hour, "~04h"),
    (.day, "that day"),
  ])
  func `Clocks show what they know`(_ precision: Precision, _ text: String) {
    var moment = Samples.moment("2026-11-21T04:01:19.994978Z")
    moment.precision = precision
    #expect(moment.clockText == text)
  }

  @Test func `Spans name the second date only where it differs`() {
    #expect(Samples.span("2026-11-21T04:01:19Z").text(Style()) == "2026-11-21 04:01:19 UTC")
    #expect(
      Samples.span("2026-11-21T04:01:19Z", "2026-11-21T05:00:00Z").text(Style(isUnicode: false))
        == "2026-11-21 04:01:19-05:00:00 UTC")
    #expect(
      Samples.span("2026-11-21T04:01:19Z", "2026-11-22T05:00:00Z").text(Style())
        == "2026-11-21 04:01:19–2026-11-22 05:00:00 UTC")
  }
}
