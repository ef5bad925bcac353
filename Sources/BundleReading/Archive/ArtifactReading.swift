import Dispatch
import Synchronization

/// Reads artifacts on all cores: what they say does not depend on each other until all have been read.
///
/// Who brings an artifact while many wait reads one himself, so that what waits is bounded.
final class ArtifactReading: Sendable {
  /// Finds the format of an artifact, on any thread.
  typealias MakeReader = @Sendable (ArtifactHead) -> (any ArtifactReader)?

  private struct State {
    var waiting: [(number: Int, artifact: HeldArtifact)] = []
    /// How many of `waiting` have been taken.
    var taken = 0
    var waitingBytes = 0
    var outcomes: [(number: Int, outcome: ArtifactOutcome)] = []
  }

  private let state = Mutex(State())
  let makeReader: MakeReader
  private let queue = DispatchQueue(label: "casefile.artifacts", attributes: .concurrent)
  private let underWay = DispatchGroup()

  /// Bytes of an artifact that is read here; a larger one is read as it streams by.
  static let mostHeld = 1 << 20
  /// Bytes that wait at most.
  static let mostWaiting = 8 << 20
  /// What an artifact counts at least: a bundle of a million empty files must not wait whole.
  static let leastWeight = 8 << 10

  init(makeReader: @escaping MakeReader) {
    self.makeReader = makeReader
  }

  /// Has an artifact read. Of two with the same number the outcome is told in no certain order.
  func read(_ artifact: HeldArtifact, number: Int) {
    let isFull = state.withLock { state in
      state.waiting.append((number, artifact))
      state.waitingBytes += Self.weight(artifact)
      return state.waitingBytes > Self.mostWaiting
    }
    if isFull {
      _ = readNext()
    } else {
      queue.async(group: underWay) { _ = self.readNext() }
    }
  }

  /// Waits until all are read; what became of them, by their numbers.
  func finish() -> [(number: Int, outcome: ArtifactOutcome)] {
    while readNext() {}
    underWay.wait()
    return state.withLock { state in
      defer { state = State() }
      return state.outcomes.sorted { $0.number < $1.number }
    }
  }

  private static func weight(_ artifact: HeldArtifact) -> Int { max(leastWeight, artifact.text.count) }

  /// Reads the artifact that has waited longest; false where none waits.
  private func readNext() -> Bool {
    let next = state.withLock { state -> (number: Int, artifact: HeldArtifact)? in
      guard state.taken < state.waiting.count else { return nil }
      let next = state.waiting[state.taken]
      state.taken += 1
      state.waitingBytes -= Self.weight(next.artifact)
      if state.taken == state.waiting.count || state.taken == 64 {
        state.waiting.removeFirst(state.taken)
        state.taken = 0
      }
      return next
    }
    guard let next else { return false }
    let outcome = next.artifact.read(makeReader: makeReader)
    state.withLock { $0.outcomes.append((next.number, outcome)) }
    return true
  }
}
