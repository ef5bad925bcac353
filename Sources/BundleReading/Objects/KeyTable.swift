/// Decodes the keys of documents so that repeated long keys share one storage.
///
/// A key of up to 15 bytes needs no storage of its own, so only longer ones such as `terminationMessagePath` are kept.
struct KeyTable {
  /// Most keys kept: hostile files invent keys without end.
  private static let capacity = 4096
  private static let slots = 8192
  private static let longestInline = 15
  private static let longestKept = 128

  private var keys: [String] = []
  /// Index into `keys` plus one; 0 is a free slot.
  private var table = [UInt16](repeating: 0, count: KeyTable.slots)

  /// The key that the bytes spell; bytes that are no UTF-8 become U+FFFD.
  mutating func key(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.count > Self.longestInline, bytes.count <= Self.longestKept else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash) & (Self.slots - 1)
    while table[slot] != 0 {
      let known = keys[Int(table[slot]) - 1]
      let isEqual = known.utf8.withContiguousStorageIfAvailable {
        $0.count == bytes.count && UnsafeRawBufferPointer($0).elementsEqual(bytes)
      }
      if isEqual == true { return known }
      slot = (slot + 1) & (Self.slots - 1)
    }
    let key = String(decoding: bytes, as: UTF8.self)
    // A repaired key would never be found again.
    if keys.count < Self.capacity, key.utf8.count == bytes.count {
      keys.append(key)
      table[slot] = UInt16(keys.count)
    }
    return key
  }
}
