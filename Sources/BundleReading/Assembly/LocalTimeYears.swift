import Model

extension LocalTime {
  /// The reading as if its clock were set to UTC; nil where the date does not exist, e.g. Feb 29 of 2027.
  func asUTC(inYear year: Int) -> Instant? {
    guard
      let instant = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    else { return nil }
    // A second 60 rolls over; the date may do so only with it.
    let civil = instant.advanced(by: second == 60 ? -1_000_000_000 : 0).civil
    return civil.month == month && civil.day == day ? instant : nil
  }

  /// The reading as if on UTC, in the year that brings it closest to an instant that another clock saw as well.
  func asUTC(near instant: Instant) -> Instant? {
    if let year { return asUTC(inYear: year) }
    let around = instant.civil.year
    return [around - 1, around, around + 1].compactMap { asUTC(inYear: $0) }
      .min { $0.nanoseconds(since: instant).magnitude < $1.nanoseconds(since: instant).magnitude }
  }

  /// The reading as if on UTC, in the latest year that does not put it after `limit`.
  ///
  /// A log that ends on Jan 1 began on Dec 31 of the year before; Feb 29 goes back to a leap year.
  func asUTC(notAfter limit: Instant) -> Instant? {
    if let year { return asUTC(inYear: year) }
    let last = limit.civil.year
    // Leap years are at most eight years apart.
    return (last - 8...last).reversed().lazy.compactMap { asUTC(inYear: $0) }.first { $0 <= limit }
  }
}

extension Int64 {
  /// Nanoseconds in a second.
  static let second: Int64 = 1_000_000_000
}

/// The zone of a wall clock that showed `local` (read as UTC) at `absolute`, in seconds east of UTC, and what the
/// zone does not explain, in nanoseconds. Zones are multiples of 15 minutes; nil where no zone is that far from UTC.
func zone(local: Instant, absolute: Instant) -> (seconds: Int, residual: Int64)? {
  let quarter: Int64 = 900 * .second
  let difference = local.nanoseconds(since: absolute)
  guard difference.magnitude < 15 * 3600 * 1_000_000_000 else { return nil }
  let quarters = (difference + quarter / 2).flooredDivision(by: quarter)
  let seconds = Int(quarters) * 900
  guard (-12 * 3600...14 * 3600).contains(seconds) else { return nil }
  return (seconds, difference - quarters * quarter)
}

extension Int64 {
  /// Division that rounds towards negative infinity.
  func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
