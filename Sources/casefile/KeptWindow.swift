import BundleReading
import Model

/// What of a bundle was written in a window of time.
enum KeptWindow {
  /// Lines by artifact: of journals those from `since` until `until`, of everything else all.
  ///
  /// `incident` must have been read with all lines of logs. A line without a time belongs to the one before it.
  static func lines(since: Instant?, until: Instant?, in incident: Incident) -> [String: LineSelection] {
    var records: [String: [(line: Int, isKept: Bool)]] = [:]
    var kept: [String: LineSelection] = [:]
    for artifact in incident.artifacts {
      if artifact.logs.isEmpty || !artifact.objects.isEmpty {
        kept[artifact.path] = .all
      } else {
        records[artifact.path] = []
      }
    }
    for record in incident.records {
      guard let time = record.time else { continue }
      let isKept = (since.map { time.latest >= $0 } ?? true) && (until.map { time.earliest <= $0 } ?? true)
      for line in [record.evidence] + record.copies { records[line.path]?.append((line.line, isKept)) }
    }
    for (path, lines) in records {
      let selection = LineSelection(records: lines)
      if !selection.isEmpty { kept[path] = selection }
    }
    return kept
  }
}
