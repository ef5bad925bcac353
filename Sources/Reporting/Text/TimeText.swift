import Model

extension Moment {
  /// Date in UTC, e.g. `2026-11-21`, or `????-11-21` where nothing tells the year.
  var dateText: String { String(text.prefix(10)) }

  /// Time of day in UTC, down to milliseconds where the clock is as fine: `04:01:19.994`, `04:01:19`, `04:01`.
  var clockText: String {
    let time = rfc3339.dropFirst(11).dropLast()
    switch precision {
    case .nanosecond, .microsecond, .millisecond: return String(time.prefix(12))
    case .second: return String(time)
    case .minute: return String(time.prefix(5))
    case .hour: return "~\(time.prefix(2))h"
    case .day: return "that day"
    }
  }
}

extension Span {
  /// `2026-11-21 04:01:19–04:02:14 UTC`; both dates where they differ.
  func text(_ style: Style) -> String {
    if from == to || from.clockText == to.clockText && from.dateText == to.dateText {
      return "\(from.dateText) \(from.clockText) UTC"
    }
    let end = from.dateText == to.dateText ? to.clockText : "\(to.dateText) \(to.clockText)"
    return "\(from.dateText) \(from.clockText)\(style.until)\(end) UTC"
  }
}

/// `T+32s`, `T+1m42s`, `T-4s`: the distance between two moments, no finer than the coarser of both clocks.
func offsetText(from start: Moment, to moment: Moment) -> String {
  let distance = moment.instant.nanoseconds(since: start.instant)
  let coarser = max(start.precision, moment.precision)
  return (distance < 0 ? "T-" : "T+") + durationText(distance.magnitude, precision: coarser)
}

/// A duration for people: `48ms`, `4.2s`, `32s`, `1m42s`, `2h05m`, `3d4h`.
func durationText(_ nanoseconds: UInt64, precision: Precision = .second) -> String {
  let milliseconds = nanoseconds / 1_000_000
  let seconds = nanoseconds / 1_000_000_000
  if precision < .second, seconds < 1 { return milliseconds == 0 ? "0s" : "\(milliseconds)ms" }
  if precision < .second, seconds < 60 { return "\(seconds).\(milliseconds % 1000 / 100)s" }
  switch seconds {
  case ..<60: return "\(seconds)s"
  case ..<3600: return "\(seconds / 60)m\(twoDigits(seconds % 60))s"
  case ..<86_400: return "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))m"
  default: return "\(seconds / 86_400)d\(seconds / 3600 % 24)h"
  }
}

private func twoDigits(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
