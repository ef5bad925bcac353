import Model

/// Puts together the lines of a log that a terminal broke at its width before they were copied out of it. Evidence names the
/// first line of each.
struct RejoinedLines<Inner: LineConsumer>: LineConsumer {
  private var inner: Inner
  private let width: Int
  private let isHeaded: @Sendable (LineBytes) -> Bool
  private var held: [UInt8] = []
  private var heldLine = 0
  private var heldWidth = 0
  private var isHeldCut = false

  /// Longest line that is put together, in bytes.
  private static var longest: Int { 64 * 1024 }

  /// `isHeaded` tells lines that begin an entry from such that go on with one.
  init(_ inner: Inner, width: Int, isHeaded: @escaping @Sendable (LineBytes) -> Bool) {
    self.inner = inner
    self.width = width
    self.isHeaded = isHeaded
  }

  mutating func take(_ line: TextLine) {
    let isRest = !held.isEmpty && heldWidth == width && !isHeaded(line.bytes) && held.count < Self.longest
    if !isRest {
      flush()
      heldLine = line.number
    }
    held.append(contentsOf: line.bytes)
    heldWidth = Self.width(of: line.bytes)
    isHeldCut = line.isCut
    // A blank line is no line to wait for another with.
    if held.isEmpty { inner.take(line) }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts {
    flush()
    return inner.finish(lineCount: lineCount)
  }

  private mutating func flush() {
    guard !held.isEmpty else { return }
    var whole: [UInt8] = []
    swap(&whole, &held)
    whole.withUnsafeBytes { inner.take(TextLine(bytes: $0, number: heldLine, isCut: isHeldCut)) }
    whole.removeAll(keepingCapacity: true)
    held = whole
  }

  private static func width(of line: LineBytes) -> Int { line.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
}

extension ArtifactHead {
  /// The width of the terminal that broke the lines of a log, of which `isHeaded` tells those that begin an entry: nothing is
  /// longer, and most lines that reach it are followed by one without a header. Nil where none did.
  func terminalWidth(isHeaded: (LineBytes) -> Bool) -> Int? {
    guard let width = TerminalWidth.width(of: self) else { return nil }
    var (full, broken) = (0, 0)
    var wasFull = false
    bytes.withUnsafeBytes { bytes in
      for range in lines {
        let line = bytes.part(range.lowerBound, range.upperBound)
        if wasFull {
          full += 1
          if !isHeaded(line), !Self.isTrace(line) { broken += 1 }
        }
        wasFull = line.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } == width
      }
    }
    return broken >= 3 && broken * 10 >= full * 9 ? width : nil
  }

  /// Whether a line is what programs print below an entry.
  private static func isTrace(_ line: LineBytes) -> Bool {
    let words: [StaticString] = ["goroutine ", "\t", "  ", "panic: ", "Traceback ", "Caused by: ", "runtime.", "main."]
    return words.contains { line.has($0) }
  }
}

extension ArtifactHead {
  /// What to say of a log that was copied out of a pager, which ends the lines that its screen has no room for by `>`; nil
  /// where none did.
  var noteOfChoppedLines: Coverage.Note? {
    guard let width = TerminalWidth.width(of: self) else { return nil }
    var (full, chopped, first) = (0, 0, 0)
    bytes.withUnsafeBytes { bytes in
      for range in lines {
        let line = bytes.part(range.lowerBound, range.upperBound)
        guard line.reduce(0, { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }) == width else { continue }
        full += 1
        guard line.last == UInt8(ascii: ">") else { continue }
        chopped += 1
        if first == 0 { first = bytes.part(0, range.lowerBound).reduce(1) { $1 == 10 ? $0 + 1 : $0 } }
      }
    }
    guard chopped >= 3, chopped * 10 >= full * 9 else { return nil }
    return Coverage.Note(
      path: path, line: first, text: "its lines are cut at the width of a terminal (>): journalctl --no-pager")
  }
}

/// A reader of a log that may have been copied out of a terminal, which broke or cut its lines.
func makeLogReader<Outer: OuterForm>(
  _ head: ArtifactHead, _ lines: LogLines<Outer>,
  isHeaded: @escaping @Sendable (LineBytes) -> Bool = { Outer.header(of: $0)?.stamp != nil }
) -> any ArtifactReader {
  var lines = lines
  lines.cut = head.noteOfChoppedLines.map { [$0] } ?? []
  guard lines.cut.isEmpty, let width = head.terminalWidth(isHeaded: isHeaded) else {
    return LineReader(path: head.path, consumer: lines)
  }
  return LineReader(path: head.path, consumer: RejoinedLines(lines, width: width, isHeaded: isHeaded))
}
