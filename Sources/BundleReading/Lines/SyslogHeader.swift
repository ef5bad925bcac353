import Model

/// The header of `journalctl -o short` and `-o short-precise`, and of traditional syslog files:
///
///     Nov 21 04:01:20.042890 worker-1 kubelet[59]: I1121 04:01:20.042845      59 kubelet.go:1888] SyncLoop
///     Apr  1 00:02:25 redhat79 kubelet: message       Nov 12 15:15:41 kernel: message
///     5月 26 18:42:17 node-3 dockerd[19053]: message     kubelet[687]: message
///     févr. 08 15:44:58 node-3 kubelet[687]: message     Nov 21 2026 04:01:20 worker-1 kubelet[59]: message
///     <30>Nov 21 04:01:20 worker-1 kubelet[59]: message
///
/// Local clock, mostly no year.
enum SyslogHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? { header(of: line, months: nil) }

  /// The header with the names of months that two languages share read in one of them; without a language such a line has
  /// a header without time.
  @inline(__always)
  static func header(of line: LineBytes, months language: MonthLanguage?) -> OuterHeader? {
    let start = priorityEnd(line)
    if start > 0 {
      guard var header = unprefixed(line.part(from: start), language) else { return nil }
      header.move(by: start)
      return header
    }
    return unprefixed(line, language)
  }

  @inline(__always)
  private static func unprefixed(_ line: LineBytes, _ language: MonthLanguage?) -> OuterHeader? {
    var header = OuterHeader()
    guard let end = date(line, language, &header)?.end else {
      // Excerpts come without the time: `kubelet[687]: I0315 15:14:54.179765 …`.
      guard line.count > 2, line[0].isLetter, header.readTag(line, from: 0) else { return nil }
      if line.has("[", at: header.tag.upperBound) { return header }
      // Without a process id only a component's name is a tag: `etcd: rejected connection from …`.
      let tag = line.part(header.tag.lowerBound, header.tag.upperBound)
      return tag.count < 32 && ComponentNames.definite.contains(tag.text) ? header : nil
    }
    guard end < line.count, line[end] == UInt8(ascii: " ") else { return nil }
    return header.readHostAndTag(line, from: end + 1) ? header : nil
  }

  /// Whether the line has the header with a time, and whether that has a fraction.
  static func hasFraction(_ line: LineBytes) -> Bool? {
    let line = line.part(from: priorityEnd(line))
    var header = OuterHeader()
    guard let (end, precision) = date(line, nil, &header), end < line.count, line[end] == UInt8(ascii: " "),
      header.readHostAndTag(line, from: end + 1)
    else { return nil }
    return precision < .second
  }

  /// Where the priority ends that syslog puts before a line on its way through the network: `<30>`; 0 where there is none.
  @inline(__always)
  private static func priorityEnd(_ line: LineBytes) -> Int {
    guard line.first == UInt8(ascii: "<"), let close = line.part(0, 5).index(of: UInt8(ascii: ">")),
      decimal(line, 1, close - 1) != nil
    else { return 0 }
    return close + 1
  }

  /// Reads the time at the start; returns its end. It is no time where its month may be one or another.
  @inline(__always)
  private static func date(
    _ line: LineBytes, _ language: MonthLanguage?, _ header: inout OuterHeader
  ) -> (end: Int, precision: Precision)? {
    guard line.count >= 15 else { return nil }
    var month = CivilTime.month(line, 0)
    var position = 4
    if month == nil || line[3] != UInt8(ascii: " ") {
      guard let localized = LocalizedMonth.read(line, in: language) else { return nil }
      month = localized.month
      position = localized.end
    }
    guard let month, position + 11 <= line.count else { return nil }
    var day = 0
    if line[position] == UInt8(ascii: " ") { position += 1 }
    while position < line.count, line[position].isDigit, day < 10 {
      day = day * 10 + Int(line[position] &- 48)
      position += 1
    }
    guard day >= 1, position < line.count, line[position] == UInt8(ascii: " ") else { return nil }
    var year: Int?
    if let written = decimal(line, position + 1, 4), line.has(" ", at: position + 5) {
      year = written
      position += 5
    }
    guard let second = CivilTime.secondOfDay(line, position + 1) else { return nil }
    var fraction = CivilTime.fraction(line, position + 9)
    if year == nil, line.has(" 2", at: fraction.end), let written = decimal(line, fraction.end + 1, 4),
      line.has(" ", at: fraction.end + 5), written < 2200
    {
      year = written
      fraction.end += 5
    }
    header.stamp = LineStamp(
      year: year, month: month, day: day, secondOfDay: second, nanosecond: fraction.nanosecond,
      precision: fraction.precision)
    return header.stamp == nil && month > 0 ? nil : (fraction.end, fraction.precision)
  }
}
