extension Moment {
  /// The interval in which it happened, as ISO 8601 writes one, in whole seconds: `2026-11-21T03:54:00Z/2026-11-21T03:55:00Z`.
  ///
  /// A time that a text states only as an age keeps its tolerance this way. The end is exclusive.
  public var bounds: String {
    "\(earliest.rfc3339())/\(latest.advanced(by: 1_000_000_000).rfc3339())"
  }

  /// Reads what `bounds` writes; nil for anything else.
  public init?(bounds text: some StringProtocol) {
    // Most texts that come here are no interval, and splitting costs more than this look.
    guard text.utf8.count > 20, text.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Moment(rfc3339: parts[0]), let to = Moment(rfc3339: parts[1]) else { return nil }
    let length = to.instant.nanoseconds(since: from.instant)
    guard length > 0 else { return nil }
    // The greatest unit that fits is the precision, and what is left over lies to both sides.
    let precision = Precision.allCases.last { $0.rawValue <= length } ?? .nanosecond
    let uncertainty = (length - precision.rawValue) / 2
    self.init(from.instant.advanced(by: uncertainty), precision: precision, uncertainty: uncertainty)
  }
}
