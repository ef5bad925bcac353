/// How finely a clock wrote a time, in nanoseconds.
public enum Precision: Int64, Comparable, Sendable, CaseIterable {
  case nanosecond = 1
  case microsecond = 1_000
  case millisecond = 1_000_000
  case second = 1_000_000_000
  case minute = 60_000_000_000
  case hour = 3_600_000_000_000
  case day = 86_400_000_000_000

  /// The finer precision first.
  public static func < (left: Precision, right: Precision) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// When something happened: an interval, because every clock truncates and every clock may be off.
///
/// An Event stamped `2026-11-21T04:01:19Z` happened at any time in `04:01:19.0 ... 04:01:19.999999999`.
public struct Moment: Hashable, Sendable {
  /// The time as written, on the common clock (UTC, node offset removed).
  public var instant: Instant
  /// The clock truncated to a multiple of this.
  public var precision: Precision
  /// The clock may be wrong by this much in either direction, in nanoseconds.
  public var uncertainty: Int64

  /// A moment as a clock wrote it.
  public init(_ instant: Instant, precision: Precision, uncertainty: Int64 = 0) {
    self.instant = instant
    self.precision = precision
    self.uncertainty = uncertainty
  }

  /// The earliest instant at which it can have happened.
  public var earliest: Instant { instant.advanced(by: -uncertainty) }
  /// The latest instant at which it can have happened.
  public var latest: Instant { instant.advanced(by: precision.rawValue - 1).advanced(by: uncertainty) }

  /// Whether this provably happened before `other`.
  public func isProvablyBefore(_ other: Moment) -> Bool { latest < other.earliest }

  /// RFC 3339 in UTC with as many digits as the precision holds, e.g. `2026-11-21T04:01:19.994978Z`.
  public var rfc3339: String { instant.rfc3339(precision) }
  /// The same for people and programs that read reports, e.g. `????-11-21T04:01:19Z` where nothing tells the year.
  public var text: String { instant.text(precision) }
}

extension Moment: Comparable {
  /// Orders by the written instant, then the finer clock first: a stable order for output, not a claim about causality.
  public static func < (left: Moment, right: Moment) -> Bool {
    (left.instant, left.precision, left.uncertainty) < (right.instant, right.precision, right.uncertainty)
  }
}

/// The span from a first to a last moment of something that lasted.
public struct Span: Hashable, Sendable {
  /// When it began.
  public var from: Moment
  /// When it was last seen.
  public var to: Moment

  /// A span between two moments, put in order.
  public init(_ first: Moment, _ second: Moment) {
    from = min(first, second)
    to = max(first, second)
  }

  /// A span of one moment.
  public init(_ moment: Moment) {
    from = moment
    to = moment
  }

  /// The smallest span that holds both.
  public func union(_ other: Span) -> Span {
    Span(min(from, other.from), max(to, other.to))
  }

  /// Whether the moment certainly lies within.
  public func contains(_ moment: Moment) -> Bool {
    from.earliest <= moment.earliest && moment.latest <= to.latest
  }

  /// Whether the two spans share an instant.
  public func overlaps(_ other: Span) -> Bool {
    from.earliest <= other.to.latest && other.from.earliest <= to.latest
  }
}

extension Instant {
  /// RFC 3339 in UTC, e.g. `2026-11-21T04:01:19.994978Z` for microseconds; coarser than a second prints the second.
  public func rfc3339(_ precision: Precision = .second) -> String {
    let at = civil
    let date = "\(padded(at.year, 4))-\(padded(at.month, 2))-\(padded(at.day, 2))"
    let time = "\(padded(at.hour, 2)):\(padded(at.minute, 2)):\(padded(at.second, 2))"
    switch precision {
    case .nanosecond: return "\(date)T\(time).\(padded(at.nanosecond, 9))Z"
    case .microsecond: return "\(date)T\(time).\(padded(at.nanosecond / 1000, 6))Z"
    case .millisecond: return "\(date)T\(time).\(padded(at.nanosecond / 1_000_000, 3))Z"
    case .second, .minute, .hour, .day: return "\(date)T\(time)Z"
    }
  }
}

extension Instant {
  /// The year that stands for one that nothing tells: a leap year, with the next one behind a New Year, and long before
  /// anything that is ever in a bundle.
  public static let unknownYear = 1680

  /// Whether something told its year. Logs that write none are placed in `unknownYear`, so that their order and distances
  /// count all the same.
  public var isYearKnown: Bool { nanoseconds >= Self.firstOfKnownYear }

  /// 1690-01-01T00:00:00Z.
  private static let firstOfKnownYear: Int64 = -8_835_868_800_000_000_000

  /// As `rfc3339`, with question marks for a year that nothing tells.
  public func text(_ precision: Precision = .second) -> String {
    let text = rfc3339(precision)
    return isYearKnown ? text : "????" + text.dropFirst(4)
  }
}

/// A non-negative number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
