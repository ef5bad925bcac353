extension Moment {
  /// Reads an RFC 3339 time, e.g. `2026-11-21T04:01:20.046726218Z`, `2026-11-21T04:04:06+0000`,
  /// `2023-04-07 09:23:18.8+09:00`; nil for anything else, also for a time without a zone.
  ///
  /// The precision is that of the digits written.
  public init?(rfc3339 text: some StringProtocol) {
    var copy = String(text)
    let parsed: Moment?? = copy.withUTF8 { bytes in
      Moment.readRFC3339(UnsafeRawBufferPointer(bytes)).map { $0.length == bytes.count ? $0.moment : nil }
    }
    guard case .some(.some(let moment)) = parsed else { return nil }
    self = moment
  }

  /// Reads an RFC 3339 time at the start of `bytes`; returns it with the number of bytes it took.
  public static func readRFC3339(_ bytes: UnsafeRawBufferPointer) -> (moment: Moment, length: Int)? {
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = decimal(bytes, 0, 4), let month = decimal(bytes, 5, 2), let day = decimal(bytes, 8, 2),
      let hour = decimal(bytes, 11, 2), let minute = decimal(bytes, 14, 2), let second = decimal(bytes, 17, 2)
    else { return nil }
    var position = 19
    var nanosecond = 0
    var digits = 0
    if bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ",") {
      position += 1
      while position < bytes.count, let digit = decimal(bytes, position, 1) {
        if digits < 9 {
          nanosecond = nanosecond * 10 + digit
          digits += 1
        }
        position += 1
      }
      guard digits > 0 else { return nil }
      for _ in digits..<9 { nanosecond *= 10 }
    }
    guard let zone = readZone(bytes, at: position),
      let local = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    else { return nil }
    let precision: Precision =
      switch digits {
      case 0: .second
      case 1...3: .millisecond
      case 4...6: .microsecond
      default: .nanosecond
      }
    let instant = local.advanced(by: -Int64(zone.offsetSeconds) * 1_000_000_000)
    return (Moment(instant, precision: precision), position + zone.length)
  }

  /// Reads `Z`, `+09:00`, `+0900` or `+09`: seconds east of UTC.
  private static func readZone(
    _ bytes: UnsafeRawBufferPointer, at start: Int
  ) -> (offsetSeconds: Int, length: Int)? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return (0, 1)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign = bytes[start] == UInt8(ascii: "+") ? 1 : -1
      guard let hours = decimal(bytes, start + 1, 2), hours <= 18 else { return nil }
      if let minutes = decimal(bytes, start + 3, 2), minutes < 60 {
        return (sign * (hours * 3600 + minutes * 60), 5)
      }
      if start + 5 < bytes.count, bytes[start + 3] == UInt8(ascii: ":"), let minutes = decimal(bytes, start + 4, 2),
        minutes < 60
      {
        return (sign * (hours * 3600 + minutes * 60), 6)
      }
      return (sign * hours * 3600, 3)
    default: return nil
    }
  }
}

/// A fixed-width decimal number in `bytes`, or nil when a byte is no digit or lies outside.
public func decimal(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ width: Int) -> Int? {
  guard start >= 0, start + width <= bytes.count else { return nil }
  var value = 0
  for index in start..<(start + width) {
    let digit = bytes[index] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}
