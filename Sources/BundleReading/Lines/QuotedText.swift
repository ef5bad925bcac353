/// Reads quoted text as Go (`%q`) and JSON write it.
enum QuotedText {
  /// Index of the closing quote of the text whose opening quote stands at `start`; nil where it is cut.
  @inline(__always)
  static func end(_ bytes: LineBytes, _ start: Int) -> Int? {
    var from = start + 1
    while let quote = bytes.index(of: UInt8(ascii: "\""), from: from) {
      var backslashes = 0
      while quote - 1 - backslashes > start, bytes[quote - 1 - backslashes] == UInt8(ascii: "\\") { backslashes += 1 }
      if backslashes & 1 == 0 { return quote }
      from = quote + 1
    }
    return nil
  }

  /// The text between quotes, decoded.
  static func decoded(_ inner: LineBytes) -> String {
    guard inner.index(of: UInt8(ascii: "\\")) != nil else { return inner.text }
    var decoded: [UInt8] = []
    decode(inner, into: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Appends the bytes between quotes, decoded. What is no escape stays as it is.
  static func decode(_ inner: LineBytes, into decoded: inout [UInt8]) {
    var position = 0
    while position < inner.count {
      guard let backslash = inner.index(of: UInt8(ascii: "\\"), from: position) else { break }
      decoded.append(contentsOf: inner.part(position, backslash))
      position = backslash + escape(inner, backslash, into: &decoded)
    }
    decoded.append(contentsOf: inner.part(from: position))
  }

  /// Decodes one escape; returns the bytes it took.
  private static func escape(_ bytes: LineBytes, _ start: Int, into decoded: inout [UInt8]) -> Int {
    guard start + 1 < bytes.count else {
      decoded.append(UInt8(ascii: "\\"))
      return 1
    }
    switch bytes[start + 1] {
    case UInt8(ascii: "n"): decoded.append(10)
    case UInt8(ascii: "t"): decoded.append(9)
    case UInt8(ascii: "r"): decoded.append(13)
    case UInt8(ascii: "b"): decoded.append(8)
    case UInt8(ascii: "f"): decoded.append(12)
    case UInt8(ascii: "a"): decoded.append(7)
    case UInt8(ascii: "v"): decoded.append(11)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"): decoded.append(bytes[start + 1])
    case UInt8(ascii: "x"):
      guard let byte = hexadecimal(bytes, start + 2, 2) else { fallthrough }
      decoded.append(UInt8(truncatingIfNeeded: byte))
      return 4
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      return unicode(bytes, start, into: &decoded)
    default: decoded += [UInt8(ascii: "\\"), bytes[start + 1]]
    }
    return 2
  }

  private static func unicode(_ bytes: LineBytes, _ start: Int, into decoded: inout [UInt8]) -> Int {
    let width = bytes[start + 1] == UInt8(ascii: "u") ? 4 : 8
    guard var code = hexadecimal(bytes, start + 2, width) else {
      decoded += [UInt8(ascii: "\\"), bytes[start + 1]]
      return 2
    }
    var taken = 2 + width
    if width == 4, code & 0xFC00 == 0xD800, bytes.has("\\u", at: start + 6),
      let low = hexadecimal(bytes, start + 8, 4), low & 0xFC00 == 0xDC00
    {
      code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF))
      taken = 12
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    decoded.append(contentsOf: Array(String(Character(scalar)).utf8))
    return taken
  }

  private static func hexadecimal(_ bytes: LineBytes, _ start: Int, _ width: Int) -> UInt32? {
    guard start + width <= bytes.count else { return nil }
    var value: UInt32 = 0
    for index in start..<(start + width) {
      let byte = bytes[index]
      let digit: UInt8
      if byte.isDigit {
        digit = byte - 48
      } else if (byte | 32) >= 97, (byte | 32) <= 102 {
        digit = (byte | 32) - 87
      } else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
