import Model

/// Evidence in the order of its first use, each line once.
struct EvidenceTable {
  /// The lines.
  private(set) var entries: [Evidence] = []
  private var offsets: [Evidence: Int] = [:]

  /// The offset of a line, added at the end when it is new.
  mutating func offset(of evidence: Evidence) -> Int {
    if let known = offsets[evidence] { return known }
    offsets[evidence] = entries.count
    entries.append(evidence)
    return entries.count - 1
  }
}
