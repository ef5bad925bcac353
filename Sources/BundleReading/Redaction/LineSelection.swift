/// Which lines of an artifact go into a copy.
public struct LineSelection: Equatable, Sendable {
  /// Ranges of line numbers, from 1, sorted and apart.
  private var ranges: [Range<Int>]
  private var keepsEnds: Bool

  /// All lines.
  public static let all = LineSelection(ranges: [1..<Int.max], keepsEnds: true)

  private init(ranges: [Range<Int>], keepsEnds: Bool) {
    (self.ranges, self.keepsEnds) = (ranges, keepsEnds)
  }

  /// Single lines, with the first and last one of the artifact, which tell what span it covers.
  public init(lines: some Sequence<Int>) {
    self.init(ranges: Set(lines).sorted().map { $0..<$0 + 1 }, keepsEnds: true)
  }

  /// Lines by the first ones of records: what follows a record up to the next one belongs to it.
  ///
  /// `records` are line numbers and whether their records are kept.
  public init(records: [(line: Int, isKept: Bool)]) {
    var ranges: [Range<Int>] = []
    var start: Int?
    for record in records.sorted(by: { $0.line < $1.line }) {
      if record.isKept, start == nil { start = record.line }
      if !record.isKept, let first = start {
        if first < record.line { ranges.append(first..<record.line) }
        start = nil
      }
    }
    if let first = start { ranges.append(first..<Int.max) }
    self.init(ranges: ranges, keepsEnds: false)
  }

  /// Whether nothing is left.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Whether a line is kept; `isLast` where it ends the artifact.
  func contains(_ line: Int, isLast: Bool) -> Bool {
    if keepsEnds, isLast || line == 1 { return true }
    // The last range that begins at the line or before.
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ranges[low - 1].contains(line)
  }

  /// Both selections' lines.
  public func intersection(_ other: LineSelection) -> LineSelection {
    var both: [Range<Int>] = []
    var (own, others) = (ranges[...], other.ranges[...])
    while let left = own.first, let right = others.first {
      let common = left.clamped(to: right)
      if !common.isEmpty { both.append(common) }
      if left.upperBound <= right.upperBound { own.removeFirst() } else { others.removeFirst() }
    }
    return LineSelection(ranges: both, keepsEnds: keepsEnds && other.keepsEnds)
  }
}
