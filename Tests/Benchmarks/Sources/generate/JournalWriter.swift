/// Writes one unit's journal of an exact size: background lines in the order of time, and an incident's lines at theirs.
///
/// The time of a line follows from its place in the file, so that any size covers the same ten hours.
struct JournalWriter {
  /// A dated line of an incident, without the journal's prefix.
  struct Entry {
    var time: Int
    var message: String
  }

  /// Room that is left for the closing lines, which make the size exact.
  private static let reserve = 8192

  var host: [UInt8]
  /// For example ` kubelet[912]: `, after the host.
  var unit: [UInt8]
  var incident: [Entry]
  private var second = -1
  private var prefix: [UInt8] = []

  init(host: String, unit: String, incident: [Entry]) {
    self.host = Array(host.utf8)
    self.unit = Array(" \(unit): ".utf8)
    self.incident = incident
  }

  /// The size of a journal of which `asked` bytes were asked for: no less than the incident needs.
  static func size(asked: Int, incident: [Entry]) -> Int {
    max(asked, incident.reduce(reserve * 2) { $0 + $1.message.utf8.count + 120 })
  }

  /// Appends exactly `size` bytes to the archive; `line` appends an ordinary message for a time. See
  /// `size(asked:incident:)`.
  mutating func write(
    size: Int, to tar: inout TarStream, random: inout SplitMix64, line: (Int, inout SplitMix64, inout [UInt8]) -> Void
  ) {
    let span = Clock.end - Clock.start
    var written = 0
    var pending = incident[...]
    var pendingBytes = incident.reduce(0) { $0 + $1.message.utf8.count + 120 }
    var time = Clock.start
    while written + pendingBytes + Self.reserve < size {
      let before = tar.buffer.count
      // A line a step, and never back in time.
      let next = max(time + 1 + random.below(40), Clock.start + Int(Double(span) * Double(written) / Double(size)))
      if let entry = pending.first, entry.time <= next {
        time = max(time, entry.time)
        appendPrefix(time + 45, to: &tar.buffer)
        tar.buffer.append(contentsOf: entry.message.utf8)
        pendingBytes -= entry.message.utf8.count + 120
        pending = pending.dropFirst()
      } else {
        time = next
        appendPrefix(time + 38 + random.below(20), to: &tar.buffer)
        line(time, &random, &tar.buffer)
      }
      tar.buffer.append(UInt8(ascii: "\n"))
      written += tar.buffer.count - before
      tar.flushIfFull()
    }
    for entry in pending {
      let before = tar.buffer.count
      time = max(time + 1, entry.time)
      appendPrefix(time, to: &tar.buffer)
      tar.buffer.append(contentsOf: entry.message.utf8)
      tar.buffer.append(UInt8(ascii: "\n"))
      written += tar.buffer.count - before
    }
    fill(size - written, time: time + 1, to: &tar)
  }

  /// Lines that say nothing, together exactly `count` bytes: no line of another shape could be made to fit.
  private mutating func fill(_ count: Int, time: Int, to tar: inout TarStream) {
    var left = count
    while left > 0 {
      let length = left > 1200 ? 600 : left
      let before = tar.buffer.count
      appendPrefix(time, to: &tar.buffer)
      let rest = length - (tar.buffer.count - before) - 1
      tar.buffer.append(contentsOf: repeatElement(UInt8(ascii: "."), count: max(0, rest)))
      tar.buffer.append(UInt8(ascii: "\n"))
      left -= tar.buffer.count - before
    }
  }

  /// `Mar 14 10:20:00.123456 node-001 kubelet[912]: `, as `journalctl -o short-precise`.
  private mutating func appendPrefix(_ time: Int, to bytes: inout [UInt8]) {
    let now = time / Clock.microsecondsPerSecond
    if now != second {
      second = now
      prefix = Array("Mar 14 \(Clock.time(time)).".utf8)
    }
    bytes.append(contentsOf: prefix)
    bytes.appendDigits(time % Clock.microsecondsPerSecond, width: 6)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: host)
    bytes.append(contentsOf: unit)
  }
}

extension [UInt8] {
  /// Appends a number with leading zeros.
  mutating func appendDigits(_ number: Int, width: Int) {
    let start = count
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
    var rest = number
    for index in stride(from: start + width - 1, through: start, by: -1) {
      self[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }
}
