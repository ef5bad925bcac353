/// The width of the terminal that a text was copied out of, where that broke its lines.
enum TerminalWidth {
  /// No terminal is narrower, and none so wide that what it breaks would show.
  private static let range = 60...400
  /// Lines that reach it.
  private static let leastCount = 3

  /// The length of the longest lines, in characters, where several are exactly so long; nil where lines end as they like.
  static func width(of head: ArtifactHead) -> Int? {
    var (longest, count) = (0, 0)
    head.bytes.withUnsafeBytes { bytes in
      for line in head.lines where line.count >= longest {
        let width = bytes.part(line.lowerBound, line.upperBound).reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        if width > longest { (longest, count) = (width, 1) } else if width == longest { count += 1 }
      }
    }
    return range.contains(longest) && count >= leastCount ? longest : nil
  }
}
