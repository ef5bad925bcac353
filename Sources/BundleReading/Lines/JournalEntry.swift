import Model

/// The fields of a journal's entry that tell who wrote what when, where each stands in a line of its own.
struct JournalEntry {
  private var message: [UInt8] = []
  /// Where the message stands; 0 while there is none.
  private(set) var line = 0
  /// When it was written.
  var stamp: LineStamp?
  private var host: [UInt8] = []
  private var identifier: [UInt8] = []
  private var command: [UInt8] = []
  private var unit: [UInt8] = []

  /// Longest value kept, in bytes.
  static let longestValue = 64 * 1024

  /// Takes a field if it is one of those that tell something.
  mutating func set(_ name: String, _ value: [UInt8], line: Int) {
    switch name {
    case "MESSAGE":
      message = value
      self.line = line
    case "_HOSTNAME": host = value
    case "SYSLOG_IDENTIFIER": identifier = value
    case "_COMM": command = value
    case "_SYSTEMD_UNIT": unit = value
    case "_TRANSPORT" where value.elementsEqual("kernel".utf8): command = Array("kernel".utf8)
    default: break
    }
  }

  /// Goes on with the message in another line.
  mutating func goOn(_ text: LineBytes) {
    guard line > 0, message.count + text.count < Self.longestValue else { return }
    message.append(10)
    message.append(contentsOf: text)
  }

  /// Hands the entry over, if it has a message.
  func deliver(to collector: inout LogCollector) {
    guard line > 0 else { return }
    let tag = [identifier, command, unit].first { !$0.isEmpty } ?? []
    message.withUnsafeBytes { message in
      host.withUnsafeBytes { host in
        tag.withUnsafeBytes { tag in
          collector.take(
            message: message, host: host, tag: tag, stamp: stamp, raw: message,
            line: TextLine(bytes: message, number: line, isCut: false))
        }
      }
    }
  }
}
