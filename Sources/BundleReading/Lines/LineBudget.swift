import Synchronization

/// How many lines a timeline may still hold in memory, of all artifacts together.
///
/// A class: the collectors of all artifacts draw on the same budget.
final class LineBudget: Sendable {
  /// Most lines of a bundle: some gigabytes with all that is decoded of them.
  static let mostLines = 1_000_000

  private let left: Mutex<Int>

  init(lines: Int = mostLines) {
    left = Mutex(lines)
  }

  /// Takes one line; false where none is left.
  func take() -> Bool {
    left.withLock { left in
      guard left > 0 else { return false }
      left -= 1
      return true
    }
  }
}
