import Glibc

/// Bytes of a line or a chunk, valid only during the call that hands them over.
typealias LineBytes = UnsafeRawBufferPointer

extension UnsafeRawBufferPointer {
  /// The bytes from `from` up to `to`, clamped to what there is.
  @inline(__always)
  func part(_ from: Int, _ to: Int) -> LineBytes {
    let end = Swift.min(to, count)
    guard from < end, from >= 0, let base = baseAddress else { return LineBytes(start: baseAddress, count: 0) }
    return LineBytes(start: base + from, count: end - from)
  }

  /// The bytes from `from` on.
  @inline(__always)
  func part(from: Int) -> LineBytes { part(from, count) }

  /// Index of the first `byte` at or after `from`.
  @inline(__always)
  func index(of byte: UInt8, from: Int = 0) -> Int? {
    guard from < count, let base = baseAddress, let hit = memchr(base + from, Int32(byte), count - from) else {
      return nil
    }
    return base.distance(to: UnsafeRawPointer(hit))
  }

  /// Index of the first occurrence of `text` at or after `from`.
  func index(of text: StaticString, from: Int = 0) -> Int? {
    let needle = LineBytes(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return index(of: needle, rarest: 0, from: from)
  }

  /// Index of the first occurrence of `needle` at or after `from`. `rarest` is the position in the needle of the byte to
  /// look for first: the fewer of it the text has, the faster.
  @inline(__always)
  func index(of needle: LineBytes, rarest: Int, from: Int = 0) -> Int? {
    guard let base = baseAddress, let wanted = needle.baseAddress, rarest < needle.count else { return nil }
    var position = from
    while position + needle.count <= count {
      guard let hit = index(of: needle[rarest], from: position + rarest) else { return nil }
      position = hit - rarest
      guard position + needle.count <= count else { return nil }
      if memcmp(base + position, wanted, needle.count) == 0 { return position }
      position += 1
    }
    return nil
  }

  /// Whether `text` stands at `position`.
  @inline(__always)
  func has(_ text: StaticString, at position: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position >= 0, position + length <= count, let base = baseAddress else { return false }
    return memcmp(base + position, text.utf8Start, length) == 0
  }

  /// Whether `text` stands at the end.
  func ends(with text: StaticString) -> Bool { has(text, at: count - text.utf8CodeUnitCount) }

  /// Whether both hold the same bytes.
  @inline(__always)
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let base = baseAddress else { return true }
    return memcmp(base, other, count) == 0
  }

  /// The bytes as text; invalid UTF-8 is repaired.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Without blanks, tabs and carriage returns at both ends.
  var trimmed: LineBytes {
    var from = 0
    var to = count
    while from < to, self[from].isBlank { from += 1 }
    while to > from, self[to - 1].isBlank { to -= 1 }
    return part(from, to)
  }

  /// Index of the first byte at or after `from` that is no blank.
  @inline(__always)
  func skipBlanks(from: Int) -> Int {
    var position = from
    while position < count, self[position] == UInt8(ascii: " ") { position += 1 }
    return position
  }
}

extension UInt8 {
  /// Blank, tab, or carriage return.
  @inline(__always)
  var isBlank: Bool { self == 32 || self == 9 || self == 13 }
  /// `0` to `9`.
  @inline(__always)
  var isDigit: Bool { self &- 48 < 10 }
  /// `a` to `z`.
  @inline(__always)
  var isLowercaseLetter: Bool { self &- 97 < 26 }
  /// An ASCII letter.
  @inline(__always)
  var isLetter: Bool { (self | 32) &- 97 < 26 }
}

/// Calls `body` with the bytes of `array`.
func withLineBytes<Result>(_ array: [UInt8], _ body: (LineBytes) -> Result) -> Result {
  array.withUnsafeBytes(body)
}
