import ArgumentParser
import Model

/// `--since`, `--until`: a time in RFC 3339, or a distance back from the capture such as `-30m`.
enum TimeArgument: Equatable {
  case moment(Moment)
  /// Nanoseconds before the capture.
  case before(Int64)

  private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

  /// Reads `2026-11-21T04:01:20Z`, `-30m`, `2h30m`, `45s`, `3d`.
  static func parse(_ text: String, option: String) throws(ValidationError) -> TimeArgument {
    if let moment = Moment(rfc3339: text) { return .moment(moment) }
    guard let seconds = seconds(of: text.hasPrefix("-") ? text.dropFirst() : text[...]) else {
      throw ValidationError(
        "'\(option) \(text)': it is a time with its zone, such as 2026-11-21T04:01:20Z, or a distance back from the "
          + "capture, such as -30m, -2h30m, -1d.")
    }
    return .before(seconds * 1_000_000_000)
  }

  /// The instant meant; nil for a distance back from an end that is not known.
  func instant(end: Moment?) -> Instant? {
    switch self {
    case .moment(let moment): moment.instant
    case .before(let distance): end?.instant.advanced(by: -distance)
    }
  }

  private static func seconds(of text: Substring) -> Int64? {
    var total: Int64 = 0
    var number: Int64?
    for character in text {
      if let digit = character.wholeNumberValue, character.isASCII {
        number = (number ?? 0) * 10 + Int64(digit)
        // A century is far more than any bundle holds.
        guard let number, number <= 36_525 * 86_400 else { return nil }
      } else {
        guard let unit = units[character], let count = number else { return nil }
        total += count * unit
        number = nil
        guard total <= 36_525 * 86_400 else { return nil }
      }
    }
    return number == nil && !text.isEmpty ? total : nil
  }
}
