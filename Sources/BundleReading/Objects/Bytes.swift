import Glibc

extension UnsafeRawBufferPointer {
  /// Whether the bytes of `text` occur anywhere.
  func contains(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { needle in
      guard let first = needle.first, let baseAddress else { return needle.isEmpty }
      var at = 0
      while at + needle.count <= count {
        guard let found = memchr(baseAddress + at, Int32(first), count - needle.count + 1 - at) else { return false }
        at = UnsafeRawPointer(found) - baseAddress
        if part(at..<at + needle.count).elementsEqual(needle) { return true }
        at += 1
      }
      return false
    }
  }

  /// The offset of the next line feed at or after `start`, or the end.
  @inline(__always)
  func lineEnd(from start: Int) -> Int {
    guard let baseAddress, start < count else { return count }
    guard let found = memchr(baseAddress + start, 10, count - start) else { return count }
    return UnsafeRawPointer(found) - baseAddress
  }

  /// A part of these bytes.
  @inline(__always)
  func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[range])
  }
}
