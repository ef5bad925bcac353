import Model

/// What `dmesg` puts before a message:
///
///     [766396.293089] XFS (sdf): …       [Sat Nov 21 03:56:12 2026] cni0: …       <3>[ 1052.080846][   T41] INFO: …
///     [Nov21 03:56] SLUB: …  [  +0.000006]   cache: …      2026-11-21T03:56:12,123456+00:00 cni0: …
///     kern  :err   : [766396.293089] XFS (sdf): …      [六 11月 21 03:56:12 2026] cni0: …
///
/// Seconds since boot are no time: nothing tells the boot.
enum KernelHeader: OuterForm {
  /// What stands within the brackets.
  private struct Time {
    /// Nil for seconds since boot or since the line before.
    var stamp: LineStamp?
  }

  static func header(of line: LineBytes) -> OuterHeader? {
    var header = OuterHeader()
    if line.count > 26, line[19] == UInt8(ascii: ","), let (moment, length) = Moment.readRFC3339(line),
      line.has(" ", at: length)
    {
      header.stamp = LineStamp(moment)
      header.message = length + 1
      return header
    }
    let start = afterPriority(line)
    guard line.has("[", at: start), let end = line.part(0, start + 40).index(of: UInt8(ascii: "]"), from: start)
    else { return nil }
    let inner = line.part(start + 1, end).trimmed
    guard let time = time(inner) else { return nil }
    header.stamp = time.stamp
    var position = end + 1
    // The thread or processor that wrote it.
    if line.has("[", at: position),
      let close = line.part(0, position + 16).index(of: UInt8(ascii: "]"), from: position),
      let letter = line.part(position + 1, close).trimmed.first,
      letter == UInt8(ascii: "T") || letter == UInt8(ascii: "C")
    {
      position = close + 1
    }
    header.message = line.has(" ", at: position) ? position + 1 : position
    return header
  }

  /// Where the bracket stands: after `<3>` or `kern  :err   : `.
  private static func afterPriority(_ line: LineBytes) -> Int {
    if line.has("<"), let close = line.part(0, 6).index(of: UInt8(ascii: ">")) { return close + 1 }
    if line.has("kern "), let open = line.part(0, 24).index(of: UInt8(ascii: "[")) { return open }
    return 0
  }

  /// The time within the brackets, where it is one of the calendar; nil where these are brackets of another kind.
  private static func time(_ inner: LineBytes) -> Time? {
    if inner.count >= 24, let month = CivilTime.month(inner, 4), let second = CivilTime.secondOfDay(inner, 11),
      let year = decimal(inner, 20, 4)
    {
      let tens = inner[8] == 32 ? 0 : decimal(inner, 8, 1)
      guard let tens, let ones = decimal(inner, 9, 1) else { return nil }
      return Time(
        stamp: LineStamp(year: year, month: month, day: tens * 10 + ones, secondOfDay: second, precision: .second))
    }
    if inner.count == 11, let month = CivilTime.month(inner, 0), inner[8] == UInt8(ascii: ":"),
      let day = decimal(inner, 3, 2), let hour = decimal(inner, 6, 2), let minute = decimal(inner, 9, 2), hour < 24,
      minute < 60
    {
      return Time(stamp: LineStamp(month: month, day: day, secondOfDay: hour * 3600 + minute * 60, precision: .minute))
    }
    if let time = localizedTime(inner) { return time }
    let seconds = inner.first == UInt8(ascii: "+") ? inner.part(from: 1) : inner
    guard let point = seconds.index(of: UInt8(ascii: ".")), seconds.count - point == 7,
      seconds.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Time()
  }

  /// `六 11月 21 04:01:21 2026`, `Sa Mär  7 04:01:21 2026`: `-T` in other languages. The day of the week tells the language of
  /// a month that could be two.
  private static func localizedTime(_ inner: LineBytes) -> Time? {
    guard inner.count >= 20, !inner[0].isDigit, let year = decimal(inner, inner.count - 4, 4),
      let second = CivilTime.secondOfDay(inner, inner.count - 13),
      let blank = inner.index(of: UInt8(ascii: " "))
    else { return nil }
    let date = inner.part(inner.skipBlanks(from: blank), inner.count - 13).trimmed
    guard let (month, end) = LocalizedMonth.read(date, in: MonthLanguage.language(of: inner.part(0, blank))) else {
      return nil
    }
    let day = date.part(from: end).trimmed
    guard day.count <= 2, let number = decimal(day, 0, day.count) else { return nil }
    let stamp = LineStamp(year: year, month: month, day: number, secondOfDay: second, precision: .second)
    return stamp == nil && month > 0 ? nil : Time(stamp: stamp)
  }
}
