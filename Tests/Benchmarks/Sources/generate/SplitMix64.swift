/// Steele, Lea and Flood's generator: the same seed gives the same bundle on every machine.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number in `0..<bound`; `bound` is positive.
  mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  /// `count` characters of `alphabet`.
  mutating func word(_ count: Int, of alphabet: [UInt8]) -> String {
    String(decoding: (0..<count).map { _ in alphabet[below(alphabet.count)] }, as: UTF8.self)
  }

  /// 64 hexadecimal digits, as containerd names containers and sandboxes.
  mutating func containerID() -> String {
    word(64, of: Alphabet.hexadecimal)
  }

  /// A uid as the API server makes them, e.g. `02a159db-307e-4a66-8a84-600d7399d83a`.
  mutating func uid() -> String {
    let hexadecimal = Alphabet.hexadecimal
    return [8, 4, 4, 4, 12].map { word($0, of: hexadecimal) }.joined(separator: "-")
  }

  /// The random end of a pod's name, without vowels and what looks like them.
  mutating func suffix(_ count: Int) -> String {
    word(count, of: Alphabet.suffix)
  }
}

/// The characters of generated names.
enum Alphabet {
  static let hexadecimal = Array("0123456789abcdef".utf8)
  static let suffix = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
}
