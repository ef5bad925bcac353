import Model

/// Joins the copies of Events that a bundle holds: of one object in several lists, and of text renderings without uid.
///
/// Copies with a uid join by it. One without joins by what it is about, its words and its time, which agrees as far as
/// either is known; where several agree, the nearest. A rendering may lack the component, and end its message at the first
/// line break with `...`. Of each copy the higher count and the wider span win; the best-dated copy's evidence comes
/// first. Sorted by time, then what it is about, reason, message and uid.
func mergeEvents(_ events: [ClusterEvent]) -> [ClusterEvent] {
  var merged: [ClusterEvent] = []
  var indexOfUID: [String: Int] = [:]
  var candidates: [EventText: [Int]] = [:]
  // Copies with a uid come first: they are objects, to which renderings join and not the reverse.
  // Places are sorted, not events: those are large to move.
  let order = events.map(CopyOrder.init)
  for place in events.indices.sorted(by: {
    order[$0].precedes(order[$1]) ?? isBetterCopy(events[$0], events[$1])
  }) {
    let event = events[place]
    if !event.uid.isEmpty, let index = indexOfUID[event.uid] {
      merged[index].join(event)
      continue
    }
    let text = EventText(event)
    let copies = event.uid.isEmpty ? candidates[text, default: []].filter { merged[$0].isCopy(of: event) } : []
    if let index = copies.min(by: { merged[$0].distance(to: event) < merged[$1].distance(to: event) }) {
      merged[index].join(event)
      continue
    }
    merged.append(event)
    candidates[text, default: []].append(merged.count - 1)
    if !event.uid.isEmpty { indexOfUID[event.uid] = merged.count - 1 }
  }
  return merged.indices.sorted { comesBefore(merged[$0], merged[$1]) }.map { merged[$0] }
}

/// What copies of an Event have in common word for word, whatever a rendering leaves out.
private struct EventText: Hashable {
  var kind: String
  var name: String
  var reason: String
  var message: String

  /// Longest beginning of the message that is compared here; the rest is compared one by one.
  private static let comparedBytes = 48

  init(_ event: ClusterEvent) {
    kind = event.regarding.kind
    name = event.regarding.name
    reason = event.reason
    message = String(decoding: event.firstLine.utf8.prefix(Self.comparedBytes), as: UTF8.self)
  }
}

extension ClusterEvent {
  /// Whether a rendering with the same words tells the same fact.
  fileprivate func isCopy(of other: ClusterEvent) -> Bool {
    guard regarding.isSameObject(as: other.regarding),
      regarding.container == other.regarding.container || regarding.container.isEmpty
        || other.regarding.container.isEmpty,
      component == other.component || component.isEmpty || other.component.isEmpty, hasWords(of: other)
    else { return false }
    // A rendering that could not be dated tells what its words tell.
    guard let mine = time, let theirs = other.time else { return true }
    return mine.to.agrees(with: theirs.to)
  }

  /// Whether the messages are the same, apart from what a table leaves out.
  private func hasWords(of other: ClusterEvent) -> Bool {
    if message == other.message { return true }
    // One line of the two is all that a table shows of a longer message.
    return firstLine == other.firstLine && (isShortened || other.isShortened)
  }

  /// Whether the message is what a table leaves of a message of several lines, or of one with blanks around.
  private var isShortened: Bool { uid.isEmpty && !message.utf8.contains(UInt8(ascii: "\n")) }

  /// The message up to its first line break, without blanks around and the dots that a table puts in place of the rest.
  fileprivate var firstLine: Substring {
    let bytes = message.utf8
    guard let start = bytes.firstIndex(where: { !$0.isBlank && $0 != 10 }) else { return "" }
    var end = bytes[start...].firstIndex { $0 == 10 || $0 == 12 || $0 == 13 } ?? bytes.endIndex
    while end > start, bytes[bytes.index(before: end)].isBlank { end = bytes.index(before: end) }
    let line = message[start..<end]
    return line.hasSuffix("...") ? line.dropLast(3) : line
  }

