import Testing

@testable import Diagnosis

/// One pass over a text finds all labels whose pieces stand in it.
@Suite struct PieceIndexTests {
  private let index = PieceIndex([
    (label: 0, pieces: ["no such host", "no route"]), (label: 5, pieces: ["i/o timeout"]),
    (label: 63, pieces: ["done"]),
  ])

  @Test(
    arguments: [
      ("dial tcp: lookup db: no such host", [0]), ("no route to host, then i/o timeout", [0, 5]), ("done", [63]),
      ("i/o timeou", []), ("", []), ("o", []), ("no such\nhost", []), ("überall no route", [0]),
    ] as [(String, [UInt64])])
  func findsAllLabels(_ text: String, _ labels: [UInt64]) {
    #expect(index.labels(in: text) == labels.reduce(0 as UInt64) { $0 | 1 << $1 })
  }

  @Test func piecesThatBeginAlikeAreAllLookedAt() {
    let index = PieceIndex([(label: 1, pieces: ["abcd"]), (label: 2, pieces: ["abef"]), (label: 3, pieces: ["ab"])])
    #expect(index.labels(in: "xabef") == 1 << 2 | 1 << 3)
  }

  @Test func piecesThatCannotBeFoundAreLeftOut() {
    let index = PieceIndex([(label: 1, pieces: ["a", "é!"]), (label: 64, pieces: ["abc"])])
    #expect(index.labels(in: "a é! abc") == 0)
  }

  /// Against a search of each piece by itself.
  @Test func agreesWithASearchOfEachPiece() {
    var state: UInt64 = 7
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let letters = Array("abc ")
    for _ in 0..<60 {
      func word(_ length: Int) -> String { String((0..<length).map { _ in letters[below(4)] }) }
      let pieces = (0..<6).map { _ in word(2 + below(3)) }
      let text = word(below(30))
      let found = PieceIndex(pieces.enumerated().map { (label: $0.offset, pieces: [$0.element]) }).labels(in: text)
      let wanted = pieces.enumerated().reduce(0 as UInt64) { bits, piece in
        text.byteRange(of: piece.element) == nil ? bits : bits | 1 << UInt64(piece.offset)
      }
      #expect(found == wanted)
    }
  }
}
