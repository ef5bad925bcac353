import Diagnosis

@testable import BundleReading

extension LogInterests {
  /// What all failure modes ask for, compiled once: for the few lines of an example that costs more than all else.
  static let ofAllModes = LogInterests(FailureModes.signatures)
}
