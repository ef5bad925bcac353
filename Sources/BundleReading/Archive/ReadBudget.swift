/// What all layers of a bundle together may unpack to, however they are nested.
///
/// A class: each source of a stack draws on the same budget.
final class ReadBudget {
  let limits: ReadLimits
  /// Bytes that came out of archives and compressions, those included that only held another archive.
  private var opened: Int64 = 0
  /// Why no layer may unpack any more; nil while they may.
  private(set) var excess: String?

  init(limits: ReadLimits) {
    self.limits = limits
  }

  /// Counts bytes that a layer unpacked; false where nothing more may be unpacked.
  func open(_ count: Int, packedBytes: Int64) -> Bool {
    opened += Int64(count)
    return check(opened, packedBytes: packedBytes)
  }

  /// Says that artifacts hold more bytes than all together may.
  func exhaust() {
    excess = excess ?? StreamSummary.totalNote(limits)
  }

  /// Whether so many unpacked bytes are allowed for so many packed ones.
  func check(_ unpacked: Int64, packedBytes: Int64) -> Bool {
    if excess != nil { return false }
    if unpacked > ReadLimits.ratioFloor, unpacked / max(1, limits.ratio) > packedBytes {
      excess = StreamSummary.ratioNote(limits)
    } else if unpacked > limits.totalBytes {
      exhaust()
    }
    return excess == nil
  }
}
