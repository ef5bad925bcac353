/// Sizes with a unit, as tools for people print them.
enum TextSize {
  private static let units: [Character] = ["B", "K", "M", "G", "T", "P", "E"]

  /// `2.9G`, `2,9G`, `1.1Gi`, `512B`: every unit is a power of 1024.
  static func binary(_ text: some StringProtocol) -> Int64? {
    var digits = String(text)
    if digits.hasSuffix("iB") { digits.removeLast(2) } else if digits.hasSuffix("i") { digits.removeLast() }
    return scaled(digits, by: 1024)
  }

  /// `1.24MB`, `683kB` count in thousands, `4.1 MiB` in powers of 1024, as `docker` and `crictl` write images.
  static func decimal(_ text: some StringProtocol) -> Int64? {
    let joined = String(text.filter { $0 != " " })
    if joined.hasSuffix("iB") { return scaled(joined.dropLast(2), by: 1024) }
    return scaled(joined.count > 2 && joined.hasSuffix("B") ? joined.dropLast() : joined[...], by: 1000)
  }

  private static func scaled(_ text: some StringProtocol, by factor: Double) -> Int64? {
    guard let last = text.last, let first = text.utf8.first, first.isDigit else { return nil }
    let power = units.firstIndex(of: Character(last.uppercased()))
    let digits = (power == nil ? String(text) : String(text.dropLast())).map { $0 == "," ? "." : $0 }
    guard let number = Double(String(digits)), number >= 0 else { return nil }
    var size = number
    for _ in 0..<(power ?? 0) { size *= factor }
    return size < 9e18 ? Int64(size) : nil
  }
}
