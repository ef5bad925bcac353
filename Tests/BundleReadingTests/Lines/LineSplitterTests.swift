import Testing

@testable import BundleReading

/// Remembers the lines it is given.
private struct Recorder: LineConsumer {
  struct Line: Equatable {
    var text: String
    var number: Int
    var isCut = false
  }

  var lines: [Line] = []

  mutating func take(_ line: TextLine) {
    lines.append(Line(text: line.bytes.text, number: line.number, isCut: line.isCut))
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { ArtifactFacts(path: "", format: "") }
}

@Suite struct LineSplitterTests {
  private func split(
    _ bytes: [UInt8], limit: Int = 100, chunks: [Int], isCut: Bool = false
  ) -> (lines: [Recorder.Line], splitter: LineSplitter) {
    var recorder = Recorder()
    var splitter = LineSplitter(limit: limit)
    var start = 0
    var turn = 0
    while start < bytes.count {
      let end = min(bytes.count, start + chunks[turn % chunks.count])
      bytes[start..<end].withUnsafeBytes { splitter.consume($0, into: &recorder) }
      start = end
      turn += 1
    }
    _ = splitter.finish(isCut: isCut, into: &recorder)
    return (recorder.lines, splitter)
  }

  @Test(arguments: [1, 2, 3, 5, 1000])
  func linesAreTheSameWhateverTheChunks(_ chunk: Int) {
    let (lines, _) = split(Array("one\r\ntwo\n\n\nfünf\nlast".utf8), chunks: [chunk])
    #expect(lines.map(\.text) == ["one", "two", "", "", "fünf", "last"])
    #expect(lines.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(lines.allSatisfy { !$0.isCut })
  }

  @Test(arguments: [1, 3, 1000])
  func ofALongLineTheBeginningIsKept(_ chunk: Int) {
    let (lines, splitter) = split(Array("0123456789ab\nshort\n".utf8), limit: 10, chunks: [chunk])
    #expect(lines == [.init(text: "0123456789", number: 1, isCut: true), .init(text: "short", number: 2)])
    #expect(splitter.overlongLines == [1])
  }

  @Test(arguments: [1, 3, 1000])
  func aLineOfTheLimitWithCarriageReturnIsWhole(_ chunk: Int) {
    let (lines, splitter) = split(Array("0123456789\r\n0123456789x\r\n".utf8), limit: 10, chunks: [chunk])
    #expect(lines == [.init(text: "0123456789", number: 1), .init(text: "0123456789", number: 2, isCut: true)])
    #expect(splitter.overlongCount == 1)
  }

  @Test func theLastLineOfACutArtifactIsMarked() {
    let (lines, _) = split(Array("one\ntw".utf8), chunks: [4], isCut: true)
    #expect(lines == [.init(text: "one", number: 1), .init(text: "tw", number: 2, isCut: true)])
  }

  @Test func invalidBytesAreRepairedInTextOnly() {
    let (lines, _) = split([0x61, 0xFF, 0x62, 0, 0x63, 10], chunks: [2])
    #expect(lines.map(\.text) == ["a\u{FFFD}b\0c"])
  }

  @Test(arguments: [1, 2, 1000])
  func aByteOrderMarkIsSkipped(_ chunk: Int) {
    let (lines, _) = split([0xEF, 0xBB, 0xBF, 0x61, 10, 0xEF, 0xBB, 0xBF, 10], chunks: [chunk])
    #expect(lines.map(\.text) == ["a", "\u{FEFF}"])
  }

  @Test func randomTextsSplitAlike() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let alphabet: [UInt8] = [10, 10, 13, 97, 98, 0, 0xEF]
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 10 }
      let whole = split(bytes, limit: 6, chunks: [1000])
      let parts = split(bytes, limit: 6, chunks: (0..<5).map { _ in Int.random(in: 1...9, using: &random) })
      #expect(whole.lines == parts.lines)
      #expect(whole.splitter.overlongLines == parts.splitter.overlongLines)
    }
  }
}
