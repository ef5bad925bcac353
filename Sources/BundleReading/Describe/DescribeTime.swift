import Model

/// Times as `kubectl describe` prints them, in the collecting machine's zone: `Sat, 21 Nov 2026 12:01:19 +0800`.
enum DescribeTime {
  /// RFC 3339 in UTC; nil for anything else.
  static func rfc3339(_ text: String) -> String? { instant(text)?.rfc3339() }

  private static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    if parts.count == 6, parts[0].hasSuffix(","), let day = Int(parts[1]), let month = month(parts[2]),
      let year = Int(parts[3])
    {
      return instant(year, month, day, clock: parts[4], zone: parts[5])
    }
    // `2026-11-21 12:01:19 +0800 CST`, Go's own way to write a time.
    if parts.count == 3 || parts.count == 4 {
      let date = parts[0].split(separator: "-")
      guard date.count == 3, let year = Int(date[0]), let month = Int(date[1]), let day = Int(date[2]) else {
        return nil
      }
      return instant(year, month, day, clock: parts[1].prefix(8), zone: parts[2])
    }
    return Moment(rfc3339: text)?.instant
  }

  private static func instant(
    _ year: Int, _ month: Int, _ day: Int, clock: Substring, zone: Substring
  ) -> Instant? {
    let numbers = clock.split(separator: ":").map { Int($0) }
    guard numbers.count == 3, let hour = numbers[0], let minute = numbers[1], let second = numbers[2],
      let offset = seconds(zone: zone),
      let local = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    return local.advanced(by: -Int64(offset) * Precision.second.rawValue)
  }

  private static func seconds(zone: Substring) -> Int? {
    if ["UTC", "GMT", "Z"].contains(zone) { return 0 }
    guard zone.utf8.count == 5, let sign = zone.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let number = Int(zone.dropFirst()), number >= 0, number < 2400
    else { return nil }
    return (number / 100 * 3600 + number % 100 * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func month(_ name: Substring) -> Int? {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].firstIndex(of: String(name))
      .map { $0 + 1 }
  }
}
