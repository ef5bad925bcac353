/// What a line is that stands beside documents: command lines and error texts that went to the same file (`2>&1`).
enum CommandOutput: Equatable {
  /// The API refused; its words.
  case forbidden(String)
  /// The answer is missing or not whole; the error's words.
  case error(String)
  /// Something that does not touch the answer: deprecations, `memcache.go` complaints, `No resources found`.
  case warning
  /// A prompt, a command line.
  case command
  /// None of these.
  case unknown

  /// Longest words of an error that a note repeats, in bytes.
  private static let longestWords = 300

  /// Judges a line without its line end.
  init(_ bytes: UnsafeRawBufferPointer) {
    self = Self.message(bytes) ?? (Self.isCommand(bytes) ? .command : .unknown)
  }

  /// Judges a line that may as well be a member of a mapping, as `Warning: …` is; nil where it is no message of kubectl.
  static func message(_ line: UnsafeRawBufferPointer) -> CommandOutput? {
    guard let first = line.first else { return nil }
    switch first {
    case UInt8(ascii: "E"), UInt8(ascii: "W"), UInt8(ascii: "I"), UInt8(ascii: "F"):
      if isKlog(line) { return .warning }
    default: break
    }
    if warnings.contains(where: { line.starts(with: $0.utf8) }) { return .warning }
    if errors.contains(where: { line.starts(with: $0.utf8) }) { return refusal(line) ?? .error(words(line)) }
    return nil
  }

  /// Whether the line, which is no member of a mapping, is a prompt or a command.
  static func isCommand(_ line: UnsafeRawBufferPointer) -> Bool {
    switch line.first {
    case UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "="): return true
    default: return line.contains("kubectl ") || line.contains("]$ ") || line.contains("]# ") || isPrompt(line)
    }
  }

  /// Judges a message of the API, e.g. that of a `Status` object: a refusal, or nil.
  static func refusal(_ message: UnsafeRawBufferPointer) -> CommandOutput? {
    refusals.contains { message.contains($0) } ? .forbidden(words(message)) : nil
  }

  private static let warnings = ["Warning: ", "No resources found", "Flag --", "Defaulted container "]
  private static let errors = [
    "Error from server", "error: ", "Error: ", "error:\t", "Unable to connect to the server",
    "The connection to the server", "Unable to ", "Get \"http", "Get http", "error when ", "command terminated with",
    "Error in configuration", "timed out waiting", "The request is invalid", "Please login", "error from server",
    "An error occurred", "context deadline exceeded", "net/http: ",
  ]
  private static let refusals = [
    " is forbidden", "(Forbidden)", "(Unauthorized)", "must be logged in", "Unauthorized",
    "the server has asked for the client to provide credentials",
  ]

  /// `E1121 04:01:19.994978   12345 memcache.go:287] …`
  private static func isKlog(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count > 21 && line[5] == UInt8(ascii: " ") && (1...4).allSatisfy { isDigit(line[$0]) }
      && line[8] == UInt8(ascii: ":")
  }

  /// A line that ends in `$` or `#` with nothing behind: an idle prompt.
  private static func isPrompt(_ line: UnsafeRawBufferPointer) -> Bool {
    var end = line.count
    while end > 0, line[end - 1] == UInt8(ascii: " ") || line[end - 1] == 13 { end -= 1 }
    guard end > 1, end < 100 else { return false }
    return line[end - 1] == UInt8(ascii: "$") || line[end - 1] == UInt8(ascii: "#")
  }

  private static func words(_ line: UnsafeRawBufferPointer) -> String {
    var end = min(line.count, longestWords)
    while end < line.count, end > 0, line[end] & 0xC0 == 0x80 { end -= 1 }
    var kept = UnsafeRawBufferPointer(rebasing: line[..<end])
    while let last = kept.last, last == 13 || last == 32 { kept = UnsafeRawBufferPointer(rebasing: kept.dropLast()) }
    return String(decoding: kept, as: UTF8.self)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
