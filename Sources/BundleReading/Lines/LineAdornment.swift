/// Marks that stand before a line of a log where somebody copied it into a report: those of a quotation or a list, the
/// numbers of an editor or of `grep -n`, the name of a supervisor's child, indentation, and quotes around it.
///
///     > Nov 21 04:01:20 …      - Nov 21 04:01:20 …      7703 Nov 21 04:01:20 …      2297:I1121 04:01:20 …      "I1121 04:01:20 …"
enum LineAdornment {
  /// Most marks before one line.
  private static let most = 4
  /// Longest name before a line.
  private static let longestName = 100
  /// Longest number of a line.
  private static let longestNumber = 7

  /// What stands behind the marks, if `isContent` holds of it; nil for a line without marks, and for any other.
  static func content(of line: LineBytes, where isContent: (LineBytes) -> Bool) -> LineBytes? {
    if isContent(line) { return nil }
    var start = blanks(line, from: 0)
    var quote: UInt8?
    if start > 0, isContent(line.part(from: start)) { return line.part(from: start) }
    for _ in 0..<most {
      guard start < line.count, let end = behindMark(line, start) else { return nil }
      if quote == nil, "\"'`".utf8.contains(line[start]) { quote = line[start] }
      start = blanks(line, from: end)
      let rest = line.part(from: start)
      if isContent(rest) { return quote.map { withoutClosing($0, rest) } ?? rest }
    }
    return nil
  }

  /// A line of a quotation in a mail or in Markdown, without its marks; the line itself where it is none, and where the mark
  /// is a prompt.
  static func unquoted(_ line: LineBytes) -> LineBytes {
    var text = line
    while text.first == UInt8(ascii: ">"), text.count == 1 || text[1] == UInt8(ascii: " ") || text[1] == text[0],
      ShellCommand.command(in: text) == nil
    {
      text = text.part(from: text.has(" ", at: 1) ? 2 : 1)
    }
    return text
  }

  /// A command in bold or as code, alone in its line but for a prompt before it and a word behind it:
  ///
  ///     [root@m1 ~]# **kubectl get pods**:      `kubectl get pods` output:
  static func command(in line: LineBytes) -> LineBytes? {
    for mark in ["**", "`"] as [StaticString] {
      let length = mark.utf8CodeUnitCount
      guard let open = line.index(of: mark), open <= longestName,
        let close = line.index(of: mark, from: open + length), line.count - close - length <= longestTail
      else { continue }
      let before = line.part(0, open).trimmed
      guard before.last.map({ "#$]>".utf8.contains($0) }) ?? true else { continue }
      let inner = line.part(open + length, close)
      if ShellCommand.command(in: inner) != nil { return inner }
    }
    return nil
  }

  /// Longest text behind a command.
  private static let longestTail = 12

  /// Where the mark at `start` ends; nil where none stands there.
  private static func behindMark(_ line: LineBytes, _ start: Int) -> Int? {
    let isSpaced = line.has(" ", at: start + 1)
    switch line[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: ">"): return start + 1
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "|"): return isSpaced ? start + 2 : nil
    case UInt8(ascii: "&") where line.has("&gt;", at: start): return start + 4
    // Quotation marks, a bullet, and the frame of a box.
    case 0xE2 where ["“", "‘", "•", "│"].contains { (mark: StaticString) in line.has(mark, at: start) }:
      return start + 3
    default: return behindNumber(line, start) ?? behindName(line, start)
    }
  }

  /// `[kubelet] `, `K3S: `: whose line it is, as supervisors and test frames write it.
  private static func behindName(_ line: LineBytes, _ start: Int) -> Int? {
    let isBracketed = line[start] == UInt8(ascii: "[")
    var end = isBracketed ? start + 1 : start
    while end < line.count, end - start <= longestName,
      line[end].isLetter || line[end].isDigit || "-_./".utf8.contains(line[end])
    {
      end += 1
    }
    return end > start + 1 && (isBracketed ? line.has("] ", at: end) : line.has(": ", at: end)) ? end + 2 : nil
  }

  /// `7703 `, `2297:`, `12) `
  private static func behindNumber(_ line: LineBytes, _ start: Int) -> Int? {
    var end = start
    while end < line.count, line[end].isDigit { end += 1 }
    guard end > start, end - start <= longestNumber, end < line.count else { return nil }
    if line[end].isBlank { return end + 1 }
    return ":.)|".utf8.contains(line[end]) ? end + 1 : nil
  }

  private static func blanks(_ line: LineBytes, from start: Int) -> Int {
    var position = start
    while position < line.count {
      if line[position].isBlank {
        position += 1
      } else if line.has("\u{A0}", at: position) {
        position += 2
      } else {
        break
      }
    }
    return position
  }

  private static func withoutClosing(_ quote: UInt8, _ text: LineBytes) -> LineBytes {
    let text = text.trimmed
    let end = text.last == UInt8(ascii: ",") ? text.count - 1 : text.count
    return end > 0 && text[end - 1] == quote ? text.part(0, end - 1) : text
  }
}
