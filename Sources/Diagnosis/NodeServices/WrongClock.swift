import Model

/// Clocks that are ahead, as their own machine's words on certificates show against the time at which they were said:
///
///     x509: certificate has expired or is not yet valid: current time 2024-05-06T13:02:00Z is after 2024-05-06T12:00:00Z
enum WrongClock {
  /// Certificates are made with a few minutes of tolerance.
  private static let tolerance = seconds(300)

  /// Whether a client took a certificate for expired by a clock that is ahead. Known only where the bundle shows how far the
  /// clock of the client's node is off, so that the line has another time than the one that it names.
  static func isAhead(_ record: LogRecord) -> Bool {
    guard let time = record.time, time.instant.isYearKnown, let named = dates(in: record.evidence.text) else {
      return false
    }
    return named.now.instant.nanoseconds(since: time.instant) > tolerance && time.isProvablyBefore(named.end)
  }

  /// What the client's clock showed, and when the certificate ends.
  static func dates(in text: String) -> (now: Moment, end: Moment)? {
    guard let range = text.firstRange(of: "current time ") else { return nil }
    let words = text[range.upperBound...].split(separator: " ", maxSplits: 4)
    guard words.count >= 4, words[1] == "is", words[2] == "after", let now = Moment(rfc3339: words[0]),
      let end = Moment(rfc3339: words[3].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == ":" })
    else { return nil }
    return (now, end)
  }
}
