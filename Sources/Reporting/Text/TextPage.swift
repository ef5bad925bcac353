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

  let style: Style
  private(set) var text = ""

  init(style: Style) {
    self.style = style
  }

  /// An empty line, unless the page is empty or ends with one.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// A heading after a gap, e.g. `WHY`.
  mutating func heading(_ title: String) {
    gap()
    text += painted(title.inert, .strong) + "\n"
  }

  /// A paragraph, wrapped. Pieces are set apart by spaces; continuation lines begin at `hanging`, by default below the
  /// first word after the cells.
  ///
  /// - Parameter lines: at most so many lines; what does not fit becomes an ellipsis.
  mutating func paragraph(
    _ pieces: [Piece], cells: [Cell] = [], indent: Int = 0, hanging: Int? = nil, lines: Int = .max
  ) {
    var line = String(repeating: " ", count: indent)
    for cell in cells { line += word(cell.text).padded(to: cell.width) + " " }
    var used = line.columns
    let margin = min(hanging ?? used, style.width / 2)
    var isStart = true
    var full = 0
    for piece in pieces {
      for part in piece.text.inert.split(separator: " ") {
        let word = word(String(part))
        if !isStart, used + 1 + word.columns > style.width {
          full += 1
          guard full < lines else {
            text += "\(line) \(style.ellipsis)\n"
            return
          }
          text += line + "\n"
          line = String(repeating: " ", count: margin)
          used = margin
          isStart = true
        }
        line += (isStart ? "" : " ") + painted(word, piece.paint)
        used += (isStart ? 0 : 1) + word.columns
        isStart = false
      }
    }
    while line.last == " " { line.removeLast() }
    text += line + "\n"
  }

  /// A paragraph in one color.
  mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int? = nil, lines: Int = .max) {
    paragraph([Piece(text)], indent: indent, hanging: hanging, lines: lines)
  }

  /// A line that is not wrapped: something to copy.
  mutating func verbatim(_ line: String, indent: Int) {
    text += String(repeating: " ", count: indent) + line.inert + "\n"
  }

  private func word(_ text: String) -> String {
    text.inert.shortened(to: Self.longestWord, ellipsis: style.ellipsis)
  }

  private func painted(_ text: String, _ paint: Paint) -> String {
    style.isColored && paint != .plain ? paint.sequence + text + "\u{1b}[0m" : text
  }
}
