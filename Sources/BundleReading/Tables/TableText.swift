/// A line of a table, by characters, since columns are aligned by them.
struct TableText {
  /// Longest line that is looked at; a message may be long.
  static let longest = 64 * 1024

  /// The characters; tabs stand for a gap.
  private(set) var characters: [Unicode.Scalar]
  /// Whether each character is one byte, as in nearly all tables: then parts are made from bytes.
  private var isASCII = true

  init(_ bytes: LineBytes) {
    self.init(bytes.part(0, Self.longest).text)
  }

  init(_ text: String) {
    characters = []
    characters.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      isASCII = isASCII && scalar.isASCII
      if scalar == "\t" {
        characters += ["\u{20}", "\u{20}", "\u{20}"]
      } else {
        characters.append(scalar)
      }
    }
    while characters.last == " " || characters.last == "\r" { characters.removeLast() }
  }

  /// The words between blanks.
  var words: [Range<Int>] { parts(atLeast: 1) }

  /// The parts between runs of two or more blanks.
  var cells: [Range<Int>] { parts(atLeast: 2) }

  /// A part as text, without blanks around.
  func text(_ range: Range<Int>) -> String {
    var from = range.lowerBound
    var to = min(range.upperBound, characters.count)
    while from < to, characters[from] == " " { from += 1 }
    while to > from, characters[to - 1] == " " { to -= 1 }
    guard from < to else { return "" }
    guard isASCII else {
      var result = String.UnicodeScalarView()
      result.append(contentsOf: characters[from..<to])
      return String(result)
    }
    return String(unsafeUninitializedCapacity: to - from) { bytes in
      for offset in 0..<(to - from) { bytes[offset] = UInt8(truncatingIfNeeded: characters[from + offset].value) }
      return to - from
    }
  }

  /// Whether a part is this word. The word is ASCII.
  func has(_ word: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount, range.upperBound <= characters.count else { return false }
    return word.withUTF8Buffer { bytes in
      bytes.indices.allSatisfy { characters[range.lowerBound + $0].value == UInt32(bytes[$0]) }
    }
  }

  /// The line with another behind it, which a terminal broke off at `width`.
  func joined(_ next: TableText, width: Int = 0) -> TableText {
    var copy = self
    while copy.characters.count < width { copy.characters.append(" ") }
    copy.characters += next.characters
    copy.isASCII = isASCII && next.isASCII
    return copy
  }

  private func parts(atLeast blanks: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    var run = 0
    for (index, character) in characters.enumerated() {
      if character == " " {
        run += 1
        continue
      }
      if let from = start, run >= blanks {
        parts.append(from..<(index - run))
        start = index
      }
      if start == nil { start = index }
      run = 0
    }
    if let start { parts.append(start..<(characters.count - run)) }
    return parts
  }
}
