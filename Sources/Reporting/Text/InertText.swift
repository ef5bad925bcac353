extension String {
  /// The text with everything written out that could steer a terminal or a reader's eye: control characters as `\x1b`,
  /// bidirectional and invisible controls as `\u{202e}`. Log text and file names come from strangers: whatever of them is printed goes through here.
  public var inert: String {
    guard unicodeScalars.contains(where: \.isSteering) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case _ where !scalar.isSteering: result.unicodeScalars.append(scalar)
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x100: result += "\\x\(hexadecimal(scalar.value, 2))"
      default: result += "\\u{\(hexadecimal(scalar.value, 4))}"
      }
    }
    return result
  }

  /// Columns that a terminal gives the text.
  var columns: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.columns }
  }

  /// The text within `limit` columns, `ellipsis` in place of what does not fit.
  func shortened(to limit: Int, ellipsis: String) -> String {
    guard columns > limit else { return self }
    var result = ""
    var used = ellipsis.columns
    for character in self {
      used += String(character).columns
      if used > limit { break }
      result.append(character)
    }
    return result + ellipsis
  }

  /// The text filled up with spaces to `width` columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }
}

extension Unicode.Scalar {
  /// Whether it steers a terminal, turns the direction of writing, or is invisible.
  var isSteering: Bool {
    switch value {
    case 0..<0x20, 0x7f..<0xa0: true
    case 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff9...0xfffb: true
    case 0xe0000...0xe0fff: true
    default: false
    }
  }

  fileprivate var columns: Int {
    switch value {
    case 0..<0x300: return 1
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
  }
}

/// `value` in lower-case hexadecimal, at least `width` digits.
func hexadecimal(_ value: UInt32, _ width: Int) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
