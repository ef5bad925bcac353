/// A point in time: nanoseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since the Unix epoch, UTC.
  public var nanoseconds: Int64

  /// An instant from nanoseconds since the Unix epoch.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// An instant from a civil date and time in UTC, e.g. `2026-11-21T04:01:19.994978Z`; nil when a field is out of range.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0
  ) {
    guard (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999_999_999).contains(nanosecond)
    else { return nil }
    let seconds = Self.daysSinceEpoch(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    self.nanoseconds = Int64(seconds) * 1_000_000_000 + Int64(nanosecond)
  }

  /// The earlier instant first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant `duration` nanoseconds later, saturating at the ends of the range.
  public func advanced(by duration: Int64) -> Instant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration)
    return overflow ? Instant(nanoseconds: duration > 0 ? .max : .min) : Instant(nanoseconds: sum)
  }

  /// Nanoseconds from `other` to this instant, saturating.
  public func nanoseconds(since other: Instant) -> Int64 {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    return overflow ? (self > other ? .max : .min) : difference
  }

  /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
  public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    // Years begin in March, so that the leap day is the last day of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The civil date and time in UTC.
  public var civil: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int) {
    let secondsTotal = Int(nanoseconds.flooredDivision(by: 1_000_000_000))
    // The second that holds the least instant begins before it.
    let fraction = Int(nanoseconds) &- secondsTotal &* 1_000_000_000
    let days = secondsTotal.flooredDivision(by: 86_400)
    let secondOfDay = secondsTotal - days * 86_400
    let shifted = days + 719_468
    let era = shifted.flooredDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
      secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60, fraction
    )
  }
}

extension BinaryInteger {
  /// Division that rounds towards negative infinity, for instants before 1970.
  func flooredDivision(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
