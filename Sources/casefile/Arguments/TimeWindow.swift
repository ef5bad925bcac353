import ArgumentParser
import Model

/// `--since` and `--until` as instants on the clock of a bundle.
struct TimeWindow {
  /// Nil for an open beginning.
  var since: Instant?
  /// Nil for an open end.
  var until: Instant?

  /// What the arguments mean for `incident`: distances count back from its capture, or from the last line of its logs where
  /// nothing tells the capture. Throws where the bundle knows too little of its clock for that.
  init(since: TimeArgument?, until: TimeArgument?, in incident: Incident) throws(TimeWindowError) {
    let end = incident.lastMoment
    for argument in [since, until] {
      switch argument {
      case .before where end == nil: throw .noEnd
      // A date would lie centuries behind each line: nothing would be shown, or kept.
      case .moment where end?.instant.isYearKnown == false: throw .noYear
      case .before, .moment, nil: break
      }
    }
    self.since = since?.instant(end: end)
    self.until = until?.instant(end: end)
  }
}

/// Why times cannot be put on the clock of a bundle.
enum TimeWindowError: Error, Equatable, CustomStringConvertible {
  /// Nothing in it is dated.
  case noEnd
  /// Its logs write no year.
  case noYear

  var description: String {
    switch self {
    case .noEnd: "nothing in the bundle tells when it was taken: give --since and --until as times"
    case .noYear: "nothing in the bundle tells the year: give --since and --until as distances, such as -30m"
    }
  }
}

/// The window of a command's arguments; ends the command where the bundle's clock does not allow it.
func timeWindow(since: TimeArgument?, until: TimeArgument?, in incident: Incident) throws -> TimeWindow {
  do {
    return try TimeWindow(since: since, until: until, in: incident)
  } catch {
    Output.complain("\(error)")
    throw ExitCode(2)
  }
}
