/// Makes bytes of unknown origin acceptable to a YAML parser without moving a line or a column of good text.
struct TextRepair {
  /// How many bytes were replaced by `?`.
  private(set) var count = 0
  /// Line of the first, from 1.
  private(set) var firstLine = 0
  /// Whether there are line breaks that YAML counts and an editor does not: a lone CR, U+0085, U+2028, U+2029.
  private(set) var hasOddBreaks = false

  /// Replaces control characters, half characters and byte order marks by `?`, one for each byte.
  init(_ bytes: UnsafeMutableRawBufferPointer) {
    var at = 0
    var line = 1
    let end = bytes.count
    if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    while at < end {
      if at + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        if Self.isPrintableASCII(word) {
          at += 8
          continue
        }
      }
      let byte = bytes[at]
      switch byte {
      case 10:
        line += 1
        at += 1
      case 13:
        if at + 1 == end || bytes[at + 1] != 10 { hasOddBreaks = true }
        at += 1
      case 9, 0x20...0x7E: at += 1
      case 0xC2...0xF4:
        let length = Self.characterLength(UnsafeRawBufferPointer(bytes), at: at)
        if length == 0 {
          replace(bytes, at, line)
          at += 1
        } else {
          if Self.isOddBreak(UnsafeRawBufferPointer(bytes), at: at) { hasOddBreaks = true }
          at += length
        }
      default:
        replace(bytes, at, line)
        at += 1
      }
    }
  }

  private mutating func replace(_ bytes: UnsafeMutableRawBufferPointer, _ at: Int, _ line: Int) {
    bytes[at] = UInt8(ascii: "?")
    if count == 0 { firstLine = line }
    count += 1
  }

  /// Whether all eight bytes lie in `0x20...0x7E`.
  @inline(__always)
  private static func isPrintableASCII(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    let belowSpace = (word &- 0x2020_2020_2020_2020) & ~word & high
    let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
    let isDelete = (delete &- 0x0101_0101_0101_0101) & ~delete & high
    return (word & high) | belowSpace | isDelete == 0
  }

  /// Length of the character at `at`, or 0 where it is malformed or not printable in YAML.
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, at: Int) -> Int {
    let first = bytes[at]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard at + length <= bytes.count else { return 0 }
    var scalar = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      guard bytes[at + offset] & 0xC0 == 0x80 else { return 0 }
      scalar = scalar << 6 | UInt32(bytes[at + offset] & 0x3F)
    }
    switch scalar {
    case 0x85, 0xA0...0x7FF: return length == 2 ? 2 : 0
    case 0x800...0xD7FF, 0xE000...0xFFFD: return length == 3 && scalar != 0xFEFF ? 3 : 0
    case 0x1_0000...0x10_FFFF: return length == 4 ? 4 : 0
    default: return 0
    }
  }

  private static func isOddBreak(_ bytes: UnsafeRawBufferPointer, at: Int) -> Bool {
    oddBreakLength(bytes, at: at) > 0
  }

  /// Length of a break at `at` that YAML counts as the end of a line and an editor does not; else 0.
  static func oddBreakLength(_ bytes: UnsafeRawBufferPointer, at: Int) -> Int {
    switch bytes[at] {
    case 13: at + 1 == bytes.count || bytes[at + 1] != 10 ? 1 : 0
    case 0xC2: at + 1 < bytes.count && bytes[at + 1] == 0x85 ? 2 : 0
    case 0xE2:
      at + 2 < bytes.count && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9) ? 3 : 0
    default: 0
    }
  }
}

/// Turns the lines that libyaml counts into lines of the artifact.
struct LineNumbers {
  private let first: Int
  /// The artifact's line of each line that libyaml counts; empty where both agree.
  private var lines: [Int] = []

  /// Lines of `bytes`, which begin on line `first` of the artifact.
  init(of bytes: UnsafeRawBufferPointer, first: Int, hasOddBreaks: Bool) {
    self.first = first
    guard hasOddBreaks else { return }
    var line = first
    lines.append(line)
    for at in bytes.indices {
      if bytes[at] == 10 {
        line += 1
        lines.append(line)
      } else if TextRepair.oddBreakLength(bytes, at: at) > 0 {
        lines.append(line)
      }
    }
  }

  /// The artifact's line of a line that libyaml counts from 0.
  @inline(__always)
  func line(_ counted: Int) -> Int {
    lines.isEmpty ? first + counted : lines[min(counted, lines.count - 1)]
  }
}
