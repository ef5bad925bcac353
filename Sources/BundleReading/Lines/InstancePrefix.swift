/// The name in brackets that a supervisor puts before its children's lines in logfmt, as Longhorn's instance manager does:
///
///     [pvc-a475fe89-e-0] time="2026-01-26T10:40:35Z" level=warning msg="backend tcp://10.42.1.7:10000 is slow"
///
/// Lines without such a name are the component's own.
enum InstancePrefix: OuterForm {
  /// Longest name looked at.
  private static let longestName = 253

  static func header(of line: LineBytes) -> OuterHeader? {
    guard let name = name(of: line) else { return OuterHeader() }
    var header = OuterHeader()
    header.tag = name
    header.message = name.upperBound + 2
    return header
  }

  /// Where the name stands; nil where a line has none.
  static func name(of line: LineBytes) -> Range<Int>? {
    guard line.has("["), let end = line.part(0, longestName + 2).index(of: UInt8(ascii: "]")), end > 1,
      line.has(" ", at: end + 1), InnerLine.isLogfmt(line.part(from: end + 2)),
      line.part(1, end).allSatisfy({ $0.isLetter || $0.isDigit || "-._".utf8.contains($0) })
    else { return nil }
    return 1..<end
  }
}
