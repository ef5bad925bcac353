/// A line of a describe text without its indentation, e.g. `    Restart Count:  3` as 4 and `Restart Count:  3`.
struct DescribeLine {
  /// Indentation of a blank line and of one that goes on with the value before it: it never begins a section.
  static let continuation = Int.max

  /// Columns before the text; a tab reaches to the next multiple of eight.
  var indentation: Int
  /// The text without blanks around it.
  var text: String
  /// Number of the line, from 1.
  var number: Int
  /// Characters of the line as it stands, with indentation and blanks at its end.
  var width = 0
  /// Whether blanks stood at its end.
  var endsWithBlank = false

  /// A line as it stands in the artifact.
  init(_ line: LineBytes, number: Int) {
    var column = 0
    var start = 0
    while start < line.count, line[start].isBlank {
      column = line[start] == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
      start += 1
    }
    text = line.part(from: start).trimmed.text
    indentation = text.isEmpty ? Self.continuation : column
    self.number = number
    width = line.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    endsWithBlank = line.last?.isBlank == true
  }

  /// A line at the left margin.
  init(text: String, number: Int) {
    indentation = text.isEmpty ? Self.continuation : 0
    self.text = text
    self.number = number
  }

  /// The key of `Key:   value`; nil where the text is none.
  ///
  /// A colon ends a key only before a blank or at the end: `node.kubernetes.io/not-ready:NoExecute` has no key.
  var key: Substring? { Self.split(text)?.key }

  /// Splits `Key:   value`.
  static func split(_ text: String) -> (key: Substring, value: Substring)? {
    let bytes = text.utf8
    var position = bytes.startIndex
    while let colon = bytes[position...].firstIndex(of: UInt8(ascii: ":")) {
      let next = bytes.index(after: colon)
      if next == bytes.endIndex || bytes[next].isBlank {
        let value = bytes[next...].firstIndex { !$0.isBlank } ?? bytes.endIndex
        return colon == bytes.startIndex ? nil : (text[..<colon], text[value...])
      }
      position = next
    }
    return nil
  }
}
