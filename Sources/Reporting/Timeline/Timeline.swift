public import Model

/// All dated facts of a bundle that a filter asks for, on one clock.
public struct Timeline: Sendable {
  /// In order of time; those that nothing dates last, by place.
  public var entries: [TimelineEntry]

  /// Gathers log lines, Events, alerts, states of units, and what objects tell about their past. `followed` narrows it to one object and what
  /// belongs to it; nil where the bundle has no trace of that object.
  public init?(
    _ incident: Incident, filter: TimelineFilter = TimelineFilter(), following followed: EntityReference? = nil
  ) {
    var thread: FollowedObject?
    if let followed {
      guard let found = FollowedObject(followed, in: incident) else { return nil }
      thread = found
    }
    let index = incident.index
    var entries: [TimelineEntry] = []
    func take(_ entry: TimelineEntry) {
      guard filter.admits(entry), thread?.contains(entry) ?? true else { return }
      entries.append(entry)
    }
    for record in incident.records
    where filter.admits(
      time: record.time, node: record.source.node, source: record.source.component, severity: record.severity)
    {
      take(TimelineEntry(record, index))
    }
    for event in incident.events { take(TimelineEntry(event, index)) }
    for alert in incident.alerts { take(TimelineEntry(alert, index)) }
    for unit in incident.unitStatuses { TimelineEntry(unit).map(take) }
    for marker in incident.markers { take(TimelineEntry(marker)) }
    for object in incident.objects { ObjectHistory.entries(object).forEach(take) }
    self.entries = entries.sorted(by: Self.isEarlier)
  }

  private static func isEarlier(_ left: TimelineEntry, _ right: TimelineEntry) -> Bool {
    switch (left.time, right.time) {
    case (let first?, let second?) where first != second: first < second
    case (.some, nil): true
    case (nil, .some): false
    default: (left.evidence, left.text) < (right.evidence, right.text)
    }
  }

  /// Repeats joined with the first of them: same source, node, objects and containers, same words but for numbers, and no
  /// more than five minutes after the last.
  public func folded() -> Timeline {
    var result: [TimelineEntry] = []
    var latest: [MessageShape: Int] = [:]
    for entry in entries {
      guard let time = entry.time else {
        result.append(entry)
        continue
      }
      let shape = MessageShape(entry)
      if let offset = latest[shape], let before = result[offset].last ?? result[offset].time,
        time.instant.nanoseconds(since: before.instant) <= Self.longestPause
      {
        result[offset].count += entry.count
        result[offset].last = max(before, entry.last ?? time)
      } else {
        latest[shape] = result.count
        result.append(entry)
      }
    }
    var folded = self
    folded.entries = result
    return folded
  }

  private static let longestPause: Int64 = 300 * 1_000_000_000
}

/// What repeats of a message share: the objects, and all words but numbers and other ids.
struct MessageShape: Hashable {
  private var source: String
  private var node: String
  private var subjects: [EntityReference]
  private var containerIDs: [String]
  private var words: [UInt8]

  init(_ entry: TimelineEntry) {
    source = entry.source
    node = entry.node
    subjects = entry.subjects
    containerIDs = entry.containerIDs
    words = Self.words(entry.text)
  }

  /// The text with each run of letters and digits that holds a digit as `#`.
  static func words(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    var hasDigit = false
    for byte in text.utf8 {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      if isDigit || isLetter {
        hasDigit = hasDigit || isDigit
      } else {
        if hasDigit { result.replaceSubrange(start..., with: [UInt8(ascii: "#")]) }
        hasDigit = false
        start = result.count + 1
      }
      result.append(byte)
    }
    if hasDigit { result.replaceSubrange(start..., with: [UInt8(ascii: "#")]) }
    return result
  }
}
