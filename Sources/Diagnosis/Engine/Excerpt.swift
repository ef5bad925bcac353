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

  private var isFewPieces: Bool {
    objects.count <= Self.fewObjects && objects.allSatisfy { $0.rendering < .api }
      && !coverage.lists.contains { $0.kind == "Pod" && $0.isComplete && $0.namespace.isEmpty }
  }

  private static let fewObjects = 8
}

extension Investigation {
  /// Whether the bundle is nothing but logs.
  var holdsLogsAlone: Bool { incident.holdsLogsAlone }

  /// Whether the log of a line goes on for longer than this: what is otherwise said again and again has ended by then.
  func goesOn(after record: LogRecord, for duration: Int64) -> Bool {
    let ends = incident.coverage.logs.filter { $0.source == record.source }.flatMap(\.spans).map(\.to)
    guard let time = record.time, let end = ends.max() else { return false }
    return end.latest.nanoseconds(since: time.earliest) >= duration
  }

  /// Whether the bundle is what somebody picked out.
  var isExcerpt: Bool { incident.isExcerpt }
}
