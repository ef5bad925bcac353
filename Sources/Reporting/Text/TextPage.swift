/// A run of words in one color.
struct Piece {
  var text: String
  var paint: Paint

  init(_ text: String, _ paint: Paint = .plain) {
    self.text = text
    self.paint = paint
  }
}

/// A column before a paragraph, filled up to a width.
struct Cell {
  var text: String
  var width: Int
}

/// Lines of a text report. Every text that is added is made inert here, so that no section can forget it.
struct TextPage {
  /// Longest word: names of Kubernetes end at 253 characters, so longer ones are hostile or broken.
  private static let longestWord = 300

  /// Longest text of one statement, in bytes.
  private static let longestText = 16 * 1024

  let style: Style
  private(set) var text = ""

  init(style: Style) {
    self.style = style
  }

  /// Hands the text so far over and begins anew, so that a long report is never held whole.
  mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  /// An empty line, unless the page is empty or ends with one.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// A heading after a gap, e.g. `WHY`.
  mutating func heading(_ title: String) {
    gap()
    text += painted(inert(title), .strong) + "\n"
  }

  /// A paragraph, wrapped. Pieces are set apart by spaces; continuation lines begin at `hanging`, by default below the
  /// first word after the cells.
  mutating func paragraph(
    _ pieces: [Piece], cells: [Cell] = [], indent: Int = 0, hanging: Int? = nil
  ) {
    var line = String(repeating: " ", count: indent)
    for cell in cells { line += word(cell.text).padded(to: cell.width) + " " }
    var used = line.columns
    let margin = min(hanging ?? used, style.width / 2)
    var isStart = true
    for piece in pieces {
      // One color sequence for as much of the piece as stands on a line.
      var run = ""
      for part in inert(piece.text).split(separator: " ") {
        let word = word(String(part))
        if !isStart, used + 1 + word.columns > style.width {
          text += "\(line)\(painted(run, piece.paint))\n"
          run = ""
          line = String(repeating: " ", count: margin)
          used = margin
          isStart = true
        }
        if !isStart {
          if run.isEmpty { line += " " } else { run += " " }
          used += 1
        }
        run += word
        used += word.columns
        isStart = false
      }
      line += painted(run, piece.paint)
    }
    while line.last == " " { line.removeLast() }
    text += line + "\n"
  }

  /// A paragraph in one color.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int? = nil) {
    paragraph([Piece(text)], indent: indent, hanging: hanging)
  }

  /// A line that is not wrapped: something to copy.
  mutating func verbatim(_ line: String, indent: Int, paint: Paint = .plain) {
    text += String(repeating: " ", count: indent) + painted(inert(line), paint) + "\n"
  }

  /// A line of an artifact with its spaces as they are, so that it can be searched for; at most `lines` lines of it.
  mutating func quotation(_ quoted: String, indent: Int, lines: Int) {
    var rest = Array(inert(quoted))[...]
    let room = style.width - indent
    for line in 1...lines where line == 1 || !rest.isEmpty {
      var end = rest.startIndex
      var used = 0
      let isLast = line == lines
      while end < rest.endIndex {
        let width = String(rest[end]).columns
        guard used + width <= room else { break }
        used += width
        end += 1
      }
      if isLast, end < rest.endIndex {
        verbatim(String(rest).shortened(to: room, ellipsis: style.ellipsis), indent: indent)
        return
      }
      // Between words where there is a space, else wherever the line ends.
      if end < rest.endIndex, let space = rest[..<end].lastIndex(of: " "), space > rest.startIndex { end = space + 1 }
      var shown = rest[..<end]
      while shown.last == " " { shown.removeLast() }
      verbatim(String(shown), indent: indent)
      rest = rest[end...]
    }
  }

  /// The text made inert and, where it is longer than any honest line, cut.
  func inert(_ text: String) -> String {
    guard text.utf8.count > Self.longestText else { return text.inert }
    return String(text.prefix(Self.longestText / 4)).inert + style.ellipsis
  }

  private func word(_ text: String) -> String {
    inert(text).shortened(to: Self.longestWord, ellipsis: style.ellipsis)
  }

  private func painted(_ text: String, _ paint: Paint) -> String {
    style.isColored && paint != .plain && !text.isEmpty ? paint.sequence + text + "\u{1b}[0m" : text
  }
}
