import ArgumentParser
import Model

/// `--fail-on`: from which answer on the exit code is 1.
enum FailureThreshold: Equatable {
  /// A root cause, or `undetermined` and worse.
  case verdict(Diagnosis.Verdict)
  /// A root cause that is at least so sure.
  case confidence(Diagnosis.Confidence)

  /// Reads a verdict or a confidence.
  static func parse(_ text: String) throws(ValidationError) -> FailureThreshold {
    if let confidence = Diagnosis.Confidence(rawValue: text) { return .confidence(confidence) }
    switch Diagnosis.Verdict(rawValue: text) {
    case .some(.noProblemFound): throw ValidationError("'--fail-on \(text)' would fail always.")
    case .some(let verdict): return .verdict(verdict)
    case .none:
      throw ValidationError(
        "'--fail-on \(text)': it is a verdict (root-cause, undetermined) or a confidence (possible, likely, proven).")
    }
  }

  /// Whether the answer is as bad as that.
  func isReached(by diagnosis: Diagnosis) -> Bool {
    switch self {
    case .verdict(.rootCause): diagnosis.verdict == .rootCause
    case .verdict: diagnosis.verdict != .noProblemFound
    case .confidence(let least): diagnosis.rootCauses.contains { $0.confidence >= least }
    }
  }
}
