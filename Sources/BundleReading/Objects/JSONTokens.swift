/// The tokens of JSON text, with their lines, put into a tree one after the other.
struct JSONTokens {
  /// Where and why a document could not be read on.
  struct Failure {
    var problem: String
    var line: Int
    /// Whether the text simply ended.
    var isAtEnd: Bool
  }

  private enum Expectation {
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
  }

  private let bytes: UnsafeRawBufferPointer
  /// Offset of the next byte.
  private(set) var offset: Int
  /// Its line, from 1.
  private(set) var line = 1
  private var lineStart = 0
  /// Open containers of the document: whether each is an object.
  private var open: [Bool] = []
  private var expects = Expectation.value
  private var decoded: [UInt8] = []
  /// A place whose line is known, from which lines are counted.
  private var mark: (offset: Int, line: Int)

  /// Tokens of `bytes` from an offset on its first line.
  init(_ bytes: UnsafeRawBufferPointer, from offset: Int) {
    self.bytes = bytes
    self.offset = offset
    mark = (0, 1)
  }

  /// The next byte that is no white space, without taking it; nil at the end.
  @inline(__always)
  mutating func next() -> UInt8? {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte > 32 { return byte }
      if byte == 10 {
        line += 1
        lineStart = offset + 1
      } else if byte != 32, byte != 13, byte != 9 {
        return byte
      }
      offset += 1
    }
    return nil
  }

  /// Goes to a place.
  mutating func move(to offset: Int, line: Int) {
    self.offset = offset
    self.line = line
    lineStart = offset
    while lineStart > 0, bytes[lineStart - 1] != 10 { lineStart -= 1 }
  }

  /// Prepares for a new document, which begins here.
  mutating func beginDocument() {
    open = []
    expects = .value
    mark = (lineStart, line)
  }

  /// Prepares for the next item of a list that lies within `depth` containers.
  mutating func resume(inListAt depth: Int) {
    open.removeSubrange(min(depth, open.count)...)
    expects = .value
    mark = (lineStart, line)
  }

  /// Where a line of the present document begins; the end of the text where there is no such line.
  func start(ofLine wanted: Int) -> (offset: Int, line: Int) {
    var (at, line) = mark
    while line < wanted, at < bytes.count {
      at = bytes.lineEnd(from: at) + 1
      line += 1
    }
    return (min(at, bytes.count), line)
  }

  /// Reads to the end of the document; on failure the containers open at that place stay open in `builder`.
  mutating func readDocument(into builder: inout TreeBuilder) -> Failure? {
    while true {
      guard let byte = next() else { return failure("the text ends", isAtEnd: true) }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard expects == .value || expects == .valueOrEnd else { return unexpected(byte) }
        guard open.count < TreeBuilder.greatestDepth else { return failure("nested too deep") }
        let isObject = byte == UInt8(ascii: "{")
        guard builder.begin(isObject ? .mapping : .sequence, line: line, column: offset - lineStart) else {
          return failure("nested too deep")
        }
        open.append(isObject)
        expects = isObject ? .keyOrEnd : .valueOrEnd
        offset += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard expects == .commaOrEnd || expects == .keyOrEnd || expects == .valueOrEnd,
          open.last == (byte == UInt8(ascii: "}"))
        else { return unexpected(byte) }
        offset += 1
        open.removeLast()
        builder.end()
        if open.isEmpty { return nil }
        expects = .commaOrEnd
      case UInt8(ascii: ","):
        guard expects == .commaOrEnd else { return unexpected(byte) }
        expects = open.last == true ? .key : .value
        offset += 1
      case UInt8(ascii: ":"):
        guard expects == .colon else { return unexpected(byte) }
        expects = .value
        offset += 1
      case UInt8(ascii: "\""):
        let isKey = expects == .key || expects == .keyOrEnd
        guard isKey || expects == .value || expects == .valueOrEnd else { return unexpected(byte) }
        if let failure = readString(into: &builder) { return failure }
        expects = isKey ? .colon : .commaOrEnd
      default:
        guard expects == .value || expects == .valueOrEnd else { return unexpected(byte) }
        if let failure = readLiteral(into: &builder) { return failure }
        expects = .commaOrEnd
      }
    }
  }

  private func failure(_ problem: String, isAtEnd: Bool = false) -> Failure {
    Failure(problem: problem, line: line, isAtEnd: isAtEnd)
  }

  private func unexpected(_ byte: UInt8) -> Failure {
    failure(
      byte > 32 && byte < 127 ? "`\(Character(UnicodeScalar(byte)))` does not belong here" : "a byte is no JSON")
  }

  /// A number, `true`, `false` or `null`.
  private mutating func readLiteral(into builder: inout TreeBuilder) -> Failure? {
    var end = offset
    while end < bytes.count, Self.isLiteral(bytes[end]) { end += 1 }
    let literal = bytes.part(offset..<end)
    guard let first = literal.first else { return unexpected(bytes[offset]) }
    let isNumber = isDigit(first) || (first == UInt8(ascii: "-") && literal.count > 1)
    let isWord = ["true", "false", "null"].contains { literal.elementsEqual($0.utf8) }
    guard isNumber || isWord else {
      return end == bytes.count ? failure("the text ends", isAtEnd: true) : unexpected(first)
    }
    // A number may go on beyond a cut.
    guard end < bytes.count else { return failure("the text ends", isAtEnd: true) }
    builder.scalar(literal, isText: false, line: line)
    offset = end
    return nil
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private func isDigit(_ byte: UInt8) -> Bool { Self.isDigit(byte) }

  private mutating func readString(into builder: inout TreeBuilder) -> Failure? {
    let start = offset + 1
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        builder.scalar(bytes.part(start..<at), isText: true, line: line)
        offset = at + 1
        return nil
      case UInt8(ascii: "\\"): return readEscapedString(start, into: &builder)
      case 10: return failure("a text does not end on its line")
      default: at += 1
      }
    }
    return failure("the text ends", isAtEnd: true)
  }

  private mutating func readEscapedString(_ start: Int, into builder: inout TreeBuilder) -> Failure? {
    decoded.removeAll(keepingCapacity: true)
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        let line = line
        decoded.withUnsafeBytes { builder.scalar($0, isText: true, line: line) }
        offset = at + 1
        return nil
      case 10: return failure("a text does not end on its line")
      case UInt8(ascii: "\\"):
        guard let length = decodeEscape(at) else {
          return at + 12 > bytes.count ? failure("the text ends", isAtEnd: true) : failure("a bad escape")
        }
        at += length
      default:
        decoded.append(byte)
        at += 1
      }
    }
    return failure("the text ends", isAtEnd: true)
  }

  /// Decodes the escape at an offset; returns its length, or nil where it is none.
  private mutating func decodeEscape(_ at: Int) -> Int? {
    guard at + 1 < bytes.count else { return nil }
    switch bytes[at + 1] {
    case UInt8(ascii: "n"): decoded.append(10)
    case UInt8(ascii: "t"): decoded.append(9)
    case UInt8(ascii: "r"): decoded.append(13)
    case UInt8(ascii: "b"): decoded.append(8)
    case UInt8(ascii: "f"): decoded.append(12)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(bytes[at + 1])
    case UInt8(ascii: "u"):
      guard let unit = hexadecimal(at + 2) else { return nil }
      if unit & 0xFC00 == 0xD800, at + 7 < bytes.count, bytes[at + 6] == UInt8(ascii: "\\"),
        bytes[at + 7] == UInt8(ascii: "u"), let low = hexadecimal(at + 8), low & 0xFC00 == 0xDC00
      {
        append(0x1_0000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
        return 12
      }
      append(unit)
      return 6
    default: return nil
    }
    return 2
  }

  private mutating func append(_ code: UInt32) {
    decoded.append(contentsOf: String(UnicodeScalar(code) ?? "\u{FFFD}").utf8)
  }

  private func hexadecimal(_ at: Int) -> UInt32? {
    guard at + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[at..<at + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }
}
