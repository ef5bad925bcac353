import Model
import Testing

struct InstantTests {
  @Test func civilDatesRoundTrip() throws {
    // Every 9,973 hours over four centuries: leap days, leap centuries, times before 1970.
    for hours in stride(from: -1_700_000, through: 1_700_000, by: 9973) {
      let instant = Instant(nanoseconds: Int64(hours) * 3_600_000_000_000 + 123_456_789)
      let at = instant.civil
      let rebuilt = try #require(
        Instant(
          year: at.year, month: at.month, day: at.day, hour: at.hour, minute: at.minute, second: at.second,
          nanosecond: at.nanosecond))
      #expect(rebuilt == instant)
    }
  }

  @Test(
    "Known dates",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (1_795_233_680, "2026-11-21T04:01:20Z"),
    ])
  func knownDates(seconds: Int64, text: String) {
    #expect(Instant(nanoseconds: seconds * 1_000_000_000).rfc3339() == text)
    #expect(Moment(rfc3339: text)?.instant.nanoseconds == seconds * 1_000_000_000)
  }

  @Test(
    "Writings of one instant",
    arguments: [
      ("2026-11-21T04:01:20.5Z", Precision.millisecond), ("2026-11-21T13:01:20.500+0900", .millisecond),
      ("2026-11-21T13:01:20.500000+09:00", .microsecond), ("2026-11-20 22:01:20.500000000-06", .nanosecond),
    ])
  func zones(text: String, precision: Precision) throws {
    let moment = try #require(Moment(rfc3339: text))
    #expect(moment.instant.nanoseconds == 1_795_233_680_500_000_000)
    #expect(moment.precision == precision)
  }

  @Test(
    "No times",
    arguments: [
      "", "2026-11-21", "2026-11-21T04:01:20", "2026-13-21T04:01:20Z", "2026-11-21T25:01:20Z", "2026-11-21T04:01:20.Z",
      "2026-11-21T04:01:20Zx", "nonsense at all, no time here",
    ])
  func refused(text: String) {
    #expect(Moment(rfc3339: text) == nil)
  }

  @Test func anEndOfTheRangeDoesNotOverflow() {
    let end = Instant(nanoseconds: .max)
    #expect(end.advanced(by: 1) == end)
    #expect(Instant(nanoseconds: .min).nanoseconds(since: end) == .min)
  }
}
