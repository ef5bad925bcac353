import Model

/// A pod that only Events tell of: the bundle holds no list of pods, only what somebody pasted from `kubectl describe`.
struct UnlistedPod: Sendable {
  /// The pod as the Events name it.
  var reference: EntityReference
  /// Its Events, the oldest first; of those without a time the order of their lines.
  var events: [ClusterEvent]
  /// Whether Events of others go on for longer than its own troubles: these then have ended, or so it may be.
  private let isLeftBehind: Bool

  /// All such pods, by name. Where pods were listed whole, one that is not among them does not exist any more. `orPartial`
  /// those as well whose description was shortened to its head and its Events.
  static func all(in incident: Incident, orPartial: Bool = false) -> [UnlistedPod] {
    let listed = incident.coverage.lists.filter { $0.kind == "Pod" && $0.isComplete }.map(\.namespace)
    guard !listed.contains("") else { return [] }
    let events = incident.events.filter { event in
      event.regarding.kind == "Pod" && !listed.contains(event.regarding.namespace)
        && isUnlisted(incident.index.pod(event.regarding.object), orPartial: orPartial)
    }
    let byPod = Dictionary(grouping: events) { $0.regarding.object }
    let last = LastEvents(incident.events)
    return byPod.sorted { $0.key < $1.key }.map { reference, events in
      UnlistedPod(
        reference: reference, events: inOrder(events),
        isLeftBehind: last.goOn(after: events.filter(\.isWarning), for: Self.longestPause))
    }
  }

  private static func isUnlisted(_ pod: Pod?, orPartial: Bool) -> Bool {
    guard let pod else { return true }
    return orPartial && pod.isPartial
  }

  /// What keeps a pod waiting is tried again, and told again, at least every five minutes.
  private static let longestPause = seconds(600)

  private static func inOrder(_ events: [ClusterEvent]) -> [ClusterEvent] {
    guard events.allSatisfy({ $0.time == nil }) else { return events }
    return events.sorted { left, right in
      let (left, right) = (left.evidence.first, right.evidence.first)
      return (left?.path ?? "", left?.line ?? 0) < (right?.path ?? "", right?.line ?? 0)
    }
  }

  /// The pod as an object that says no more than its name.
  var pod: Pod? {
    let line = events.first?.evidence.first?.line ?? 1
    guard !reference.name.isEmpty else {
      return Pod(
        KubernetesObject(nameless: "Pod", artifact: events.first?.evidence.first?.path ?? "", line: line))
    }
    func text(_ value: String) -> Value { Value(.scalar(value, isText: true), line: line) }
    func mapping(_ members: [(String, Value)]) -> Value {
      Value(.mapping(members.map { Value.Member(key: $0.0, value: $0.1) }), line: line)
    }
    let metadata = mapping([("name", text(reference.name)), ("namespace", text(reference.namespace))])
    return KubernetesObject(
      mapping([("kind", text("Pod")), ("metadata", metadata)]), artifact: events.first?.evidence.first?.path ?? "",
      rendering: .description
    ).map { Pod($0) }
  }

  /// The last Event of one of some reasons, unless it has been got over since: the container started, or the pod found
  /// its node.
  func failing(
    _ reasons: Set<String>, until success: String = "Started", where accepts: (ClusterEvent) -> Bool
  ) -> ClusterEvent? {
    guard !isLeftBehind, let offset = events.lastIndex(where: { reasons.contains($0.reason) && accepts($0) })
    else { return nil }
    return events[offset...].contains { $0.reason == success } ? nil : events[offset]
  }
}

extension Pod {
  /// Whether it was described without its containers: `Name: web-0`, `Status: Pending`, and then its Events.
  var isPartial: Bool {
    object.rendering == .description && containers.isEmpty && containerStatuses.isEmpty && !isFinished
      && object.deleted == nil
  }
}
