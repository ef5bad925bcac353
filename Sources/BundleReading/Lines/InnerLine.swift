import Model

/// A component's own line, decoded: klog, logfmt, logrus' console form, JSON, etcd's capnslog, or plain text.
struct InnerLine {
  /// The line's own time.
  var stamp: LineStamp?
  var severity: Severity?
  /// klog source file, base name.
  var callSite = ""
  var message = ""
  var fields: [LogRecord.Field] = []
  /// The field whose value goes on in the next lines.
  var openField: Int?

  /// Longest line that is decoded, in bytes: the rest is left out.
  private static let longest = 64 * 1024

  /// Decodes a message. `klog` is its klog header, where it has one.
  static func decode(_ whole: LineBytes, klog: KlogHeader?) -> InnerLine {
    let bytes = whole.part(0, longest)
    if let klog { return decodeKlog(bytes, klog) }
    if isLogfmt(bytes) { return decodeLogfmt(bytes) }
    if let line = LogrusConsole.decode(bytes) ?? Capnslog.decode(bytes) { return line }
    if bytes.has("{\""), let line = JSONLogLine.decode(bytes) ?? AuditLine.decode(bytes) { return line }
    if let line = ZapConsoleLine.decode(bytes) { return line }
    var line = InnerLine()
    line.message = bytes.text
    return line
  }

  /// Whether a line is logfmt as containerd, CRI-O and Docker write it, or as Prometheus does: `ts=… caller=… level=…`.
  @inline(__always)
  static func isLogfmt(_ bytes: LineBytes) -> Bool {
    bytes.count > 8 && (bytes.has("time=\"") || bytes.has("level=") || bytes.has("ts=2"))
  }

  /// The time of a line that begins with `time="…"` or `ts=…`.
  @inline(__always)
  static func logfmtStamp(_ bytes: LineBytes) -> LineStamp? {
    if bytes.has("ts=2") { return Moment.readRFC3339(bytes.part(3, 48)).map { LineStamp($0.moment) } }
    guard bytes.has("time=\""), let (moment, length) = Moment.readRFC3339(bytes.part(6, 48)),
      6 + length < bytes.count, bytes[6 + length] == UInt8(ascii: "\"")
    else { return nil }
    return LineStamp(moment)
  }

  private static func decodeKlog(_ bytes: LineBytes, _ header: KlogHeader) -> InnerLine {
    var line = InnerLine()
    line.stamp = header.stamp(bytes)
    line.severity = severity(ofLetter: header.severity)
    line.callSite = bytes.part(header.callSite.lowerBound, header.callSite.upperBound).text
    let body = bytes.part(from: header.message)
    line.message = body.text
    // Structured klog is a quoted text followed by nothing but fields; `"tokencleaner" is disabled` is plain.
    if body.has("\""), let end = QuotedText.end(body, 0),
      end + 1 == body.count || body[end + 1] == UInt8(ascii: " ")
    {
      let (fields, isWhole, open) = KeyValueText.fields(body, from: end + 1)
      if isWhole || !fields.isEmpty {
        line.message = QuotedText.decoded(body.part(1, end))
        line.fields = fields
        line.openField = open
      }
    }
    return line
  }

  private static func decodeLogfmt(_ bytes: LineBytes) -> InnerLine {
    var line = InnerLine()
    line.stamp = logfmtStamp(bytes)
    for field in KeyValueText.fields(bytes, from: 0).fields {
      switch field.key {
      case "time", "ts": continue
      case "level": line.severity = severity(ofWord: field.value)
      case "msg" where line.message.isEmpty: line.message = field.value
      default: line.fields.append(field)
      }
    }
    if line.message.isEmpty { line.message = bytes.text }
    return line
  }

  static func severity(ofLetter letter: UInt8) -> Severity? {
    switch letter {
    case UInt8(ascii: "I"), UInt8(ascii: "N"): .information
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "E"): .error
    case UInt8(ascii: "F"), UInt8(ascii: "C"): .fatal
    case UInt8(ascii: "D"): .debug
    default: nil
    }
  }

  static func severity(ofWord word: some StringProtocol) -> Severity? {
    switch word.prefix(4).lowercased() {
    case "trac", "debu": .debug
    case "info", "noti": .information
    case "warn": .warning
    case "erro": .error
    case "fata", "pani", "crit": .fatal
    default: nil
    }
  }
}

/// `INFO[2022-04-15T14:14:01.755841221+08:00] starting containerd      revision=ea765a version=v1.3.9`, as logrus writes
/// to a terminal; also `INFO[0000] …`, seconds since the start.
enum LogrusConsole {
  /// The line; nil where it is none.
  static func decode(_ bytes: LineBytes) -> InnerLine? {
    guard bytes.count > 8, bytes[4] == UInt8(ascii: "["),
      let severity = InnerLine.severity(ofWord: bytes.part(0, 4).text),
      bytes[0] & 0x20 == 0, let end = bytes.part(0, 64).index(of: UInt8(ascii: "]"))
    else { return nil }
    var line = InnerLine()
    line.severity = severity
    line.stamp = Moment.readRFC3339(bytes.part(5, end)).map { LineStamp($0.moment) }
    // The message is padded, then come the fields.
    let body = bytes.part(from: bytes.skipBlanks(from: end + 1))
    var position = 0
    var attempts = 0
    while attempts < 16, let blank = body.index(of: UInt8(ascii: " "), from: position) {
      let next = body.skipBlanks(from: blank)
      if KeyValueText.keyEnd(body, next) != nil {
        attempts += 1
        let (fields, isWhole, _) = KeyValueText.fields(body, from: next)
        if isWhole {
          line.message = body.part(0, blank).trimmed.text
          line.fields = fields
          return line
        }
      }
      position = max(next, blank + 1)
    }
    line.message = body.trimmed.text
    return line
  }
}

/// `2022-07-12 09:11:45.659987 W | pkg/flags: unrecognized environment variable`, as etcd wrote up to 3.4.
enum Capnslog {
  /// The line; nil where it is none.
  static func decode(_ bytes: LineBytes) -> InnerLine? {
    guard bytes.count > 30, bytes.has(" | ", at: 28), bytes[26] == UInt8(ascii: " "),
      let severity = InnerLine.severity(ofLetter: bytes[27]), let stamp = stamp(bytes)
    else { return nil }
    var line = InnerLine()
    line.severity = severity
    line.stamp = stamp
    line.message = bytes.part(from: 31).text
    return line
  }

  /// `2022-07-12 09:11:45.659987`: a local clock with its year.
  static func stamp(_ bytes: LineBytes) -> LineStamp? {
    guard bytes.count >= 19, let year = decimal(bytes, 0, 4), let month = decimal(bytes, 5, 2),
      let day = decimal(bytes, 8, 2), let second = CivilTime.secondOfDay(bytes, 11)
    else { return nil }
    let fraction = CivilTime.fraction(bytes, 19)
    return LineStamp(
      year: year, month: month, day: day, secondOfDay: second, nanosecond: fraction.nanosecond,
      precision: fraction.precision)
  }
}
