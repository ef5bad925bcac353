/// Where the parts of a journal or syslog header lie in a line. Offsets, so that nothing is allocated.
struct OuterHeader {
  /// The host's name; empty where the line has none.
  var host = 0..<0
  /// The syslog tag without process id, e.g. `kubelet`; empty where the line has none.
  var tag = 0..<0
  /// Where the message begins.
  var message = 0
  /// The time; nil where the line has none.
  var stamp: LineStamp?
}

/// One way to put time, host and tag before a message.
protocol OuterForm: Sendable {
  /// The header of a line; nil where the line has none, e.g. the second line of a message.
  static func header(of line: LineBytes) -> OuterHeader?
}

/// No header: each line is the component's own, e.g. a bare klog file.
enum NoOuterHeader: OuterForm {
  @inline(__always)
  static func header(of line: LineBytes) -> OuterHeader? { OuterHeader() }
}

extension OuterHeader {
  /// Counts all offsets from a place so many bytes before.
  mutating func move(by offset: Int) {
    host = host.lowerBound + offset..<host.upperBound + offset
    tag = tag.lowerBound + offset..<tag.upperBound + offset
    message += offset
  }

  /// Reads `host tag[pid]: ` or `tag: ` from `start` on, which is behind the time and one blank.
  @inline(__always)
  mutating func readHostAndTag(_ line: LineBytes, from start: Int) -> Bool {
    guard let hostEnd = line.index(of: UInt8(ascii: " "), from: start), hostEnd > start else {
      // `-- Boot` markers apart, a line may end after its tag: `Nov 21 04:01:20 host kubelet:`.
      return readTag(line, from: start)
    }
    if line[hostEnd - 1] == UInt8(ascii: ":") {
      // No host: `Nov 12 15:15:41 kernel: exe: page allocation failure`.
      return readTag(line, from: start)
    }
    host = start..<hostEnd
    return readTag(line, from: hostEnd + 1)
  }

  /// Reads `tag[pid]: ` or `tag: `, also a tag with blanks in it, e.g. `logger (note): `.
  @inline(__always)
  mutating func readTag(_ line: LineBytes, from start: Int) -> Bool {
    var position = start
    let limit = Swift.min(line.count, start + 128)
    while position < limit {
      let byte = line[position]
      if byte == UInt8(ascii: "["), position > start {
        var end = position + 1
        while end < limit, line[end].isDigit { end += 1 }
        guard end > position + 1, end + 1 < line.count, line[end] == UInt8(ascii: "]"),
          line[end + 1] == UInt8(ascii: ":")
        else { return false }
        tag = start..<position
        message = end + 2 < line.count && line[end + 2] == UInt8(ascii: " ") ? end + 3 : end + 2
        return true
      }
      if byte == UInt8(ascii: ":"), position > start {
        if position + 1 < line.count, line[position + 1] != UInt8(ascii: " ") {
          position += 1
          continue
        }
        tag = start..<position
        message = Swift.min(position + 2, line.count)
        return true
      }
      if byte == UInt8(ascii: " ") { return false }
      position += 1
    }
    return false
  }
}
