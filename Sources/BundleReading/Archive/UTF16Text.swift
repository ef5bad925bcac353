/// Text in UTF-16 with a byte order mark, made UTF-8 as it streams by.
struct UTF16Text {
  private let isBigEndian: Bool
  /// The first byte of a unit that was cut in two.
  private var half: UInt8?
  /// The first unit of a pair.
  private var high: UInt16?

  /// Begins after the mark; nil where the bytes begin with none. `FF FE 00 00` is UTF-32, which nobody writes.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): isBigEndian = false
    case (0xFE, 0xFF): isBigEndian = true
    default: return nil
    }
  }

  /// The next bytes as UTF-8. What is no text becomes U+FFFD; a pair that is cut waits for its rest.
  mutating func decode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2 + 4)
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      take(isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first), &result)
    }
    return result
  }

  private mutating func take(_ unit: UInt16, _ result: inout [UInt8]) {
    if let first = high {
      high = nil
      if unit & 0xFC00 == 0xDC00 {
        append(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF)), &result)
        return
      }
      append(0xFFFD, &result)
    }
    if unit & 0xFC00 == 0xD800 {
      high = unit
    } else {
      append(UInt32(unit), &result)
    }
  }

  private func append(_ code: UInt32, _ result: inout [UInt8]) {
    guard code >= 0x80 else {
      result.append(UInt8(code))
      return
    }
    result.append(contentsOf: UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
  }
}
