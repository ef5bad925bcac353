/// Keys and scalars as kubectl prints them. Every answer is nil where libyaml has to judge.
///
/// The text ends with a line feed, so every search for the end of a line finds one.
struct KubectlScalars {
  /// A scalar that was read.
  struct Scalar {
    /// Its bytes as they stand, unless it had to be decoded.
    var text = 0..<0
    /// Whether it was decoded into the scratch bytes.
    var isDecoded = false
    /// Whether it was quoted or a block.
    var isText = false
    /// Where reading goes on: behind a key's colon, at the line after a value.
    var next: Int
    /// Lines that it takes.
    var lines = 1
  }

  /// libyaml takes no longer text for a key.
  private static let longestKey = 1000

  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// A key of one line with its colon.
  @inline(__always)
  func key(at start: Int, into scratch: inout [UInt8]) -> Scalar? {
    let first = bytes[start]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      guard let quoted = quoted(at: start, into: &scratch), quoted.lines == 1, quoted.next - start < Self.longestKey,
        bytes[quoted.next] == UInt8(ascii: ":"), bytes[quoted.next + 1] <= 32
      else { return nil }
      var key = quoted
      key.next += 1
      return key
    }
    guard Self.isPlainStart(first) else { return nil }
    var at = start
    while at - start < Self.longestKey {
      switch bytes[at] {
      case UInt8(ascii: ":"):
        if bytes[at + 1] <= 32 { return Scalar(text: start..<at, next: at + 1) }
      case 10, 9, 13: return nil
      case UInt8(ascii: " "):
        let next = bytes[at + 1]
        if next <= 32 || next == UInt8(ascii: "#") || next == UInt8(ascii: ":") { return nil }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// A value up to the end of its last line. Plain text and blocks reach as far as lines are indented more than `parent`.
  @inline(__always)
  func value(at start: Int, parent: Int, into scratch: inout [UInt8]) -> Scalar? {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard var scalar = quoted(at: start, into: &scratch), bytes[scalar.next] == 10 else { return nil }
      scalar.next += 1
      return scalar
    case UInt8(ascii: "|"): return literal(at: start, parent: parent, into: &scratch)
    case UInt8(ascii: "-"): return bytes[start + 1] > 32 ? plain(at: start, parent: parent, into: &scratch) : nil
    default: return Self.isPlainStart(bytes[start]) ? plain(at: start, parent: parent, into: &scratch) : nil
    }
  }

  /// Bytes with which plain text begins beyond doubt; U+0080 and above are left to libyaml.
  @inline(__always)
  private static func isPlainStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// The end of a line of plain text; nil where it holds what may end or forbid plain text.
  @inline(__always)
  private func plainLineEnd(from start: Int) -> Int? {
    var at = start
    while true {
      switch bytes[at] {
      case 10: return bytes[at - 1] == 32 ? nil : at
      case UInt8(ascii: ":"): if bytes[at + 1] <= 32 { return nil }
      case UInt8(ascii: "#"): if bytes[at - 1] == 32 { return nil }
      case 9, 13: return nil
      default: break
      }
      at += 1
    }
  }

  @inline(__always)
  private func plain(at start: Int, parent: Int, into scratch: inout [UInt8]) -> Scalar? {
    guard let end = plainLineEnd(from: start) else { return nil }
    var (text, blanks) = nextText(from: end + 1)
    guard text < bytes.count, column(of: text) > parent else { return Scalar(text: start..<end, next: end + 1) }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[start..<end])
    var lines = 1
    var next = end + 1
    while text < bytes.count, column(of: text) > parent {
      guard let end = plainLineEnd(from: text), bytes[text] != UInt8(ascii: "#") else { return nil }
      fold(blanks, into: &scratch)
      scratch.append(contentsOf: bytes[text..<end])
      lines += blanks + 1
      next = end + 1
      (text, blanks) = nextText(from: next)
    }
    return Scalar(isDecoded: true, next: next, lines: lines)
  }

  /// The first byte that is neither space nor line feed, with the number of blank lines before its line.
  @inline(__always)
  private func nextText(from start: Int) -> (text: Int, blanks: Int) {
    var at = start
    var blanks = 0
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 {
      if bytes[at] == 10 { blanks += 1 }
      at += 1
    }
    return (at, blanks)
  }

