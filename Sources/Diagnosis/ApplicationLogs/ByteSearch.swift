extension StringProtocol {
  /// The first place of a piece, compared byte by byte: `firstRange(of:)` compares characters, which costs tenfold.
  func byteRange(of piece: String) -> Range<Index>? {
    var piece = piece
    return piece.withUTF8 { pattern in
      guard let first = pattern.first else { return nil }
      var start = utf8.startIndex
      while let hit = utf8[start...].firstIndex(of: first) {
        if utf8[hit...].starts(with: pattern) { return hit..<utf8.index(hit, offsetBy: pattern.count) }
        start = utf8.index(after: hit)
      }
      return nil
    }
  }
}
