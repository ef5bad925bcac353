/// What web pages and word processors make of a terminal's text: blanks that do not break, entities, curved quotes.
///
/// Evidence then quotes the line as the terminal showed it; its place is that of the written one.
///
///     Node:&nbsp;&nbsp;&nbsp;n1      &quot;web&quot;      IP: &lt;none&gt;      “web”
enum PageText {
  /// The line as the terminal showed it; nil where nothing is to be undone.
  static func repaired(_ line: LineBytes) -> [UInt8]? {
    guard line.contains(where: { $0 == 0xC2 || $0 == 0xE2 || $0 == UInt8(ascii: "&") }) else { return nil }
    var text: [UInt8] = []
    var from = 0
    var position = 0
    while position < line.count {
      guard let (length, byte) = mark(line, position) else {
        position += 1
        continue
      }
      text += line.part(from, position)
      if let byte { text.append(byte) }
      position += length
      from = position
    }
    guard from > 0 else { return nil }
    return text + line.part(from: from)
  }

  private static let marks: [(text: StaticString, byte: UInt8?)] = [
    ("\u{A0}", 32), ("\u{200B}", nil), ("“", 34), ("”", 34), ("‘", 39), ("’", 39), ("&nbsp;", 32), ("&lt;", 60),
    ("&gt;", 62), ("&quot;", 34), ("&#34;", 34), ("&#39;", 39), ("&amp;", 38),
  ]

  /// Length of the mark at `position` and what stands for it; nil where none is.
  private static func mark(_ line: LineBytes, _ position: Int) -> (length: Int, byte: UInt8?)? {
    let first = line[position]
    guard first == 0xC2 || first == 0xE2 || first == UInt8(ascii: "&") else { return nil }
    return marks.first { line.has($0.text, at: position) }.map { ($0.text.utf8CodeUnitCount, $0.byte) }
  }
}
