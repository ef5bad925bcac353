import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in their order, worked out on all cores.
  ///
  /// The elements are taken in some runs of neighbors: each costs little, such as the objects of one artifact.
  func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    guard count > 1 else { return map(transform) }
    let runs = Swift.min(count, 16)
    let results = Mutex([[Result]](repeating: [], count: runs))
    DispatchQueue.concurrentPerform(iterations: runs) { run in
      let part = self[run * count / runs..<(run + 1) * count / runs].map(transform)
      results.withLock { $0[run] = part }
    }
    return results.withLock { $0.flatMap(\.self) }
  }
}
