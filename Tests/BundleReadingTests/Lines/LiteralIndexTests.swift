import Testing

@testable import BundleReading

struct LiteralIndexTests {
  private func find(_ literals: [[UInt8]], in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    text.withUnsafeBytes { LiteralIndex(literals.map(LiteralPattern.init)).find(in: $0, &found) }
    return found.sorted()
  }

  private func naive(_ literals: [[UInt8]], in text: [UInt8]) -> [Int] {
    literals.indices.filter { index in
      let literal = literals[index]
      guard literal.count >= LiteralIndex.shortest, literal.count <= text.count else { return false }
      return (0...(text.count - literal.count)).contains { Array(text[$0..<($0 + literal.count)]) == literal }
    }
  }

  @Test func aLiteralIsFoundWhereverItStands() {
    let literal = Array("attempting to reclaim".utf8)
    for before in 0..<12 {
      for after in 0..<6 {
        let text = [UInt8](repeating: 46, count: before) + literal + [UInt8](repeating: 46, count: after)
        #expect(find([literal], in: text) == [0])
      }
    }
  }

  @Test func equalAndContainedLiteralsAreAllFound() {
    let literals = ["disk pressure", "pressure", "disk pressure", "pressured"].map { Array($0.utf8) }
    #expect(find(literals, in: Array("low on disk pressure".utf8)) == [0, 1, 2])
  }

  @Test func shortLiteralsAndTextsHaveNoPlace() {
    #expect(find([Array("reclai".utf8)], in: Array("reclaim".utf8)) == [])
    #expect(find([Array("reclaim".utf8)], in: Array("reclai".utf8)) == [])
    #expect(LiteralIndex([]).isEmpty && LiteralIndex([LiteralPattern([1, 2, 3])]).isEmpty)
  }

  @Test func agreesWithNaiveSearch() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let letters = UInt8.random(in: 1...3, using: &random)
      func bytes(_ most: Int) -> [UInt8] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in UInt8.random(in: 0...letters, using: &random) }
      }
      let literals = (0..<Int.random(in: 0...12, using: &random)).map { _ in bytes(11) }
      let text = bytes(90)
      #expect(find(literals, in: text) == naive(literals, in: text))
    }
  }
}
