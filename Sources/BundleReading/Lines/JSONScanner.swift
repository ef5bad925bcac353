/// Walks the members of one JSON object on a line, without building anything.
struct JSONScanner {
  /// A member's value: where it stands, and of what kind it is.
  enum Value {
    /// Between the quotes, not decoded.
    case string(LineBytes)
    /// A number, `true`, `false` or `null`, as written.
    case bare(LineBytes)
    /// An array or object with its brackets.
    case nested(LineBytes)
  }

  private let bytes: LineBytes
  private var position = 0

  /// A walk over the object that the line begins with; nil where it begins with none.
  init?(_ bytes: LineBytes) {
    self.bytes = bytes
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return nil }
    position += 1
  }

  /// The next member; nil at the end, or where the text is no JSON or cut.
  mutating func next() -> (key: LineBytes, value: Value)? {
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      position += 1
      skipSpace()
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let keyEnd = QuotedText.end(bytes, position)
    else { return nil }
    let key = bytes.part(position + 1, keyEnd)
    position = keyEnd + 1
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
    position += 1
    skipSpace()
    guard position < bytes.count else { return nil }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "\""):
      guard let end = QuotedText.end(bytes, position) else { return nil }
      position = end + 1
      return (key, .string(bytes.part(start + 1, end)))
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard skipNested() else { return nil }
      return (key, .nested(bytes.part(start, position)))
    default:
      while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != UInt8(ascii: "}"),
        !bytes[position].isBlank
      { position += 1 }
      return position > start ? (key, .bare(bytes.part(start, position))) : nil
    }
  }

  private mutating func skipNested() -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          position += 1
          return true
        }
      case UInt8(ascii: "\""):
        guard let end = QuotedText.end(bytes, position) else { return false }
        position = end
      default: break
      }
      position += 1
    }
    return false
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < bytes.count, bytes[position].isBlank { position += 1 }
  }
}
