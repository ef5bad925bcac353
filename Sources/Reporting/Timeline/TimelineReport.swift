public import Model

/// A timeline for people, one line an event, and for machines.
public enum TimelineReport {
  /// Characters that are handed over together.
  private static let block = 64 * 1024

  /// Lines of time, node, source, object, text and place; `┆` stands for time without events. `mark` is pointed out. The
  /// text comes in blocks, each as soon as it is made: a timeline may be larger than all else that is in memory.
  public static func text<Failure: Error>(
    _ timeline: Timeline, mark: Moment? = nil, style: Style = Style(), to write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    var page = TextPage(style: style)
    let widths = Widths(timeline.entries)
    var before: Moment?
    var mark = mark
    for entry in timeline.entries {
      if let moment = mark, entry.time.map({ $0.instant >= moment.instant }) ?? true {
        point(at: moment, on: &page)
        mark = nil
      }
      if let time = entry.time, let last = before { gap(from: last, to: time, on: &page) }
      line(entry, widths, on: &page)
      if let time = entry.last ?? entry.time { before = max(before ?? time, time) }
      if page.text.utf8.count >= block { try write(page.takeText()) }
    }
    if let mark { point(at: mark, on: &page) }
    try write(page.takeText())
  }

  /// JSON lines, one object an event, in blocks.
  public static func json<Failure: Error>(
    _ timeline: Timeline, to write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    var text = ""
    for entry in timeline.entries {
      text +=
        JSON.object([
          ("time", .string(entry.time?.text ?? "")), ("until", .string(entry.last?.text ?? "")),
          ("count", .integer(Int64(entry.count))), ("node", .string(entry.node)), ("source", .string(entry.source)),
          ("severity", .string(entry.severity.map(word) ?? "")), ("subjects", .array(entry.subjects.map(JSON.entity))),
          ("text", .string(entry.text)), ("path", .string(entry.evidence.path)),
          ("line", .integer(Int64(entry.evidence.line))), ("field", .string(entry.evidence.field)),
        ]).line
      if text.utf8.count >= block {
        try write(text)
        text = ""
      }
    }
    try write(text)
  }

  /// A severity as `--severity` writes it.
  public static func word(_ severity: Severity) -> String {
    switch severity {
    case .debug: "debug"
    case .information: "info"
    case .warning: "warning"
    case .error: "error"
    case .fatal: "fatal"
    }
  }

  /// Columns of the parts that are set apart.
  private struct Widths {
    var node: Int
    var source: Int

    init(_ entries: [TimelineEntry]) {
      node = min(entries.lazy.map(\.node.columns).max() ?? 0, 24)
      source = min(entries.lazy.map(\.source.columns).max() ?? 0, 16)
    }
  }

  private static func line(_ entry: TimelineEntry, _ widths: Widths, on page: inout TextPage) {
    let style = page.style
    let clock = entry.time.map { "\($0.dateText) \($0.clockText)" } ?? "time unknown"
    var words = [clock.padded(to: 23)]
    if widths.node > 0 { words.append(page.inert(entry.node.isEmpty ? "-" : entry.node).padded(to: widths.node)) }
    words.append(page.inert(entry.source.isEmpty ? "-" : entry.source).padded(to: widths.source))
    words.append(letter(entry.severity))
    if let subject = entry.subjects.first {
      words.append(entry.subjects.count > 1 ? "\(subject.path)+\(entry.subjects.count - 1)" : subject.path)
    }
    // A line of thousands of characters hides its neighbours.
    words.append(entry.text.shortened(to: 300, ellipsis: style.ellipsis))
    if entry.count > 1 {
      let until = entry.last.map { last in
        let isSameDay = entry.time.map { $0.dateText == last.dateText } ?? false
        return " until \(isSameDay ? last.clockText : "\(last.dateText) \(last.clockText)")"
      }
      words.append("(\(style.times)\(entry.count)\(until ?? ""))")
    }
    let place = entry.evidence
    words.append(place.line > 0 ? "\(place.path):\(place.line)" : place.path)
    page.verbatim(words.joined(separator: " "), indent: 0, paint: paint(entry.severity))
  }

  /// `┆ 3 min 45 s`, from a minute on.
  private static func gap(from last: Moment, to time: Moment, on page: inout TextPage) {
    let distance = time.instant.nanoseconds(since: last.instant)
    guard distance >= 60 * 1_000_000_000 else { return }
    page.verbatim("\(page.style.isUnicode ? "┆" : ":") \(durationText(distance.magnitude))", indent: 0, paint: .faint)
  }

  private static func point(at moment: Moment, on page: inout TextPage) {
    let arrow = page.style.isUnicode ? "───▶" : "--->"
    page.verbatim("\(arrow) \(moment.dateText) \(moment.clockText) UTC", indent: 0, paint: .strong)
  }

  private static func letter(_ severity: Severity?) -> String {
    switch severity {
    case .debug: "D"
    case .information: "I"
    case .warning: "W"
    case .error: "E"
    case .fatal: "F"
    case nil: "-"
    }
  }

  private static func paint(_ severity: Severity?) -> Paint {
    switch severity {
    case .warning: .state
    case .error, .fatal: .fault
    case .debug, .information, nil: .plain
    }
  }
}
