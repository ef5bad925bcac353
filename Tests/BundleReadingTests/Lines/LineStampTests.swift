import Model
import Testing

@testable import BundleReading

@Suite struct LineStampTests {
  @Test func aLocalTimeComesBackAsWritten() throws {
    for (month, day) in [(1, 1), (2, 28), (2, 29), (3, 1), (11, 21), (12, 31)] {
      let stamp = try #require(
        LineStamp(month: month, day: day, secondOfDay: 86_399, nanosecond: 5_000, precision: .microsecond))
      #expect(
        stamp.reading
          == .local(
            LocalTime(
              year: nil, month: month, day: day, hour: 23, minute: 59, second: 59, nanosecond: 5_000,
              precision: .microsecond)))
    }
  }

  @Test func theYearIsKeptWhereItIsKnown() throws {
    let stamp = try #require(LineStamp(year: 2022, month: 7, day: 12, secondOfDay: 3600, precision: .second))
    #expect(stamp.local.year == 2022 && stamp.local.month == 7 && stamp.local.day == 12 && stamp.local.hour == 1)
  }

  @Test func fieldsOutOfRangeAreRefused() {
    #expect(LineStamp(month: 13, day: 1, secondOfDay: 0, precision: .second) == nil)
    #expect(LineStamp(month: 0, day: 1, secondOfDay: 0, precision: .second) == nil)
    #expect(LineStamp(month: 1, day: 32, secondOfDay: 0, precision: .second) == nil)
    #expect(LineStamp(year: 9999, month: 1, day: 1, secondOfDay: 0, precision: .second) == nil)
  }

  @Test(arguments: [
    (".994978 ", 994_978_000, Precision.microsecond, 7), (".123", 123_000_000, .millisecond, 4),
    (".1234567891", 123_456_789, .nanosecond, 11), (" x", 0, .second, 0), (".x", 0, .second, 0),
  ])
  func fractions(_ text: String, _ nanosecond: Int, _ precision: Precision, _ end: Int) {
    let fraction = Array(text.utf8).withUnsafeBytes { CivilTime.fraction($0, 0) }
    #expect(fraction.nanosecond == nanosecond && fraction.precision == precision && fraction.end == end)
  }
}