  @inline(__always)
  private func column(of offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] == 32 { start -= 1 }
    return offset - start
  }

  /// One line end reads as a space, more of them as one less.
  private func fold(_ blanks: Int, into scratch: inout [UInt8]) {
    if blanks == 0 {
      scratch.append(32)
    } else {
      scratch.append(contentsOf: repeatElement(10, count: blanks))
    }
  }

  /// Quoted text up to its closing quote.
  private func quoted(at start: Int, into scratch: inout [UInt8]) -> Scalar? {
    let quote = bytes[start]
    var at = start + 1
    while bytes[at] != quote, bytes[at] != UInt8(ascii: "\\"), bytes[at] != 10 { at += 1 }
    if bytes[at] == quote, quote == UInt8(ascii: "\"") || bytes[at + 1] != quote {
      return Scalar(text: start + 1..<at, isText: true, next: at + 1)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[start + 1..<at])
    var lines = 1
    // Spaces before a line end go, but not those that an escape stands for.
    var kept = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == quote {
        guard quote == UInt8(ascii: "'"), bytes[at + 1] == quote else {
          return Scalar(isDecoded: true, isText: true, next: at + 1, lines: lines)
        }
        scratch.append(quote)
        at += 2
      } else if byte == 10 {
        guard bytes[at - 1] != 9, bytes[at - 1] != 13 else { return nil }
        while scratch.count > kept, scratch.last == 32 { scratch.removeLast() }
        let (text, blanks) = nextText(from: at + 1)
        guard text < bytes.count, column(of: text) > 0 else { return nil }
        fold(blanks, into: &scratch)
        lines += blanks + 1
        at = text
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if bytes[at + 1] == 10 {
          let (text, blanks) = nextText(from: at + 2)
          guard text < bytes.count, blanks == 0, column(of: text) > 0 else { return nil }
          lines += 1
          kept = scratch.count
          at = text
        } else {
          guard let length = escape(at + 1, into: &scratch) else { return nil }
          kept = scratch.count
          at += length + 1
        }
      } else if byte == 9 || byte == 13 {
        return nil
      } else {
        scratch.append(byte)
        at += 1
      }
    }
    return nil
  }

  /// Decodes what follows a backslash; returns its length.
  private func escape(_ at: Int, into scratch: inout [UInt8]) -> Int? {
    switch bytes[at] {
    case UInt8(ascii: "n"): scratch.append(10)
    case UInt8(ascii: "t"): scratch.append(9)
    case UInt8(ascii: "r"): scratch.append(13)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: " "): scratch.append(bytes[at])
    default: return nil
    }
    return 1
  }

  /// `|` with its chomping, and lines indented more than `parent`.
  private func literal(at start: Int, parent: Int, into scratch: inout [UInt8]) -> Scalar? {
    var at = start + 1
    let chomping = bytes[at]
    if chomping == UInt8(ascii: "-") || chomping == UInt8(ascii: "+") { at += 1 }
    guard bytes[at] == 10 else { return nil }
    at += 1
    // Lines of nothing but spaces before the first text may indent the block: libyaml judges.
    guard at < bytes.count, bytes[at] != 10 else { return nil }
    var first = at
    while bytes[first] == 32 { first += 1 }
    let indentation = first - at
    guard indentation > parent, indentation > 0, bytes[first] != 10, bytes[first] != 9 else { return nil }
    scratch.removeAll(keepingCapacity: true)
    var lines = 1
    var blanks = 0
    while at < bytes.count {
      let end = bytes.lineEnd(from: at)
      var text = at
      while text < end, text - at < indentation, bytes[text] == 32 { text += 1 }
      if text == end {
        blanks += 1
      } else if text - at == indentation {
        guard bytes[end - 1] != 13 else { return nil }
        scratch.append(contentsOf: repeatElement(10, count: blanks))
        lines += blanks + 1
        blanks = 0
        scratch.append(contentsOf: bytes[text...end])
      } else {
        if bytes[text] == 9 { return nil }
        break
      }
      at = end + 1
    }
    if chomping == UInt8(ascii: "+") {
      scratch.append(contentsOf: repeatElement(10, count: blanks))
    } else if chomping == UInt8(ascii: "-") {
      scratch.removeLast()
    }
    return Scalar(isDecoded: true, isText: true, next: at, lines: lines + blanks)
  }
}
