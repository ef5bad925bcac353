import Model

/// The zone of a node by what `date` printed on it.
enum DateZone {
  /// Seconds east of UTC; nil where no `date` of the node tells.
  ///
  /// `Sat Nov 21 04:02:14 UTC 2026` says it; `… 13:02:14 JST 2026` is held against the dates of others, since
  /// abbreviations are ambiguous.
  static func zoneSeconds(_ times: [CaptureTime], node: String, names: NodeNames) -> Int? {
    let own = times.filter { !$0.node.isEmpty && names.node(host: $0.node) == node }
    for time in own where !time.reading.isLocal {
      if let written = written(in: time.evidence.text) { return written }
    }
    let absolute = times.compactMap { time -> Instant? in
      guard case .absolute(let moment) = time.reading else { return nil }
      return moment.instant
    }
    var best: (seconds: Int, residual: Int64)?
    for time in own {
      guard case .local(let local) = time.reading else { continue }
      for instant in absolute {
        // Dates of one collection lie minutes apart; more would be a quarter of an hour of zone.
        guard let shown = local.asUTC(near: instant), let found = zone(local: shown, absolute: instant),
          abs(found.residual) <= 300 * .second
        else { continue }
        if best.map({ abs(found.residual) < abs($0.residual) }) ?? true { best = found }
      }
    }
    return best?.seconds
  }

  /// The zone that a line writes: `UTC`, `GMT`, `Z`, `+0900`, `+09:00`.
  static func written(in text: String) -> Int? {
    for word in text.split(whereSeparator: { " \t\"',".contains($0) }) {
      if word == "UTC" || word == "GMT" { return 0 }
      if Moment(rfc3339: word) != nil, word.hasSuffix("Z") || word.hasSuffix("z") { return 0 }
      let isTime = Moment(rfc3339: word) != nil
      let candidate =
        isTime ? word.drop(while: { $0 != "T" && $0 != " " }).drop(while: { $0 != "+" && $0 != "-" }) : word
      if let seconds = offset(candidate) { return seconds }
    }
    return nil
  }

  private static func offset(_ text: Substring) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
      return nil
    }
    let seconds = number / 100 * 3600 + number % 100 * 60
    return number % 100 < 60 && seconds <= 14 * 3600 ? (sign == "+" ? seconds : -seconds) : nil
  }
}
