import Model

/// `journalctl -o short-full`: weekday, date with year, and the zone's name.
enum JournalShortFull: ArtifactFormat {
  static let name = "journal-short-full"
  static let what = "A journal with year and the name of the zone."
  static let sources = ["journalctl -o short-full", "journalctl -o with-unit"]
  static let samples = [
    """
    Sat 2026-11-21 04:01:19 UTC worker-1 kubelet[59]: W1121 04:01:19.994978      59 eviction_manager.go:344] eviction manager: attempting to reclaim
    Sat 2026-11-21 04:01:20 UTC worker-1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 3.

    """,
    "Fri 2023-04-07 18:23:18.123456 JST node-2 kernel: cni0: port 1(veth3f10dbfe) entered blocking state\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { ShortFullHeader.header(of: $0) != nil } ? 91 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    makeLogReader(head, LogLines<ShortFullHeader>(path: head.path, format: name, keeping: interests))
  }
}

/// The header of `journalctl -o short-full`. Weekdays are those of the locale.
enum ShortFullHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard let (stamp, end) = stamp(of: line) else { return nil }
    var header = OuterHeader()
    header.stamp = stamp
    return header.readHostAndTag(line, from: end) ? header : nil
  }

  /// The time that a line begins with, `Sat 2026-11-21 04:01:19.123456 UTC `, and where the text behind it begins.
  static func stamp(of line: LineBytes) -> (stamp: LineStamp, end: Int)? {
    guard let blank = line.part(0, 16).index(of: UInt8(ascii: " ")), blank > 0, line.count > blank + 26,
      line.part(0, blank).allSatisfy({ $0.isLetter || $0 == UInt8(ascii: ".") || $0 >= 0x80 }),
      line[blank + 5] == UInt8(ascii: "-"), line[blank + 11] == UInt8(ascii: " "),
      let year = decimal(line, blank + 1, 4), let month = decimal(line, blank + 6, 2),
      let day = decimal(line, blank + 9, 2), let second = CivilTime.secondOfDay(line, blank + 12)
    else { return nil }
    let fraction = CivilTime.fraction(line, blank + 20)
    guard line.has(" ", at: fraction.end),
      let zoneEnd = line.part(0, fraction.end + 8).index(of: UInt8(ascii: " "), from: fraction.end + 1),
      let stamp = LineStamp(
        year: year, month: month, day: day, secondOfDay: second, nanosecond: fraction.nanosecond,
        precision: fraction.precision)
    else { return nil }
    guard let zone = DateZone.written(in: line.part(fraction.end + 1, zoneEnd).text) else {
      return (stamp, zoneEnd + 1)
    }
    let instant = Instant(nanoseconds: stamp.nanoseconds).advanced(by: -Int64(zone) * .second)
    return (LineStamp(Moment(instant, precision: stamp.precision)), zoneEnd + 1)
  }
}
