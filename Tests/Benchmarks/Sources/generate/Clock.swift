/// Renders times of the day that the bundle is about: 14 March 2026, in UTC, as microseconds since midnight.
enum Clock {
  static let microsecondsPerSecond = 1_000_000
  /// The journals begin at 00:30 and end with the capture at 10:30.
  static let start = 30 * 60 * microsecondsPerSecond
  static let end = (10 * 60 + 30) * 60 * microsecondsPerSecond
  /// The disk runs full ten minutes before the capture.
  static let reclaim = end - 600 * microsecondsPerSecond

  /// For example `10:20:00`.
  static func time(_ microseconds: Int) -> String {
    let seconds = microseconds / microsecondsPerSecond
    return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  /// For example `2026-03-14T10:20:00Z`, as the API server writes times.
  static func stamp(_ microseconds: Int) -> String {
    "2026-03-14T\(time(microseconds))Z"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
