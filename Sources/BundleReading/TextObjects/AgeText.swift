import Model

/// An age as `kubectl` prints it, e.g. `5m32s`, `3h5m`, `2d4h`, `4y12d`: truncated to its last unit.
struct AgeText: Hashable, Sendable {
  /// The age as written, in nanoseconds.
  let nanoseconds: Int64
  /// Its last unit, in nanoseconds: the true age is less than one of these more.
  let unit: Int64

  /// Reads an age; nil for `<unknown>`, `<invalid>` and anything else.
  init?(_ text: some StringProtocol) {
    var total: Int64 = 0
    var number: Int64?
    var last = Int64.max
    for byte in text.utf8 {
      if byte.isDigit {
        // No age has more than nine digits; more would overflow.
        guard number ?? 0 < 100_000_000 else { return nil }
        number = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
      } else {
        guard let amount = number, let unit = Self.unit(byte), unit < last else { return nil }
        let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
        let (sum, overrun) = total.addingReportingOverflow(product)
        guard !overflow, !overrun else { return nil }
        total = sum
        last = unit
        number = nil
      }
    }
    guard number == nil, last != .max else { return nil }
    nanoseconds = total
    unit = last
  }

  private static func unit(_ letter: UInt8) -> Int64? {
    let second: Int64 = 1_000_000_000
    switch letter {
    case UInt8(ascii: "s"): return second
    case UInt8(ascii: "m"): return 60 * second
    case UInt8(ascii: "h"): return 3600 * second
    case UInt8(ascii: "d"): return 86_400 * second
    case UInt8(ascii: "y"): return 365 * 86_400 * second
    default: return nil
    }
  }
}
