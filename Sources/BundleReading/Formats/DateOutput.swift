import Model

/// What `date` printed when the bundle was taken, and nothing else: at most three lines.
enum DateOutput: ArtifactFormat {
  static let name = "date"
  static let what = "When the bundle was taken; it also tells a node's zone."
  static let sources = ["date", "date -u", "date --iso-8601=seconds"]
  static let samples = [
    "Sat Nov 21 04:02:14 UTC 2026\n",
    "Sat Nov 21 01:02:14 PM CET 2026\n",
    "Sat 21 Nov 2026 04:02:14 AM UTC\n",
    "2026-11-21T04:02:14+00:00\n",
    "1795233734\n",
    "2026-11-21 04:02:14.083413 +0000 UTC m=+0.051\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.bytes.count <= 400 else { return 0 }
    var lines = 0
    var times = 0
    head.withLines(atMost: 4) { line in
      lines += 1
      if DateText.read(line.trimmed) != nil { times += 1 }
    }
    return lines > 0 && lines <= 3 && lines == times ? 82 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: DateLines(path: head.path))
  }
}

/// Reads the lines of `date`.
struct DateLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String

  init(path: String) {
    facts = ArtifactFacts(path: path, format: DateOutput.name)
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    guard facts.captureTimes.count < 3, let reading = DateText.read(line.bytes.part(0, 200).trimmed) else { return }
    facts.captureTimes.append(
      CaptureTime(
        reading: reading, node: node,
        evidence: Evidence(path: facts.path, line: line.number, text: line.bytes.text, cut: line.isCut)))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
}

/// Reads a time as `date` prints it, in the forms of the C locale and of English ones.
enum DateText {
  /// The reading; nil where the line is anything but a time.
  static func read(_ line: LineBytes) -> ClockReading? {
    guard line.count >= 10, line.count <= 64 else { return nil }
    let text = line.text
    if let moment = Moment(rfc3339: text) { return .absolute(moment) }
    if line.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) { return epoch(text) }
    var year: Int?
    var month: Int?
    var day: Int?
    var second: Int?
    var fraction: (nanosecond: Int, precision: Precision) = (0, .second)
    var zone: Int?
    var isAfternoon: Bool?
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard let part = part(word) else { return nil }
      switch part {
      case .weekday: continue
      case .month(let value): month = value
      case .number(let value): if value > 31 { year = value } else { day = value }
      case .time(let value, let nanosecond, let precision):
        second = value
        fraction = (nanosecond, precision)
      case .date(let y, let m, let d): (year, month, day) = (y, m, d)
      case .half(let value): isAfternoon = value
      case .offset(let value): zone = value
      case .unknownZone: continue
      }
    }
    guard let month, let day, var second else { return nil }
    if let isAfternoon {
      guard second < 13 * 3600 else { return nil }
      second = second % (12 * 3600) + (isAfternoon ? 12 * 3600 : 0)
    }
    guard
      let stamp = LineStamp(
        year: year, month: month, day: day, secondOfDay: second, nanosecond: fraction.nanosecond,
        precision: fraction.precision)
    else { return nil }
    guard let zone, year != nil else { return stamp.reading }
    let instant = Instant(nanoseconds: stamp.nanoseconds).advanced(by: -Int64(zone) * 1_000_000_000)
    return .absolute(Moment(instant, precision: stamp.precision))
  }

  private enum Part {
    case weekday, unknownZone
    case month(Int), number(Int), offset(Int), half(Bool)
    case time(Int, Int, Precision)
    case date(Int, Int, Int)
  }

  private static func part(_ word: Substring) -> Part? {
    var copy = String(word)
    return copy.withUTF8 { part(LineBytes($0)) }
  }

  private static func part(_ word: LineBytes) -> Part? {
    if let second = CivilTime.secondOfDay(word, 0) {
      let fraction = CivilTime.fraction(word, 8)
      return fraction.end == word.count ? .time(second, fraction.nanosecond, fraction.precision) : nil
    }
    if word.allSatisfy(\.isDigit) { return word.count <= 4 ? Int(word.text).map { .number($0) } : nil }
    if word.count == 10, let year = decimal(word, 0, 4), let month = decimal(word, 5, 2), let day = decimal(word, 8, 2)
    {
      return .date(year, month, day)
    }
    // Programs in Go add how long they have run: `m=+0.051`.
    if word.has("m=+") { return .unknownZone }
    switch word.text {
    case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun": return .weekday
    case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday": return .weekday
    case "AM", "am": return .half(false)
    case "PM", "pm": return .half(true)
    case "UTC", "GMT", "Z", "UCT": return .offset(0)
    default: break
    }
    if let month = CivilTime.month(word, 0), word.count == 3 || word.count > 3 && word.allSatisfy(\.isLetter) {
      return .month(month)
    }
    if word.first == UInt8(ascii: "+") || word.first == UInt8(ascii: "-") {
      let sign = word.first == UInt8(ascii: "+") ? 1 : -1
      guard let hours = decimal(word, 1, 2), hours <= 18 else { return nil }
      if word.count == 3 { return .offset(sign * hours * 3600) }
      let colon = word.count == 6 && word[3] == UInt8(ascii: ":") ? 1 : 0
      guard word.count == 5 + colon, let minutes = decimal(word, 3 + colon, 2), minutes < 60 else { return nil }
      return .offset(sign * (hours * 3600 + minutes * 60))
    }
    // `CET`, `JST`: what they stand for depends on the country.
    let isAbbreviation = (2...5).contains(word.count) && word.allSatisfy { $0.isLetter && $0 & 0x20 == 0 }
    return isAbbreviation ? .unknownZone : nil
  }

  /// Seconds since the epoch, as `date +%s` and `date +%s.%N` print them; between 2001 and 2286.
  private static func epoch(_ text: String) -> ClockReading? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].utf8.count == 10, let seconds = Int64(parts[0]) else { return nil }
    guard parts.count == 2 else {
      return .absolute(Moment(Instant(nanoseconds: seconds * 1_000_000_000), precision: .second))
    }
    guard let fraction = Int64(parts[1].prefix(9)), !parts[1].isEmpty else { return nil }
    var nanoseconds = fraction
    for _ in min(parts[1].utf8.count, 9)..<9 { nanoseconds *= 10 }
    return .absolute(Moment(Instant(nanoseconds: seconds * 1_000_000_000 + nanoseconds), precision: .nanosecond))
  }
}
