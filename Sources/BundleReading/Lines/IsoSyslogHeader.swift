import Model

/// The header of `journalctl -o short-iso`, `-o short-iso-precise` and of syslog files with RFC 3339 times:
///
///     2026-11-21T04:04:06+0000 worker-1 kubelet[59]: I1121 04:04:06.042845      59 kubelet.go:1888] SyncLoop
///     2026-11-21T04:04:06.042890+00:00 worker-1 kernel: cni0: port 1(veth3f10dbfe) entered blocking state
enum IsoSyslogHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard line.count > 20, line[10] == UInt8(ascii: "T"), line[0].isDigit,
      let (moment, length) = Moment.readRFC3339(line), length < line.count, line[length] == UInt8(ascii: " ")
    else { return nil }
    var header = OuterHeader()
    header.stamp = LineStamp(moment)
    return header.readHostAndTag(line, from: length + 1) ? header : nil
  }
}

/// A time alone before the message: `kubectl logs --timestamps`, and with stream and tag the files of a CRI runtime:
///
///     2023-08-09T14:24:23.168674384Z E0809 14:24:23.168466   17369 mount_linux.go:195] Mount failed
///     2026-11-21T04:24:08.616558423Z stdout F relayed
enum TimestampHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    guard line.count > 20, line[10] == UInt8(ascii: "T"), line[0].isDigit,
      let (moment, length) = Moment.readRFC3339(line)
    else { return OuterHeader() }
    var header = OuterHeader()
    header.stamp = LineStamp(moment)
    header.message = min(length + 1, line.count)
    if let text = criMessage(line, from: header.message) { header.message = text }
    return header
  }

  /// What follows the time; the whole line where it begins with none.
  static func body(of line: LineBytes) -> LineBytes { line.part(from: header(of: line)?.message ?? 0) }

  /// Whether a line of a CRI runtime's file is whole (`F`) or goes on in the next (`P`); nil for other lines.
  static func isEndedRuntimeLine(_ line: LineBytes) -> Bool? {
    guard line.count > 20, line[10] == UInt8(ascii: "T"), line[0].isDigit,
      let (_, length) = Moment.readRFC3339(line), criMessage(line, from: length + 1) != nil
    else { return nil }
    return line[length + 8] == UInt8(ascii: "F")
  }

  /// Where the text begins after `stdout F `, `stderr P ` and the like; nil where these are absent.
  static func criMessage(_ line: LineBytes, from position: Int) -> Int? {
    guard line.has("stdout ", at: position) || line.has("stderr ", at: position) else { return nil }
    let flag = position + 7
    guard flag < line.count, line[flag] == UInt8(ascii: "F") || line[flag] == UInt8(ascii: "P") else { return nil }
    return min(flag + 2, line.count)
  }
}
