import Model

extension Incident {
  /// Whether the bundle is nothing but logs: then what they state is what it is about, and no object could show the harm.
  var holdsLogsAlone: Bool {
    objects.isEmpty && events.isEmpty && manifests.isEmpty && containerLogs.isEmpty
  }

  /// Whether the bundle is what somebody picked out: a few pieces of text without any whole list of pods. What its lines
  /// state is then what it is about, since whoever picked them saw the harm.
  var isExcerpt: Bool {
    !(records.isEmpty && events.isEmpty && containerLogs.isEmpty && objects.isEmpty)
      && (holdsLogsAlone || isFewPieces)
  }

  /// Whether it is that, or answers of commands without anything else. A collector is refused things of its own, which are no
  /// harm of the cluster's.
  var isExcerptOrAnswers: Bool { isExcerpt || objects.isEmpty && events.isEmpty && records.isEmpty }

  private var isFewPieces: Bool {
    objects.count <= Self.fewObjects && objects.allSatisfy { $0.rendering < .api }
      && !coverage.lists.contains { $0.kind == "Pod" && $0.isComplete && $0.namespace.isEmpty }
  }

  private static let fewObjects = 8
}

extension Incident {
  /// Whether a log is known to go on for so long after a moment: what is otherwise said again and again has ended by then.
  func goesOn(in source: LogSource, after moment: Moment, for duration: Int64) -> Bool {
    let ends = coverage.logs.filter { $0.source == source }.flatMap(\.spans).map(\.to)
    return ends.max().map { $0.latest.nanoseconds(since: moment.earliest) >= duration } ?? false
  }

  /// The same of the log that a line stands in; false where the line has no time.
  func goesOn(after record: LogRecord, for duration: Int64) -> Bool {
    record.time.map { goesOn(in: record.source, after: $0, for: duration) } ?? false
  }
}

extension Investigation {
  /// Whether the bundle is nothing but logs.
  var holdsLogsAlone: Bool { incident.holdsLogsAlone }

  /// Whether the log of a line is known to go on for so long after it.
  func goesOn(after record: LogRecord, for duration: Int64) -> Bool { incident.goesOn(after: record, for: duration) }

  /// Whether the bundle is what somebody picked out.
  var isExcerpt: Bool { incident.isExcerpt }
}
