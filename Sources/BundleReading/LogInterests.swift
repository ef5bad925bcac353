import Model

/// The lines that somebody asked for, compiled for searching.
///
/// klog lines are looked up by call site first; all others, and klog lines without a call site, by one pass of a
/// multi-literal automaton.
struct LogInterests: Sendable {
  /// All signatures, sorted by id.
  let signatures: [LogSignature]

  init(_ signatures: [LogSignature]) {
    self.signatures = signatures.sorted { $0.id < $1.id }
  }
}
