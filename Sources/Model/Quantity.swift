/// Kubernetes quantities such as `44Ki`, `3Gi`, `2146223923`, `250m`.
public enum Quantity {
  private static let factors: [(suffix: String, factor: Double)] = [
    ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776), ("Pi", 1.125899906842624e15),
    ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("m", 1e-3),
  ]

  /// The number that a quantity stands for, e.g. 45056 for `44Ki`; nil for anything else.
  public static func value(of text: some StringProtocol) -> Double? {
    for (suffix, factor) in factors where text.hasSuffix(suffix) {
      guard let number = Double(String(text.dropLast(suffix.count))) else { return nil }
      return number * factor
    }
    return Double(String(text))
  }

  /// The same as whole bytes.
  public static func bytes(of text: some StringProtocol) -> Int64? {
    value(of: text).flatMap { $0.isFinite && abs($0) < 9e18 ? Int64($0) : nil }
  }

  /// Bytes for people, in powers of 1024 with at most one decimal: `2.6 GiB`, `44 KiB`, `512 B`.
  public static func description(ofBytes bytes: Int64) -> String {
    var rest = bytes
    var tenths: Int64 = 0
    var unit = "B"
    for larger in ["KiB", "MiB", "GiB", "TiB", "PiB"] where rest >= 1024 {
      tenths = rest % 1024 * 10 / 1024
      rest /= 1024
      unit = larger
    }
    return rest < 10 && tenths > 0 ? "\(rest).\(tenths) \(unit)" : "\(rest) \(unit)"
  }
}
