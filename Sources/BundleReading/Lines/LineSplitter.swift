/// One line of an artifact, without its line end.
struct TextLine {
  /// The bytes, valid only while the line is taken.
  var bytes: LineBytes
  /// Line number, from 1.
  var number: Int
  /// Whether bytes are missing at its end: the line was too long, or the artifact ends within it.
  var isCut: Bool
  /// Whether a line end follows: programs write one behind their last line, so that one without it may be half.
  var hasEnd = true
}

/// Takes the lines of an artifact one by one and says at the end what they told.
protocol LineConsumer {
  mutating func take(_ line: TextLine)
  /// Ends the artifact; cut notes and sizes are added by the reader.
  mutating func finish(lineCount: Int) -> ArtifactFacts
}

/// Splits chunks of bytes into lines, whatever the cuts between chunks.
///
/// A line that lies within a chunk is handed on in place, others by way of a carry buffer. `\r\n` counts as a line end.
/// Of a line longer than the limit the beginning is kept and the rest skipped.
struct LineSplitter {
  /// Most line numbers remembered of lines that were too long.
  static let notedOverlongLines = 16

  /// Lines handed on so far.
  private(set) var lineCount = 0
  /// Numbers of the first lines that were too long.
  private(set) var overlongLines: [Int] = []
  /// How many lines were too long.
  private(set) var overlongCount = 0

  private let limit: Int
  private var carry: [UInt8] = []
  private var carriedLength = 0

  /// A splitter that keeps at most `limit` bytes of a line.
  init(limit: Int) {
    self.limit = max(limit, 1)
  }

  /// Counts lines that stand before the first chunk.
  mutating func skipLines(_ count: Int) { lineCount += count }

  /// Takes the next chunk.
  mutating func consume<Consumer: LineConsumer>(_ chunk: LineBytes, into consumer: inout Consumer) {
    var start = 0
    while start < chunk.count {
      guard let end = chunk.index(of: UInt8(ascii: "\n"), from: start) else {
        keep(chunk.part(from: start))
        return
      }
      if carriedLength == 0 {
        emit(chunk.part(start, end), length: end - start, isCut: false, into: &consumer)
      } else {
        keep(chunk.part(start, end))
        emitCarry(isCut: false, into: &consumer)
      }
      start = end + 1
    }
  }

  /// Hands on a last line without line end. `isCut` when the artifact was cut, so that this line may be half.
  mutating func finish<Consumer: LineConsumer>(isCut: Bool, into consumer: inout Consumer) -> Bool {
    guard carriedLength > 0 else { return false }
    emitCarry(isCut: isCut, hasEnd: false, into: &consumer)
    return true
  }

  private mutating func keep(_ bytes: LineBytes) {
    carriedLength += bytes.count
    // One byte beyond the limit, so that a carriage return there still counts as line end.
    let room = limit + 1 - carry.count
    if room > 0 { carry.append(contentsOf: bytes.part(0, room)) }
  }

  private mutating func emitCarry<Consumer: LineConsumer>(
    isCut: Bool, hasEnd: Bool = true, into consumer: inout Consumer
  ) {
    var line: [UInt8] = []
    swap(&line, &carry)
    let length = carriedLength
    carriedLength = 0
    line.withUnsafeBytes { emit($0, length: length, isCut: isCut, hasEnd: hasEnd, into: &consumer) }
    line.removeAll(keepingCapacity: line.capacity <= 1 << 16)
    carry = line
  }

  @inline(__always)
  private mutating func emit<Consumer: LineConsumer>(
    _ bytes: LineBytes, length total: Int, isCut: Bool, hasEnd: Bool = true, into consumer: inout Consumer
  ) {
    lineCount += 1
    var length = total
    if length > 0, length <= limit + 1, bytes[length - 1] == UInt8(ascii: "\r") { length -= 1 }
    var isShortened = isCut
    if length > limit {
      length = limit
      isShortened = true
      overlongCount += 1
      if overlongLines.count < Self.notedOverlongLines { overlongLines.append(lineCount) }
    }
    var start = 0
    if lineCount == 1, bytes.part(0, length).has("\u{FEFF}") { start = 3 }
    consumer.take(
      TextLine(bytes: bytes.part(start, length), number: lineCount, isCut: isShortened, hasEnd: hasEnd))
  }
}
