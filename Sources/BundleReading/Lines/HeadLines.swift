extension ArtifactHead {
  /// Calls `body` with the first lines of the beginning that are not blank; a last line that may be half is left out
  /// unless it is the only one.
  func withLines(atMost limit: Int, _ body: (LineBytes) -> Void) {
    bytes.withUnsafeBytes { whole in
      var start = whole.has("\u{FEFF}") ? 3 : 0
      var lines = 0
      while start < whole.count, lines < limit {
        let end = whole.index(of: UInt8(ascii: "\n"), from: start)
        if end == nil, !isWhole, lines > 0 { return }
        let stop = end ?? whole.count
        let isCarriage = stop > start && whole[stop - 1] == UInt8(ascii: "\r")
        let line = whole.part(start, isCarriage ? stop - 1 : stop)
        if !line.trimmed.isEmpty {
          body(line)
          lines += 1
        }
        start = stop + 1
      }
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

  /// Whether the beginning is no text: more than one byte in a hundred is NUL.
  var isBinary: Bool {
    let zeros = bytes.reduce(0) { $1 == 0 ? $0 + 1 : $0 }
    return zeros * 100 > bytes.count
  }
}
