import Model

/// Whose Events are that a cut-out description left without a whole name, where the bundle shows the pods beside it.
///
///     Successfully assigned web-0 to n1          // before 1.12 without the namespace
///     Warning  Failed  2m  kubelet  Error: …     // the lines above the Events were cut off
enum EventOwners {
  /// The incident with such Events given to the pod of that name, or to the only pod that waits for what they tell of.
  static func resolved(in incident: Incident) -> Incident {
    let pods = incident.index.pods
    guard !pods.isEmpty,
      incident.events.contains(where: { $0.regarding.kind == "Pod" && $0.regarding.namespace.isEmpty })
    else { return incident }
    let byName = Dictionary(grouping: pods) { $0.object.name }
    let placed = only(pods.filter { waitsForContainers($0) })
    let unplaced = only(pods.filter { $0.phase == "Pending" && $0.nodeName.isEmpty && !waitsForContainers($0) })
    var isChanged = false
    let events = incident.events.map { event -> ClusterEvent in
      guard event.regarding.kind == "Pod", event.regarding.namespace.isEmpty else { return event }
      let owner: Pod?
      if !event.regarding.name.isEmpty {
        owner = byName[event.regarding.name].flatMap { only($0) }
      } else {
        owner = event.reason == "FailedScheduling" ? unplaced : placed
      }
      guard let owner, !owner.object.namespace.isEmpty || event.regarding.name.isEmpty else { return event }
      isChanged = true
      var event = event
      let container = event.regarding.container
      event.regarding = owner.reference
      event.regarding.container = container
      return event
    }
    return isChanged ? incident.with(events: events) : incident
  }

  private static func only(_ pods: [Pod]) -> Pod? { pods.count == 1 ? pods[0] : nil }

  private static func waitsForContainers(_ pod: Pod) -> Bool {
    pod.containerStatuses.contains { $0.waitingReason != nil }
  }
}
