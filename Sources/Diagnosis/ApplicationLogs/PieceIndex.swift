/// Finds which labels' pieces stand in a text, in one pass over it: a line of a log is held against some 150 pieces.
///
///     PieceIndex([(3, ["no such host"]), (4, ["i/o timeout"])]).labels(in: "dial tcp: i/o timeout")   // 1 << 4
struct PieceIndex: Sendable {
  /// A piece with the bit of its label.
  private struct Piece {
    var bytes: [UInt8]
    var label: UInt64
  }

  /// Pieces by place; those that begin with the same two bytes stand together.
  private let pieces: [Piece]
  /// By the first two bytes of a piece, seven bits each: its place in `pieces` and how many begin so.
  private let places: [UInt32: Range<Int>]
  /// Whether any piece begins with these two bytes.
  private let begins: [Bool]

  /// An index of pieces of two or more ASCII bytes, by labels from 0 to 63. Shorter and other pieces are left out.
  init(_ labeled: [(label: Int, pieces: [String])]) {
    var all: [Piece] = []
    for (label, texts) in labeled where (0..<64).contains(label) {
      for text in texts where text.utf8.count > 1 && text.utf8.allSatisfy({ $0 < 128 }) {
        all.append(Piece(bytes: Array(text.utf8), label: 1 << UInt64(label)))
      }
    }
    let sorted = all.sorted { Self.start($0.bytes[0], $0.bytes[1]) < Self.start($1.bytes[0], $1.bytes[1]) }
    var places: [UInt32: Range<Int>] = [:]
    var begins = [Bool](repeating: false, count: 1 << 14)
    for (place, piece) in sorted.enumerated() {
      let start = Self.start(piece.bytes[0], piece.bytes[1])
      begins[Int(start)] = true
      places[start] = (places[start]?.lowerBound ?? place)..<(place + 1)
    }
    self.pieces = sorted
    self.places = places
    self.begins = begins
  }

  /// The labels whose pieces stand in the text, as bits.
  func labels(in text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      var found: UInt64 = 0
      guard bytes.count > 1 else { return found }
      for at in 0..<(bytes.count - 1) {
        let (first, second) = (bytes[at], bytes[at + 1])
        guard first | second < 128 else { continue }
        let start = Self.start(first, second)
        guard begins[Int(start)], let candidates = places[start] else { continue }
        for piece in pieces[candidates] where found & piece.label == 0 {
          if bytes[at...].starts(with: piece.bytes) { found |= piece.label }
        }
      }
      return found
    }
  }

  private static func start(_ first: UInt8, _ second: UInt8) -> UInt32 { UInt32(first) << 7 | UInt32(second) }
}
