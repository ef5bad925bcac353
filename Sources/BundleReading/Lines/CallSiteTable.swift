/// Looks up what is asked of lines from one klog source file, by the hash of its base name.
struct CallSiteTable: Sendable {
  /// What is asked of one source file.
  struct Entry: Sendable {
    /// Base name, e.g. `eviction_manager.go`.
    var name: [UInt8]
    /// Whether only the kubelet has such a file.
    var isKubeletOnly = false
    /// Signatures whose literals are sought in the message.
    var search = SignatureSearch([])
    /// Signatures that take every line of the file.
    var takesAll: [Int] = []
  }

  private var slots: [Int32]
  private var hashes: [UInt64]
  private var entries: [Entry]

  /// A table of distinct names.
  init(_ entries: [Entry]) {
    self.entries = entries
    var size = 64
    while size < entries.count * 4 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    hashes = entries.map { Self.hash(of: $0.name) }
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// Index of the entry of a file name; nil where nothing is asked of it.
  @inline(__always)
  func index(hash: UInt64, name: LineBytes) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let index = Int(slots[slot])
      guard index >= 0 else { return nil }
      if hashes[index] == hash, name.equals(entries[index].name) { return index }
      slot = (slot + 1) & mask
    }
  }

  subscript(index: Int) -> Entry { entries[index] }

  /// Hash of the empty name (FNV-1a).
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash continued by one byte.
  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// The hash of a whole name.
  static func hash(of name: some Sequence<UInt8>) -> UInt64 { name.reduce(seed) { hash($0, $1) } }
}
