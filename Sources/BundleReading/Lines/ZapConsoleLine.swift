import Model

/// A line as zap writes it for a console, its parts separated by tabs; name and caller may be absent:
///
///     2026-11-21T04:01:20.559Z	warn	etcdserver/util.go:170	apply request took too long	{"took": "300ms"}
///     2026-11-21T04:01:20.559Z	ERROR	controller.pod	Reconciler error	{"name": "cart-0"}
enum ZapConsoleLine {
  /// Longest time or level, in bytes.
  private static let longestPart = 40
  /// Most parts looked at; a message may hold tabs.
  private static let mostParts = 16

  /// The line; nil where it is none. The time may have been taken off already.
  static func decode(_ bytes: LineBytes) -> InnerLine? {
    var parts = parts(bytes)
    var line = InnerLine()
    if let stamp = parts.first.flatMap(stamp) {
      line.stamp = stamp
      parts.removeFirst()
    }
    guard parts.count >= 2, let severity = level(parts[0]) else { return nil }
    line.severity = severity
    parts.removeFirst()
    if parts.count > 1, let last = parts.last, last.has("{") {
      line.fields = fields(last)
      parts.removeLast()
    }
    if let place = parts.prefix(2).firstIndex(where: isCaller), place + 1 < parts.count {
      let path = parts[place].part(0, parts[place].index(of: UInt8(ascii: ":")) ?? 0)
      line.callSite = path.text.split(separator: "/").last.map(String.init) ?? ""
      parts.removeSubrange(...place)
    } else if parts.count > 1 {
      line.fields.insert(LogRecord.Field(key: "logger", value: parts[0].text), at: 0)
      parts.removeFirst()
    }
    line.message = parts.map(\.text).joined(separator: " ")
    return line
  }

  /// Whether a line begins with a time and a level.
  static func begins(_ line: LineBytes) -> Bool {
    guard let first = line.part(0, longestPart).index(of: 9), stamp(line.part(0, first)) != nil,
      let second = line.part(0, first + 1 + longestPart).index(of: 9, from: first + 1)
    else { return false }
    return level(line.part(first + 1, second)) != nil
  }

  /// Where the line was written: `etcdserver/util.go:170`; nil where it does not say so.
  static func caller(of line: LineBytes) -> LineBytes? {
    guard begins(line) else { return nil }
    return parts(line).dropFirst(2).prefix(2).first(where: isCaller)
  }

  private static func parts(_ bytes: LineBytes) -> [LineBytes] {
    var parts: [LineBytes] = []
    var start = 0
    while parts.count < mostParts - 1, let tab = bytes.index(of: 9, from: start) {
      parts.append(bytes.part(start, tab))
      start = tab + 1
    }
    guard !parts.isEmpty else { return [] }
    return parts + [bytes.part(from: start)]
  }

  private static func stamp(_ part: LineBytes) -> LineStamp? {
    guard part.count <= longestPart, let (moment, length) = Moment.readRFC3339(part), length == part.count else {
      return nil
    }
    return LineStamp(moment)
  }

  private static func level(_ part: LineBytes) -> Severity? {
    guard (4...6).contains(part.count), part.allSatisfy(\.isLetter) else { return nil }
    return part.has("DPANIC") || part.has("dpanic") ? .fatal : InnerLine.severity(ofWord: part.text)
  }

  private static func isCaller(_ part: LineBytes) -> Bool {
    guard let colon = part.index(of: ".go:"), colon + 4 < part.count else { return false }
    return part.part(from: colon + 4).allSatisfy(\.isDigit)
  }

  private static func fields(_ part: LineBytes) -> [LogRecord.Field] {
    guard var scanner = JSONScanner(part) else { return [] }
    var fields: [LogRecord.Field] = []
    while let (key, value) = scanner.next() {
      switch value {
      case .string(let text): fields.append(LogRecord.Field(key: key.text, value: QuotedText.decoded(text)))
      case .bare(let text), .nested(let text): fields.append(LogRecord.Field(key: key.text, value: text.text))
      }
    }
    return fields
  }
}
