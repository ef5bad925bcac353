import Model

/// A time as written before a line, packed so that it can be taken from every line.
struct LineStamp {
  /// What the nanoseconds count from.
  enum Clock: UInt8 {
    /// The epoch, UTC.
    case absolute
    /// The epoch on a clock of unknown zone.
    case local
    /// The first of January of an unknown year, on a clock of unknown zone.
    case localWithoutYear
  }

  var nanoseconds: Int64
  var clock: Clock
  var precision: Precision

  /// A leap year, so that 29 February has its place.
  private static let referenceYear = 2000
  private static let referenceDays = Instant.daysSinceEpoch(year: referenceYear, month: 1, day: 1)
  /// Nanoseconds of a leap year.
  private static let yearLength: Int64 = 366 * 86_400 * 1_000_000_000
  /// Days before a month, in a leap year.
  @inline(__always)
  private static func daysBefore(_ month: Int) -> Int {
    // Days from 1 March count in a regular pattern; January and February come before.
    month > 2 ? (153 * (month - 3) + 2) / 5 + 60 : (month - 1) * 31
  }

  /// An instant.
  init(_ moment: Moment) {
    nanoseconds = moment.instant.nanoseconds
    clock = .absolute
    precision = moment.precision
  }

  /// A civil time without zone; nil where a field is out of range.
  @inline(__always)
  init?(
    year: Int? = nil, month: Int, day: Int, secondOfDay: Int, nanosecond: Int = 0, precision: Precision
  ) {
    guard month >= 1, month <= 12, day >= 1, day <= 31, secondOfDay >= 0, secondOfDay <= 86_400 else { return nil }
    let days: Int
    if let year {
      guard (1678...2261).contains(year) else { return nil }
      days = Instant.daysSinceEpoch(year: year, month: month, day: day)
      clock = .local
    } else {
      days = Self.daysBefore(month) + day - 1
      clock = .localWithoutYear
    }
    nanoseconds = Int64(days * 86_400 + secondOfDay) * 1_000_000_000 + Int64(nanosecond)
    self.precision = precision
  }

  /// The reading as a value of its own.
  var reading: ClockReading {
    if clock == .absolute { return .absolute(Moment(Instant(nanoseconds: nanoseconds), precision: precision)) }
    return .local(local)
  }

  /// The civil time as written.
  var local: LocalTime {
    let base = clock == .localWithoutYear ? Int64(Self.referenceDays) * 86_400 * 1_000_000_000 : 0
    let civil = Instant(nanoseconds: nanoseconds + base).civil
    return LocalTime(
      year: clock == .localWithoutYear ? nil : civil.year, month: civil.month, day: civil.day, hour: civil.hour,
      minute: civil.minute, second: civil.second, nanosecond: civil.nanosecond, precision: precision)
  }

  /// The time in nanoseconds, moved by whole years so that it lies nearest to `neighbor`: over New Year, a clock without
  /// year runs on.
  @inline(__always)
  func unwrapped(near neighbor: Int64) -> Int64 {
    guard clock == .localWithoutYear else { return nanoseconds }
    // One year either way at most: times in disorder must not drift away.
    if nanoseconds < neighbor - Self.yearLength / 2 { return nanoseconds + Self.yearLength }
    if nanoseconds > neighbor + Self.yearLength / 2 { return nanoseconds - Self.yearLength }
    return nanoseconds
  }
}

/// Reads pieces of civil times from bytes.
enum CivilTime {
  /// Two digits, or -1.
  @inline(__always)
  static func two(_ bytes: LineBytes, _ position: Int) -> Int {
    let tens = bytes[position] &- 48
    let ones = bytes[position + 1] &- 48
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : -1
  }

  /// `hh:mm:ss` as second of the day; nil unless it is one. A leap second stays in its minute.
  @inline(__always)
  static func secondOfDay(_ bytes: LineBytes, _ position: Int) -> Int? {
    guard position >= 0, position + 8 <= bytes.count, bytes[position + 2] == UInt8(ascii: ":"),
      bytes[position + 5] == UInt8(ascii: ":")
    else { return nil }
    let hour = two(bytes, position)
    let minute = two(bytes, position + 3)
    let second = two(bytes, position + 6)
    guard hour >= 0, hour < 24, minute >= 0, minute < 60, second >= 0, second <= 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Digits after a decimal point at `position`: nanoseconds, precision and the end.
  @inline(__always)
  static func fraction(_ bytes: LineBytes, _ position: Int) -> (nanosecond: Int, precision: Precision, end: Int) {
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ","),
      bytes[position + 1].isDigit
    else { return (0, .second, position) }
    var end = position + 1
    var value = 0
    var digits = 0
    while end < bytes.count, bytes[end].isDigit {
      if digits < 9 {
        value = value * 10 + Int(bytes[end] &- 48)
        digits += 1
      }
      end += 1
    }
    let precision: Precision = digits <= 3 ? .millisecond : digits <= 6 ? .microsecond : .nanosecond
    while digits < 9 {
      value *= 10
      digits += 1
    }
    return (value, precision, end)
  }

  /// The month of a three-letter English name in any case, e.g. `Nov`; nil for anything else.
  @inline(__always)
  static func month(_ bytes: LineBytes, _ position: Int) -> Int? {
    guard position + 3 <= bytes.count else { return nil }
    let key =
      UInt32(bytes[position] | 32) << 16 | UInt32(bytes[position + 1] | 32) << 8 | UInt32(bytes[position + 2] | 32)
    switch key {
    case 0x6A616E: return 1
    case 0x666562: return 2
    case 0x6D6172: return 3
    case 0x617072: return 4
    case 0x6D6179: return 5
    case 0x6A756E: return 6
    case 0x6A756C: return 7
    case 0x617567: return 8
    case 0x736570: return 9
    case 0x6F6374: return 10
    case 0x6E6F76: return 11
    case 0x646563: return 12
    default: return nil
    }
  }
}
