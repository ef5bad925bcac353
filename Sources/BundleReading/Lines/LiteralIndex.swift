/// Finds which of many literals occur in a text, looking at every fourth position only.
///
/// Of each literal of seven bytes and more, a window of seven is chosen whose bytes are rare in logs. Wherever the literal
/// stands, one of the window's four quadruples begins at a position that four divides, so an index of these quadruples
/// misses none: for `disk pressure` in `low on disk pressure`, window `pressur`, one of `pres`, `ress`, `essu`, `ssur`.
/// A bit for each quadruple, small enough for the fastest cache, turns nearly all positions away.
struct LiteralIndex: Sendable {
  /// A literal whose quadruple at `offset` has a certain hash.
  private struct Entry {
    var literal: Int
    var offset: Int
  }

  /// Bytes of the shortest literal that can be indexed.
  static let shortest = stride + quadruple - 1
  private static let stride = 4
  private static let quadruple = 4
  /// Bits of the hashes of a great index, whose filter fits the fastest cache. A small one has fewer: there are hundreds
  /// of those, one for each call site, and each would take as long to lay out as the great one.
  private static let hashBits: ClosedRange<UInt32> = 6...15
  /// How many times more bits than entries the filter has, so that few positions pass it by chance.
  private static let bitsPerEntry = 32

  /// How far a product is shifted to leave a hash.
  private let shift: UInt32
  private let literals: [[UInt8]]
  private let filter: [UInt64]
  /// Entries by hash: those of hash `h` are `entries[starts[h]..<starts[h + 1]]`.
  private let starts: [UInt32]
  private let entries: [Entry]

  /// Whether there is nothing to find.
  var isEmpty: Bool { entries.isEmpty }

  /// Indexes literals, each of `shortest` bytes at least; others are never found. They are reported by their index.
  init(_ literals: [[UInt8]]) {
    self.literals = literals
    let slots = literals.count { $0.count >= Self.shortest } * Self.stride * Self.bitsPerEntry
    let wanted = UInt32(Int.bitWidth - slots.leadingZeroBitCount)
    let bits = min(max(wanted, Self.hashBits.lowerBound), Self.hashBits.upperBound)
    let shift = 32 - bits
    self.shift = shift
    var hashed: [(hash: UInt32, entry: Entry)] = []
    for (index, literal) in literals.enumerated() where literal.count >= Self.shortest {
      let window = Self.window(of: literal)
      for offset in window..<(window + Self.stride) {
        let hash = literal.withUnsafeBytes {
          Self.hash($0.loadUnaligned(fromByteOffset: offset, as: UInt32.self), shift)
        }
        hashed.append((hash, Entry(literal: index, offset: offset)))
      }
    }
    guard !hashed.isEmpty else {
      (filter, starts, entries) = ([], [], [])
      return
    }
    hashed.sort { ($0.hash, $0.entry.literal, $0.entry.offset) < ($1.hash, $1.entry.literal, $1.entry.offset) }
    var filter = [UInt64](repeating: 0, count: 1 << (bits - 6))
    var counts = [UInt32](repeating: 0, count: (1 << bits) + 1)
    for (hash, _) in hashed {
      filter[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      counts[Int(hash) + 1] += 1
    }
    for hash in 1..<counts.count { counts[hash] += counts[hash - 1] }
    self.filter = filter
    starts = counts
    entries = hashed.map(\.entry)
  }

  /// Appends the indices of the literals that occur in `text`, each once, to `found`.
  @inline(__always)
  func find(in text: LineBytes, _ found: inout [Int]) {
    guard !entries.isEmpty, text.count >= Self.shortest else { return }
    filter.withUnsafeBufferPointer { filter in
      var position = 0
      let last = text.count - Self.quadruple
      while position <= last {
        let hash = Self.hash(text.loadUnaligned(fromByteOffset: position, as: UInt32.self), shift)
        if filter[Int(hash >> 6)] & (1 << UInt64(hash & 63)) != 0 { compare(hash, text, position, &found) }
        position += Self.stride
      }
    }
  }

  @inline(never)
  private func compare(_ hash: UInt32, _ text: LineBytes, _ position: Int, _ found: inout [Int]) {
    for place in Int(starts[Int(hash)])..<Int(starts[Int(hash) + 1]) {
      let entry = entries[place]
      let start = position - entry.offset
      let literal = literals[entry.literal]
      guard start >= 0, start + literal.count <= text.count, !found.contains(entry.literal) else { continue }
      if literal.withUnsafeBytes({ text.part(start, start + literal.count).elementsEqual($0) }) {
        found.append(entry.literal)
      }
    }
  }

  @inline(__always)
  private static func hash(_ quadruple: UInt32, _ shift: UInt32) -> UInt32 { (quadruple &* 0x9E37_79B1) &>> shift }

  /// Where the window of a literal begins: the first of those whose bytes are rarest.
  private static func window(of literal: [UInt8]) -> Int {
    let ranks = literal.map(ByteRarity.rank)
    let places = 0...(literal.count - shortest)
    func rarity(_ place: Int) -> Int { ranks[place..<(place + shortest)].reduce(0, +) }
    return places.max { (rarity($0), -$0) < (rarity($1), -$1) } ?? 0
  }
}

/// How rare bytes are in log lines.
enum ByteRarity {
  private static let common: [UInt8] = Array(" etaonirsldcumpghf:/.-\"yb01234567890".utf8)
  private static let ranks: [Int] = (0...255).map { byte in common.firstIndex(of: byte) ?? common.count }

  /// 0 for the most common byte.
  static func rank(_ byte: UInt8) -> Int { ranks[Int(byte)] }
}
