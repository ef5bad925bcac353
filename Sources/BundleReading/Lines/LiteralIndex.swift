/// Finds which of many literals occur in a text, looking at every fourth position only.
///
/// Of each literal of seven bytes and more, a window of seven is chosen whose bytes are rare in logs. Wherever the literal
/// stands, one of the window's four quadruples begins at a position that four divides, so an index of these quadruples
/// misses none: for `disk pressure` in `low on disk pressure`, window `pressur`, one of `pres`, `ress`, `essu`, `ssur`.
/// A bit for each quadruple, small enough for the fastest cache, turns nearly all positions away.
struct LiteralIndex: Sendable {
  /// A literal whose quadruple at `offset` has a hash.
  private struct Entry {
    var hash: UInt32
    var literal: Int32
    var offset: Int32
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
  /// Bits of a hash that do not tell its bucket: nearly all hashes have no entry, and there is an index a component.
  private static let bucketBits: UInt32 = 3

  /// How far a product is shifted to leave a hash.
  private let shift: UInt32
  private let literals: [[UInt8]]
  private let filter: [UInt64]
  /// Entries by bucket: those of bucket `b` are `entries[starts[b]..<starts[b + 1]]`.
  private let starts: [UInt32]
  private let entries: [Entry]

  /// Whether there is nothing to find.
  var isEmpty: Bool { entries.isEmpty }

  /// Indexes literals, each of `shortest` bytes at least; others are never found. They are reported by their index.
  init(_ patterns: [LiteralPattern]) {
    literals = patterns.map(\.bytes)
    let count = patterns.count { $0.window != nil } * Self.stride
    let wanted = UInt32(Int.bitWidth - (count * Self.bitsPerEntry).leadingZeroBitCount)
    let bits = min(max(wanted, Self.hashBits.lowerBound), Self.hashBits.upperBound)
    let shift = 32 - bits
    self.shift = shift
    guard count > 0 else {
      (filter, starts, entries) = ([], [], [])
      return
    }
    var filter = [UInt64](repeating: 0, count: 1 << (bits - 6))
    var starts = [UInt32](repeating: 0, count: (1 << (bits - Self.bucketBits)) + 2)
    var hashed: [Entry] = []
    hashed.reserveCapacity(count)
    for (literal, pattern) in patterns.enumerated() {
      guard let window = pattern.window else { continue }
      pattern.bytes.withUnsafeBytes { bytes in
        for offset in window..<(window + Self.stride) {
          let hash = Self.hash(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self), shift)
          filter[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
          starts[Int(hash >> Self.bucketBits) + 2] += 1
          hashed.append(Entry(hash: hash, literal: Int32(literal), offset: Int32(offset)))
        }
      }
    }
    // Sorted by counting: `starts[b + 1]` is where the next entry of bucket `b` goes, and at the end where they end.
    for bucket in starts.indices.dropFirst() { starts[bucket] += starts[bucket - 1] }
    var entries = [Entry](repeating: Entry(hash: 0, literal: 0, offset: 0), count: count)
    for entry in hashed {
      let bucket = Int(entry.hash >> Self.bucketBits)
      entries[Int(starts[bucket + 1])] = entry
      starts[bucket + 1] += 1
    }
    self.filter = filter
    self.starts = starts
    self.entries = entries
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
    let bucket = Int(hash >> Self.bucketBits)
    for place in Int(starts[bucket])..<Int(starts[bucket + 1]) where entries[place].hash == hash {
      let index = Int(entries[place].literal)
      let start = position - Int(entries[place].offset)
      let literal = literals[index]
      guard start >= 0, start + literal.count <= text.count, !found.contains(index) else { continue }
      if literal.withUnsafeBytes({ text.part(start, start + literal.count).elementsEqual($0) }) {
        found.append(index)
      }
    }
  }

  @inline(__always)
  private static func hash(_ quadruple: UInt32, _ shift: UInt32) -> UInt32 { (quadruple &* 0x9E37_79B1) &>> shift }
}

/// A literal as it is sought, and where in it a search looks first.
struct LiteralPattern: Sendable {
  let bytes: [UInt8]
  /// Where the window of an index begins: the first of those whose bytes are rarest; nil for literals that have none.
  let window: Int?

  /// A literal as it is sought.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= LiteralIndex.shortest else {
      window = nil
      return
    }
    // The sum slides along, for a literal is tens of bytes long and there are thousands.
    var sum = bytes.prefix(LiteralIndex.shortest).reduce(0) { $0 + ByteRarity.rank($1) }
    var (best, place) = (sum, 0)
    for end in LiteralIndex.shortest..<max(bytes.count, LiteralIndex.shortest) {
      sum += ByteRarity.rank(bytes[end]) - ByteRarity.rank(bytes[end - LiteralIndex.shortest])
      if sum > best { (best, place) = (sum, end - LiteralIndex.shortest + 1) }
    }
    window = place
  }
}

/// How rare bytes are in log lines.
enum ByteRarity {
  private static let common: [UInt8] = Array(" etaonirsldcumpghf:/.-\"yb01234567890".utf8)
  private static let ranks: [Int] = (0...255).map { byte in common.firstIndex(of: byte) ?? common.count }

  /// 0 for the most common byte.
  static func rank(_ byte: UInt8) -> Int { ranks[Int(byte)] }
}
