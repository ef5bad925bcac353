import Model

/// Turns ages into times, now that all artifacts have been read and something may tell when they were taken.
///
/// An age says an interval: `5m` before a capture between 10:00:00 and 10:00:30 is 09:54:00 to 09:55:30, written as
/// `Moment.bounds`. Where nothing tells the capture, the field is dropped. Nil where no object holds ages.
func resolvingAges(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [ArtifactFacts]? {
  guard facts.contains(where: { $0.objects.contains(where: \.isText) }) else { return nil }
  let windows = CaptureWindows(facts: facts, clocks: clocks)
  return facts.map { artifact in
    guard artifact.objects.contains(where: \.isText) else { return artifact }
    var artifact = artifact
    let window = windows.window(of: artifact.path)
    artifact.objects = artifact.objects.map { object in
      guard object.isText else { return object }
      var object = object
      object.root = resolved(object.root, window) ?? object.root
      return object
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

/// The value with its ages resolved. Depth is that of the trees that our own formats build.
private func resolved(_ value: Value, _ window: CaptureWindow?) -> Value? {
  switch value.content {
  case .null, .scalar: return value
  case .sequence(let items): return Value(.sequence(items.compactMap { resolved($0, window) }), line: value.line)
  case .mapping(let members):
    let kept = members.compactMap { member -> Value.Member? in
      if wordKeys.contains(member.key) { return member }
      var member = member
      if timeKeys.contains(member.key), let text = member.value.string, text.hasPrefix(ObjectTree.agePrefix) {
        guard let age = AgeText(text.dropFirst(ObjectTree.agePrefix.count)), let moment = window?.moment(before: age)
        else { return nil }
        member.value.content = .scalar(moment.bounds, isText: true)
        return member
      }
      guard let value = resolved(member.value, window) else { return nil }
      member.value = value
      return member
    }
    return Value(.mapping(kept), line: value.line)
  }
}