  /// How far the last times lie apart, in nanoseconds.
  fileprivate func distance(to other: ClusterEvent) -> Int64 {
    guard let mine = time?.to.instant, let theirs = other.time?.to.instant else { return 0 }
    return max(mine, theirs).nanoseconds(since: min(mine, theirs))
  }

  /// Takes over what a copy, less well dated, knows more.
  fileprivate mutating func join(_ copy: ClusterEvent) {
    count = max(count, copy.count)
    if let mine = time, let theirs = copy.time {
      // A coarser clock moves a border only where it is beyond doubt.
      time = Span(
        theirs.from.isProvablyBefore(mine.from) ? theirs.from : mine.from,
        mine.to.isProvablyBefore(theirs.to) ? theirs.to : mine.to)
    } else {
      time = time ?? copy.time
    }
    if regarding.uid.isEmpty { regarding.uid = copy.regarding.uid }
    if regarding.container.isEmpty { regarding.container = copy.regarding.container }
    if component.isEmpty { component = copy.component }
    if host.isEmpty { host = copy.host }
    age = [age, copy.age].compactMap(\.self).min()
    if uid.isEmpty { uid = copy.uid }
    for place in copy.evidence where !evidence.contains(where: { $0.path == place.path && $0.line == place.line }) {
      evidence.append(place)
    }
  }
}

extension Moment {
  /// Whether both can be the same time, written by clocks of different fineness.
  fileprivate func agrees(with other: Moment) -> Bool {
    let coarser = max(precision, other.precision)
    // A column of ages is read at a time known to no better than its own unit, so neighbors agree as well.
    if coarser > .second || uncertainty > 0 || other.uncertainty > 0 {
      return !isProvablyBefore(other) && !other.isProvablyBefore(self)
    }
    return instant.nanoseconds.flooredBorder(coarser) == other.instant.nanoseconds.flooredBorder(coarser)
  }
}

extension Int64 {
  fileprivate func flooredBorder(_ precision: Precision) -> Int64 {
    let remainder = self % precision.rawValue
    return remainder < 0 ? self / precision.rawValue - 1 : self / precision.rawValue
  }
}

/// Objects before renderings, finer clocks before coarser, greater counts before smaller: the order in which copies lead,
/// as far as it is told without looking at texts.
private struct CopyOrder {
  private let isRendering: Bool
  private let precision: Precision
  private let count: Int

  init(_ event: ClusterEvent) {
    isRendering = event.uid.isEmpty
    precision = event.time?.to.precision ?? .day
    count = event.count
  }

  /// Whether it leads the other; nil where both are alike.
  func precedes(_ other: CopyOrder) -> Bool? {
    if isRendering != other.isRendering { return other.isRendering }
    if precision != other.precision { return precision < other.precision }
    return count == other.count ? nil : count > other.count
  }
}

/// The place decides between copies that are otherwise alike.
private func isBetterCopy(_ left: ClusterEvent, _ right: ClusterEvent) -> Bool {
  if left.evidence.first != right.evidence.first {
    guard let mine = left.evidence.first else { return false }
    guard let theirs = right.evidence.first else { return true }
    return mine < theirs
  }
  return comesBefore(left, right)
}

private func comesBefore(_ left: ClusterEvent, _ right: ClusterEvent) -> Bool {
  if let mine = left.time, let theirs = right.time {
    if mine.from != theirs.from { return mine.from < theirs.from }
    if mine.to != theirs.to { return mine.to < theirs.to }
  } else if (left.time == nil) != (right.time == nil) {
    return right.time == nil
  }
  if left.regarding != right.regarding { return left.regarding < right.regarding }
  if left.reason != right.reason { return left.reason < right.reason }
  if left.message != right.message { return left.message < right.message }
  if left.component != right.component { return left.component < right.component }
  return left.uid < right.uid
}
