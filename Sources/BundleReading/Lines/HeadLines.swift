extension ArtifactHead {
  /// Calls `body` with the first lines of the beginning that are not blank; a last line that may be half is left out
  /// unless it is the only one.
  @inline(__always)
  func withLines(atMost limit: Int, _ body: (LineBytes) -> Void) {
    bytes.withUnsafeBytes { whole in
      for line in lines.prefix(limit) { body(whole.part(line.lowerBound, line.upperBound)) }
    }
  }

  /// The lines that `withLines` hands out, without their ends.
  static func lines(of bytes: [UInt8], isWhole: Bool) -> [Range<Int>] {
    bytes.withUnsafeBytes { whole in
      var lines: [Range<Int>] = []
      var start = whole.has("\u{FEFF}") ? 3 : 0
      while start < whole.count {
        let end = whole.index(of: UInt8(ascii: "\n"), from: start)
        if end == nil, !isWhole, !lines.isEmpty { break }
        let stop = end ?? whole.count
        let isCarriage = stop > start && whole[stop - 1] == UInt8(ascii: "\r")
        let line = start..<(isCarriage ? stop - 1 : stop)
        if !whole.part(line.lowerBound, line.upperBound).trimmed.isEmpty { lines.append(line) }
        start = stop + 1
      }
      return lines
    }
  }

  /// Share of the first lines that satisfy `test`, 0 to 1, and how many do.
  func share(ofFirst limit: Int = 100, _ test: (LineBytes) -> Bool) -> (share: Double, count: Int) {
    var lines = 0
    var hits = 0
    withLines(atMost: limit) { line in
      lines += 1
      if test(line) { hits += 1 }
    }
    return (lines == 0 ? 0 : Double(hits) / Double(lines), hits)
  }

  /// Whether lines that satisfy `test` make up the beginning: many of them, or a first one that lines without a header of
  /// their own follow, as stack traces and values over several lines do. Indented lines behind one that satisfies it go on
  /// with that and are not counted: the memory of a cgroup takes forty.
  func isMadeOf(_ test: (LineBytes) -> Bool) -> Bool {
    var isFirst: Bool?
    var lines = 0
    var hits = 0
    withLines(atMost: 100) { line in
      if hits > 0, line[0].isBlank { return }
      lines += 1
      let isHit = test(line)
      if isFirst == nil, !JournalMarker.isMarker(line) { isFirst = isHit }
      if isHit { hits += 1 }
    }
    let share = lines == 0 ? 0 : Double(hits) / Double(lines)
    return share > 0.4 || share > 0.05 && isFirst == true
  }

  /// Whether `test` holds for the first line that is not blank.
  func firstLine(_ test: (LineBytes) -> Bool) -> Bool {
    var result = false
    withLines(atMost: 1) { result = test($0) }
    return result
  }

  /// Whether the beginning can be that of a JSON document.
  var isJSON: Bool {
    bytes.withUnsafeBytes { bytes in
      let first = bytes.part(from: bytes.has("\u{FEFF}") ? 3 : 0).first { $0 > 32 }
      return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
  }

  /// Whether bytes are no text: more than one in a hundred is NUL.
  static func isBinary(_ bytes: [UInt8]) -> Bool {
    let zeros = bytes.reduce(0) { $1 == 0 ? $0 + 1 : $0 }
    return zeros * 100 > bytes.count
  }
}
