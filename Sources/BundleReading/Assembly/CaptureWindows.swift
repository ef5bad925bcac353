import Model

/// The interval in which an artifact was taken.
struct CaptureWindow: Hashable {
  /// Not before.
  var earliest: Instant
  /// Not after.
  var latest: Instant

  /// The time that lies an age before.
  func moment(before age: AgeText) -> Moment? {
    // kubectl truncates: `5m` is anything below six minutes.
    let from = earliest.advanced(by: -age.nanoseconds).advanced(by: -age.unit)
    let to = latest.advanced(by: -age.nanoseconds)
    guard from < to else { return nil }
    return Moment(bounds: "\(from.rfc3339())/\(to.advanced(by: 999_999_999).rfc3339())")
  }

  /// How long it lasts, in nanoseconds.
  var width: Int64 { latest.nanoseconds(since: earliest) }

  /// The smallest window that holds both.
  func union(_ other: CaptureWindow) -> CaptureWindow {
    CaptureWindow(earliest: min(earliest, other.earliest), latest: max(latest, other.latest))
  }

  /// With a tolerance to both sides.
  func widened(by tolerance: Int64) -> CaptureWindow {
    CaptureWindow(earliest: earliest.advanced(by: -tolerance), latest: latest.advanced(by: tolerance))
  }
}

/// When each artifact was taken, as closely as the bundle tells.
///
/// Best is the artifact itself: a table's age of an object whose creation time stands in a YAML file. Else what `date` or
/// other tables tell in the nearest folder, give or take a minute. Else the newest time of the bundle, and up to an hour later.
struct CaptureWindows {
  private var own: [String: CaptureWindow] = [:]
  private let ofFolders: [String: CaptureWindow]
  private let last: CaptureWindow?

  private static let minute: Int64 = 60_000_000_000

  init(facts: [ArtifactFacts], clocks: ClockResolution) {
    last = clocks.captured.map {
      CaptureWindow(earliest: $0.to.earliest, latest: $0.to.latest.advanced(by: 60 * Self.minute))
    }
    let creations = Self.creations(facts)
    var found: [String: [CaptureWindow]] = [:]
    for artifact in facts {
      let pairs = artifact.objects.compactMap { object -> CaptureWindow? in
        guard object.isText, let created = creations[object.reference.path],
          let text = object.string(at: "metadata.creationTimestamp"), text.hasPrefix(ObjectTree.agePrefix),
          let age = AgeText(text.dropFirst(ObjectTree.agePrefix.count))
        else { return nil }
        let least = created.instant.advanced(by: age.nanoseconds)
        return CaptureWindow(earliest: least, latest: least.advanced(by: age.unit))
      }
      if let window = Self.consensus(pairs) {
        own[artifact.path] = window
        Self.add(window, artifact.path, to: &found)
      }
      for time in clocks.statedTimes(artifact) {
        Self.add(CaptureWindow(earliest: time.earliest, latest: time.latest), artifact.path, to: &found)
      }
    }
    ofFolders = found.compactMapValues(Self.closest)
  }

  /// When an artifact was taken; nil where the bundle has no time at all.
  func window(of path: String) -> CaptureWindow? {
    let own = own[path]
    var place = path[...]
    while !place.isEmpty {
      place = folder(of: String(place))
      guard let window = ofFolders[String(place)]?.widened(by: Self.minute) else { continue }
      // Ages of days say less of when the table was taken than the minutes of its neighbors.
      if let own, own.width <= window.width { return own }
      return window
    }
    if let own { return own }
    return last
  }

  /// Counts a window for all folders above an artifact.
  private static func add(_ window: CaptureWindow, _ path: String, to found: inout [String: [CaptureWindow]]) {
    var place = path[...]
    repeat {
      place = folder(of: String(place))
      found[String(place), default: []].append(window)
    } while !place.isEmpty
  }

  /// The window that holds all that are known to the minute; where none is, the narrowest.
  private static func closest(_ windows: [CaptureWindow]) -> CaptureWindow? {
    guard let narrowest = windows.map(\.width).min() else { return nil }
    let limit = max(narrowest, minute)
    return windows.filter { $0.width <= limit }.reduce(nil) { whole, window in whole?.union(window) ?? window }
  }

  /// When objects were created, of those that say so. A pod that `kubectl describe` shows starts soon after.
  private static func creations(_ facts: [ArtifactFacts]) -> [String: Moment] {
    var creations: [String: Moment] = [:]
    for object in facts.lazy.flatMap(\.objects) where object.kind != "Event" && object.rendering != .manifest {
      if let created = object.created {
        creations[object.reference.path] = created
      } else if object.rendering == .description, creations[object.reference.path] == nil,
        let started = object.value(at: "status.startTime")?.moment
      {
        creations[object.reference.path] = started
      }
    }
    return creations
  }

  /// The window on which most agree: an object that was made anew between two commands disagrees with the others.
  private static func consensus(_ windows: [CaptureWindow]) -> CaptureWindow? {
    var best: CaptureWindow?
    var most = 0
    // Windows are half open, so one that begins where another ends does not agree with it.
    let borders = windows.flatMap { [($0.earliest, 1), ($0.latest, -1)] }.sorted { $0 < $1 }
    var open = 0
    for (offset, border) in borders.enumerated() {
      open += border.1
      if open >= most, open > 0, offset + 1 < borders.count, border.0 < borders[offset + 1].0 {
        most = open
        best = CaptureWindow(earliest: border.0, latest: borders[offset + 1].0)
      }
    }
    return best
  }
}
