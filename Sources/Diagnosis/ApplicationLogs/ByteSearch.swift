import Glibc

extension StringProtocol {
  /// The first place of a piece, compared byte by byte: `firstRange(of:)` compares characters, which costs tenfold.
  func byteRange(of piece: String) -> Range<Index>? {
    var piece = piece
    return piece.withUTF8 { pattern in
      guard !pattern.isEmpty else { return nil }
      let found = utf8.withContiguousStorageIfAvailable { offset(of: pattern, in: $0) }
      guard let found else { return slowRange(of: pattern) }
      guard let offset = found else { return nil }
      let start = utf8.index(utf8.startIndex, offsetBy: offset)
      return start..<utf8.index(start, offsetBy: pattern.count)
    }
  }

  private func offset(of pattern: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = text.baseAddress, let needle = pattern.baseAddress else { return nil }
    var at = 0
    while at + pattern.count <= text.count,
      let hit = memchr(start + at, Int32(pattern[0]), text.count - pattern.count - at + 1)
    {
      at = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
      if memcmp(hit, needle, pattern.count) == 0 { return at }
      at += 1
    }
    return nil
  }

  /// For strings that are not stored as UTF-8 in one piece.
  private func slowRange(of pattern: UnsafeBufferPointer<UInt8>) -> Range<Index>? {
    var start = utf8.startIndex
    while let hit = utf8[start...].firstIndex(of: pattern[0]) {
      if utf8[hit...].starts(with: pattern) { return hit..<utf8.index(hit, offsetBy: pattern.count) }
      start = utf8.index(after: hit)
    }
    return nil
  }
}
