import Model

/// What programs put before a line of their log: a time, and how severe they rate it.
///
///     2026-11-21 04:01:20,123 ERROR o.s.b.SpringApplication - Application run failed
///     2026-11-21T04:01:20.123Z WARN  cannot connect
///     2026/11/21 04:01:20 [emerg] 1#1: host not found in upstream
///     [2026-11-21 04:01:20 +0000] [7] [INFO] Booting worker with pid: 7
///     10.1.0.7 - - [21/Nov/2026:04:01:20 +0000] "GET /healthz HTTP/1.1" 503 19
///     [ERROR] plugin/errors: 2 shop.example.net. A: i/o timeout
struct ProgramHeader {
  /// The time; nil where the line begins with none.
  var stamp: LineStamp?
  var severity: Severity?
  /// Where the rest begins.
  var message = 0

  /// How far behind the time a level is looked for, in bytes: names of threads and loggers may stand before it.
  private static let reach = 64

  /// The header of a line; nil where it has none.
  static func read(_ line: LineBytes) -> ProgramHeader? {
    var header = ProgramHeader()
    if let (stamp, end) = time(line) {
      header.stamp = stamp
      header.message = end
    } else if let stamp = accessTime(line) {
      header.stamp = stamp
      return header
    }
    header.severity = severity(line.part(header.message, min(line.count, header.message + reach)))
    // Without a time a level must be the first word: later ones are part of a sentence.
    if header.stamp == nil {
      header.severity = severity(line, isFirstWord: true)
      guard header.severity != nil else { return nil }
    }
    return header
  }

  /// A date and time at the beginning, also in brackets, and where the rest begins.
  static func time(_ line: LineBytes) -> (stamp: LineStamp, end: Int)? {
    let start = line.first == UInt8(ascii: "[") ? 1 : 0
    guard line.count >= start + 19, line[start].isDigit, let year = decimal(line, start, 4),
      line[start + 4] == line[start + 7], line[start + 4] == UInt8(ascii: "-") || line[start + 4] == UInt8(ascii: "/"),
      let month = decimal(line, start + 5, 2), let day = decimal(line, start + 8, 2),
      line[start + 10] == UInt8(ascii: " ") || line[start + 10] == UInt8(ascii: "T"),
      let second = CivilTime.secondOfDay(line, start + 11)
    else { return nil }
    let fraction = CivilTime.fraction(line, start + 19)
    guard
      let local = LineStamp(
        year: year, month: month, day: day, secondOfDay: second, nanosecond: fraction.nanosecond,
        precision: fraction.precision)
    else { return nil }
    var end = fraction.end
    var stamp = local
    if let (offset, after) = zone(line, at: end) {
      let instant = Instant(nanoseconds: local.nanoseconds).advanced(by: -Int64(offset) * 1_000_000_000)
      stamp = LineStamp(Moment(instant, precision: local.precision))
      end = after
    }
    while end < line.count, line[end].isBlank || line[end] == UInt8(ascii: "]") { end += 1 }
    return (stamp, end)
  }

  /// `Z`, `+0000`, `+00:00`, ` +0000`, ` UTC`: seconds east of UTC, and where the rest begins.
  private static func zone(_ line: LineBytes, at start: Int) -> (offset: Int, end: Int)? {
    let position = start < line.count && line[start] == UInt8(ascii: " ") ? start + 1 : start
    guard position < line.count else { return nil }
    if line[position] == UInt8(ascii: "Z"), !isLetter(line, position + 1) { return (0, position + 1) }
    if line.has("UTC", at: position) || line.has("GMT", at: position), !isLetter(line, position + 3) {
      return (0, position + 3)
    }
    let sign = line[position]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), position + 5 <= line.count,
      let hours = decimal(line, position + 1, 2), hours <= 14
    else { return nil }
    let colon = line[position + 3] == UInt8(ascii: ":") ? 1 : 0
    guard position + 5 + colon <= line.count, let minutes = decimal(line, position + 3 + colon, 2), minutes < 60 else {
      return nil
    }
    let offset = hours * 3600 + minutes * 60
    return (sign == UInt8(ascii: "-") ? -offset : offset, position + 5 + colon)
  }

  /// The time in the line of a web server: `[21/Nov/2026:04:01:20 +0000]`.
  private static func accessTime(_ line: LineBytes) -> LineStamp? {
    guard line.first.map({ $0.isDigit || isLetter(line, 0) }) == true,
      let open = line.part(0, 300).index(of: UInt8(ascii: "[")), open + 27 <= line.count,
      let day = decimal(line, open + 1, 2), line.has("/", at: open + 3), let month = CivilTime.month(line, open + 4),
      line.has("/", at: open + 7), let year = decimal(line, open + 8, 4), line.has(":", at: open + 12),
      let second = CivilTime.secondOfDay(line, open + 13),
      let local = LineStamp(year: year, month: month, day: day, secondOfDay: second, precision: .second),
      let (offset, _) = zone(line, at: open + 21)
    else { return nil }
    let instant = Instant(nanoseconds: local.nanoseconds).advanced(by: -Int64(offset) * 1_000_000_000)
    return LineStamp(Moment(instant, precision: .second))
  }

  /// The first word that is a level: in capitals, or in small letters where nothing but brackets is around it.
  private static func severity(_ text: LineBytes, isFirstWord: Bool = false) -> Severity? {
    var position = 0
    while position < text.count {
      guard isLetter(text, position) else {
        position += 1
        continue
      }
      let start = position
      while position < text.count, isLetter(text, position) { position += 1 }
      let word = text.part(start, position)
      guard (3...11).contains(word.count) else {
        if isFirstWord { return nil }
        continue
      }
      let isBracketed =
        start > 0 && text[start - 1] == UInt8(ascii: "[") && position < text.count
        && text[position] == UInt8(ascii: "]")
      let isLevel = isBracketed || word.allSatisfy { $0 < UInt8(ascii: "a") }
      if isLevel, let severity = levels[word.text.lowercased()] { return severity }
      if isFirstWord { return nil }
    }
    return nil
  }

  private static let levels: [String: Severity] = [
    "trace": .debug, "debug": .debug, "info": .information, "information": .information, "log": .information,
    "notice": .information, "warn": .warning, "warning": .warning, "error": .error, "err": .error, "severe": .error,
    "fatal": .fatal, "crit": .fatal, "critical": .fatal, "alert": .fatal, "emerg": .fatal, "panic": .fatal,
  ]

  private static func isLetter(_ line: LineBytes, _ position: Int) -> Bool {
    guard position < line.count else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(line[position] | 0x20)
  }
}
