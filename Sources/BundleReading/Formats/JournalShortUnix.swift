import Model

/// `journalctl -o short-unix`: seconds since the epoch.
enum JournalShortUnix: ArtifactFormat {
  static let name = "journal-short-unix"
  static let what = "A journal with seconds since the epoch, so that zone and year are known."
  static let sources = ["journalctl -o short-unix"]
  static let samples = [
    """
    1795233679.994978 worker-1 kubelet[59]: W1121 04:01:19.994978      59 eviction_manager.go:344] eviction manager: attempting
    1795233680.042890 worker-1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 3.

    """
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { UnixHeader.header(of: $0)?.host.isEmpty == false } ? 91 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: LogLines<UnixHeader>(path: head.path, format: name, keeping: interests))
  }
}

/// `1795233679.994978 worker-1 kubelet[59]: message`.
enum UnixHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard line.count > 20, line[10] == UInt8(ascii: "."), line.has(" ", at: 17), let seconds = decimal(line, 0, 10),
      seconds > 0, seconds < 9_000_000_000, let microseconds = decimal(line, 11, 6)
    else { return nil }
    var header = OuterHeader()
    let instant = Instant(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(microseconds) * 1000)
    header.stamp = LineStamp(Moment(instant, precision: .microsecond))
    return header.readHostAndTag(line, from: 18) ? header : nil
  }
}
