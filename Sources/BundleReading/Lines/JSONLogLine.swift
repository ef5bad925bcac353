import Model

/// A log line in JSON, as klog, zap (etcd) and containerd write it:
///
///     {"ts":1683187200000.123,"caller":"eviction/eviction_manager.go:342","msg":"Eviction manager","v":0,"err":"…"}
///     {"level":"warn","ts":"2021-09-10T17:14:50.559+0800","caller":"embed/config_logging.go:279","msg":"rejected connection"}
enum JSONLogLine {
  /// The line, decoded; nil where it has no message.
  static func decode(_ bytes: LineBytes) -> InnerLine? {
    guard var scanner = JSONScanner(bytes) else { return nil }
    var line = InnerLine()
    var hasMessage = false
    while let (key, value) = scanner.next() {
      let name = key.text
      switch (name, value) {
      case ("msg", .string(let text)), ("message", .string(let text)):
        line.message = QuotedText.decoded(text)
        hasMessage = true
      case ("ts", _), ("time", _), ("timestamp", _), ("@timestamp", _): line.stamp = stamp(value)
      case ("caller", .string(let text)): line.callSite = fileName(text).text
      case ("level", .string(let text)), ("severity", .string(let text)):
        line.severity = InnerLine.severity(ofWord: text.text)
      case ("v", .bare): if line.severity == nil { line.severity = .information }
      case (_, .string(let text)): line.fields.append(LogRecord.Field(key: name, value: QuotedText.decoded(text)))
      case (_, .bare(let text)), (_, .nested(let text)):
        line.fields.append(LogRecord.Field(key: name, value: text.text))
      }
    }
    guard hasMessage else { return nil }
    // klog's JSON has no level: an error line is the one that carries `err` and no verbosity.
    if line.severity == nil, line.fields.contains(where: { $0.key == "err" }) { line.severity = .error }
    return line
  }

  /// Where klog's and zap's `caller` names the source file, and its hash; the search key of the line.
  static func callSite(_ bytes: LineBytes) -> LineBytes? {
    guard bytes.has("{\""), let key = bytes.index(of: "\"caller\":\"") else { return nil }
    guard let end = QuotedText.end(bytes, key + 9) else { return nil }
    let name = fileName(bytes.part(key + 10, end))
    return name.ends(with: ".go") ? name : nil
  }

  /// The time of a line; nil where it has none.
  static func stamp(of bytes: LineBytes) -> LineStamp? {
    guard var scanner = JSONScanner(bytes) else { return nil }
    while let (key, value) = scanner.next() {
      if key.has("ts") && key.count == 2 || key.has("time") && key.count == 4 { return stamp(value) }
    }
    return nil
  }

  /// `eviction_manager.go` of `eviction/eviction_manager.go:342`.
  private static func fileName(_ caller: LineBytes) -> LineBytes {
    let path = caller.part(0, caller.index(of: UInt8(ascii: ":")) ?? caller.count)
    var start = path.count
    while start > 0, path[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return path.part(from: start)
  }

  /// RFC 3339, or a number: klog writes milliseconds since the epoch, zap seconds.
  private static func stamp(_ value: JSONScanner.Value) -> LineStamp? {
    switch value {
    case .string(let text):
      return Moment.readRFC3339(text).map { LineStamp($0.moment) } ?? ProgramHeader.time(text)?.stamp
    case .bare(let text):
      let point = text.index(of: UInt8(ascii: ".")) ?? text.count
      guard point <= 13, let whole = Int64(text.part(0, point).text), whole >= 0 else { return nil }
      let fraction = CivilTime.fraction(text, point).nanosecond
      // Of either unit more would lie beyond the year 2255.
      let isMilliseconds = whole > 9_000_000_000
      guard whole < 9_000_000_000_000 else { return nil }
      let nanoseconds =
        isMilliseconds ? whole * 1_000_000 + Int64(fraction / 1000) : whole * 1_000_000_000 + Int64(fraction)
      let precision: Precision = point == text.count ? (isMilliseconds ? .millisecond : .second) : .microsecond
      return LineStamp(Moment(Instant(nanoseconds: nanoseconds), precision: precision))
    case .nested: return nil
    }
  }
}
