import Testing

@testable import BundleReading

@Suite struct LiteralAutomatonTests {
  private func find(_ literals: [[UInt8]], in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    text.withUnsafeBytes { LiteralAutomaton(literals).find(in: $0, &found) }
    return found.sorted()
  }

  private func naive(_ literals: [[UInt8]], in text: [UInt8]) -> [Int] {
    literals.indices.filter { index in
      let literal = literals[index]
      guard !literal.isEmpty, literal.count <= text.count else { return false }
      return (0...(text.count - literal.count)).contains { Array(text[$0..<($0 + literal.count)]) == literal }
    }
  }

  @Test func literalsWithinLiteralsAreFound() {
    let literals = ["he", "she", "his", "hers", "", "x"].map { Array($0.utf8) }
    #expect(find(literals, in: Array("ushers".utf8)) == [0, 1, 3])
    #expect(find(literals, in: []) == [])
    #expect(find([], in: Array("any".utf8)) == [])
  }

  @Test func equalLiteralsAreBothFound() {
    #expect(find([[1, 2], [1, 2]], in: [0, 1, 2]) == [0, 1])
  }

  @Test func everyByteValueMayOccur() {
    let all = (0...255).map { UInt8($0) }
    #expect(find([all, [255], [0, 0]], in: [7] + all + [9]) == [0, 1])
  }

  @Test func agreesWithNaiveSearch() {
    var random = SeededGenerator(seed: 42)
    for _ in 0..<400 {
      let letters = UInt8.random(in: 1...4, using: &random)
      func bytes(_ most: Int) -> [UInt8] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in UInt8.random(in: 0...letters, using: &random) }
      }
      let literals = (0..<Int.random(in: 0...12, using: &random)).map { _ in bytes(6) }
      let text = bytes(60)
      #expect(find(literals, in: text) == naive(literals, in: text))
    }
  }
}
