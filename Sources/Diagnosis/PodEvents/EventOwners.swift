import Model

/// Whose Events are that a cut-out description left without a whole name, where the bundle shows the pods beside it.
///
///     Successfully assigned web-0 to n1          // before 1.12 without the namespace
///     Warning  Failed  2m  kubelet  Error: …     // the lines above the Events were cut off
enum EventOwners {
  /// The incident with such Events given to the pod of that name, or to the only pod that waits for what they tell of.
  static func resolved(in incident: Incident) -> Incident {
    let pods = incident.index.pods
    guard !pods.isEmpty, incident.events.contains(where: isOpen) else { return incident }
    let byName = Dictionary(grouping: pods) { $0.object.name }
    var isChanged = false
    let events = incident.events.map { event -> ClusterEvent in
      guard isOpen(event) else { return event }
      let (name, namespace) = (event.regarding.name, event.regarding.namespace)
      let meant = name.isEmpty ? pods.filter { waits($0, as: event.reason) } : byName[name] ?? []
      let owners = meant.filter { namespace.isEmpty || $0.object.namespace == namespace }
      guard owners.count == 1, let owner = owners.first,
        (owner.object.name, owner.object.namespace) != (name, namespace)
      else { return event }
      isChanged = true
      var event = event
      let container = event.regarding.container
      event.regarding = owner.reference
      event.regarding.container = container
      return event
    }
    return isChanged ? incident.with(events: events) : incident
  }

  private static func isOpen(_ event: ClusterEvent) -> Bool {
    event.regarding.kind == "Pod" && (event.regarding.name.isEmpty || event.regarding.namespace.isEmpty)
  }

  /// Whether a pod waits for what Events of a reason tell of.
  private static func waits(_ pod: Pod, as reason: String) -> Bool {
    let isPlaced = pod.containerStatuses.contains { $0.waitingReason != nil }
    guard reason == "FailedScheduling" else { return isPlaced }
    return pod.phase == "Pending" && pod.nodeName.isEmpty && !isPlaced
  }
}
