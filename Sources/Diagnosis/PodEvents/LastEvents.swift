import Model

/// Until when each artifact tells of Events: what one object has not suffered for long, while others go on, may be over.
///
/// Times are compared where they are known. A table whose ages nothing dates tells no time, but what in it is older.
struct LastEvents {
  private let newest: Moment?
  private var leastAges: [String: Int64] = [:]

  init(_ events: [ClusterEvent]) {
    newest = events.compactMap { $0.time?.to }.max()
    for event in events {
      guard let age = event.age, let path = event.evidence.first?.path else { continue }
      leastAges[path] = min(leastAges[path] ?? age, age)
    }
  }

  /// Whether Events are told that are newer than the last of some by more than a duration. False where there are none, and
  /// where one of them has neither time nor age.
  func goOn(after events: [ClusterEvent], for duration: Int64) -> Bool {
    !events.isEmpty && events.allSatisfy { goesOn(after: $0, for: duration) }
  }

  private func goesOn(after event: ClusterEvent, for duration: Int64) -> Bool {
    if let last = event.time?.to, let newest {
      return newest.earliest.nanoseconds(since: last.latest) > duration
    }
    guard let age = event.age, let path = event.evidence.first?.path, let least = leastAges[path] else { return false }
    return age - least > duration
  }
}
