import Model

/// Syslog as RFC 5424 has it: priority, version, RFC 3339 time, host, application, process, message id, data.
enum SyslogRFC5424: ArtifactFormat {
  static let name = "syslog-rfc5424"
  static let what = "Syslog with priority, zone and year."
  static let sources = ["rsyslog RSYSLOG_SyslogProtocol23Format"]
  static let samples = [
    "<30>1 2026-11-21T04:01:19.994978Z worker-1 kubelet 59 - - W1121 04:01:19.994978      59 eviction_manager.go:344] attempting\n",
    "<6>1 2026-11-21T04:01:19+09:00 worker-1 kernel - - [meta sequenceId=\"7\" note=\"a [b\\] c\"] cni0: entered disabled state\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { RFC5424Header.header(of: $0) != nil } ? 91 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: LogLines<RFC5424Header>(path: head.path, format: name, keeping: interests))
  }
}

/// `<30>1 2026-11-21T04:01:19.994978Z worker-1 kubelet 59 - - message`.
enum RFC5424Header: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard line.has("<"), let close = line.part(0, 5).index(of: UInt8(ascii: ">")), line.has("1 ", at: close + 1) else {
      return nil
    }
    var header = OuterHeader()
    var position = close + 3
    let limit = min(line.count, position + 512)
    func word(_ start: Int) -> Range<Int>? {
      line.part(0, limit).index(of: UInt8(ascii: " "), from: start).map { start..<$0 }
    }
    guard let time = word(position), let host = word(time.upperBound + 1), let tag = word(host.upperBound + 1),
      let process = word(tag.upperBound + 1), let id = word(process.upperBound + 1)
    else { return nil }
    if let (moment, length) = Moment.readRFC3339(line.part(from: position)), length == time.count {
      header.stamp = LineStamp(moment)
    } else if !line.has("- ", at: position) {
      return nil
    }
    header.host = line.has("- ", at: host.lowerBound) ? 0..<0 : host
    header.tag = line.has("- ", at: tag.lowerBound) ? 0..<0 : tag
    position = id.upperBound + 1
    if line.has("-", at: position) { position += 1 } else { position = dataEnd(line, from: position) }
    header.message = min(line.has(" ", at: position) ? position + 1 : position, line.count)
    return header
  }

  /// The end of `[id key="value"][id …]`.
  private static func dataEnd(_ line: LineBytes, from start: Int) -> Int {
    var position = start
    while line.has("[", at: position) {
      position += 1
      while position < line.count, line[position] != UInt8(ascii: "]") {
        if line[position] == UInt8(ascii: "\""), let end = QuotedText.end(line, position) { position = end }
        position += 1
      }
      position += 1
    }
    return position
  }
}
