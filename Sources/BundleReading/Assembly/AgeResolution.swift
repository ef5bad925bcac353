import Model

/// Turns ages into times, now that all artifacts have been read and something may tell when they were taken.
///
/// An age says an interval: `5m` before a capture between 10:00:00 and 10:00:30 is 09:54:00 to 09:55:30, written as
/// `Moment.bounds`. Where nothing tells the capture, the field is dropped; of an Event the age itself stays, since ages of
/// one table tell what is older.
func resolvingAges(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [ArtifactFacts] {
  let windows = CaptureWindows(facts: facts, clocks: clocks)
  return facts.concurrentMap { artifact in
    guard artifact.objects.contains(where: \.isText) else { return artifact }
    var artifact = artifact
    var resolver = AgeResolver(windows.window(of: artifact.path))
    for place in artifact.objects.indices where artifact.objects[place].isText {
      if let root = resolver.resolved(artifact.objects[place].root) { artifact.objects[place].root = root }
    }
    return artifact
  }
}

extension KubernetesObject {
  /// Whether a text shows it, whose times are ages.
  var isText: Bool { rendering == .table || rendering == .description }
}

/// Keys whose value is a time.
private let timeKeys: Set<String> = [
  "creationTimestamp", "deletionTimestamp", "firstTimestamp", "lastTimestamp", "eventTime", "lastTransitionTime",
  "lastHeartbeatTime", "lastProbeTime", "startTime", "startedAt", "finishedAt", "completionTime", "lastScheduleTime",
  "lastSuccessfulTime", "lastScaleTime", "renewTime",
]

/// Keys below which stand words of the users, where `age:1m` would be no age of ours.
private let wordKeys: Set<String> = ["labels", "annotations", "data", "matchLabels", "nodeSelector"]

/// Resolves the ages that artifacts of one window show. Many rows show the same age, so each is worked out once.
private struct AgeResolver {
  private let window: CaptureWindow?
  private var known: [Substring: String?] = [:]

  init(_ window: CaptureWindow?) {
    self.window = window
  }

  /// The value with its ages resolved; nil where it holds none, so that only what changes is built anew. Depth is that of
  /// the trees that our own formats build.
  mutating func resolved(_ value: Value) -> Value? {
    switch value.content {
    case .null, .scalar: return nil
    case .sequence(var items):
      var isChanged = false
      for place in items.indices {
        guard let item = resolved(items[place]) else { continue }
        items[place] = item
        isChanged = true
      }
      return isChanged ? Value(.sequence(items), line: value.line) : nil
    case .mapping(var members):
      var isChanged = false
      var lost: [Int] = []
      for place in members.indices where !wordKeys.contains(members[place].key) {
        if let text = members[place].value.string {
          guard text.utf8.first == ObjectTree.agePrefix.utf8.first, timeKeys.contains(members[place].key),
            text.hasPrefix(ObjectTree.agePrefix)
          else { continue }
          if let bounds = bounds(of: text.dropFirst(ObjectTree.agePrefix.count)) {
            members[place].value.content = .scalar(bounds, isText: true)
          } else if members[place].key == "lastTimestamp" {
            members[place] = Value.Member(
              key: ObjectTree.undatedAge,
              value: Value(
                .scalar(String(text.dropFirst(ObjectTree.agePrefix.count)), isText: true),
                line: members[place].value.line))
          } else {
            lost.append(place)
          }
          isChanged = true
        } else if let inner = resolved(members[place].value) {
          members[place].value = inner
          isChanged = true
        }
      }
      for place in lost.reversed() { members.remove(at: place) }
      return isChanged ? Value(.mapping(members), line: value.line) : nil
    }
  }

  /// The interval that an age tells; nil where it tells none.
  private mutating func bounds(of text: Substring) -> String? {
    if let known = known[text] { return known }
    let bounds = AgeText(text).flatMap { window?.moment(before: $0)?.bounds }
    known[text] = .some(bounds)
    return bounds
  }
}
