import Model

/// A container that the kubelet does not make because its configuration leads nowhere, with the line that says so.
struct ConfigurationFailure: Sendable {
  /// What is missing or forbidden.
  var text: ConfigurationText
  /// The pod that waits.
  var pod: EntityReference
  /// Whether the bundle holds that pod, or only Events about it.
  var isListed = true
  /// The container; empty where nothing tells it.
  var container: String
  /// The decisive line first.
  var evidence: [Evidence]
  /// From the first to the last failure that is known.
  var span: Span?

  /// All in the bundle, in the order of its pods. A pod with several absent objects has one of each.
  static func all(in incident: Incident) -> [ConfigurationFailure] {
    incident.index.pods.filter { !$0.isFinished && $0.object.deleted == nil }.flatMap { pod in
      pod.containerStatuses.flatMap { find(pod, $0, incident) }
    } + UnlistedPod.all(in: incident).compactMap { find($0, incident) }
  }

  /// The kubelet tries again every few minutes at most: an Event that is older tells of the past.
  private static let retries = seconds(900)

  /// Of a pod that only Events tell of.
  private static func find(_ pod: UnlistedPod, _ incident: Incident) -> ConfigurationFailure? {
    guard let event = pod.failing(["FailedMount", "Failed"], where: { ConfigurationText($0.message) != nil }),
      let text = ConfigurationText(event.message), let line = event.evidence.first,
      !isPast(event, incident), !exists(text, in: pod.reference.namespace, incident)
    else { return nil }
    var failure = ConfigurationFailure(
      text: text, pod: pod.reference, container: event.regarding.container, evidence: [line], span: event.time)
    failure.isListed = false
    return failure
  }

  private static func isPast(_ event: ClusterEvent, _ incident: Incident) -> Bool {
    guard let last = event.time?.to, let end = incident.bundle.captured?.from else { return false }
    return end.earliest.nanoseconds(since: last.latest) > retries
  }

  private static func find(_ pod: Pod, _ status: ContainerStatus, _ incident: Incident) -> [ConfigurationFailure] {
    var failures: [ConfigurationFailure] = []
    switch status.waitingReason {
    case "CreateContainerConfigError":
      let message = status.value.value(at: "state.waiting.message")
      if let message, let text = message.string.flatMap({ ConfigurationText($0) }) {
        failures.append(
          ConfigurationFailure(
            text: text, pod: pod.reference, container: status.name,
            evidence: [pod.object.evidence(for: message, field: "\(status.field).state.waiting.message")], span: nil))
      }
      // The state is today's word; Events may be about what has been corrected since.
      let events = incident.index.events("Failed", about: pod.reference).filter {
        $0.regarding.container.isEmpty || $0.regarding.container == status.name
      }
      failures = merged(failures, events, lastOnly: true, pod, status, incident)
    case "ContainerCreating", "PodInitializing":
      guard !pod.containerStatuses.contains(where: { $0.isRunning || $0.terminated != nil }) else { return [] }
      failures = merged(
        [], incident.index.events("FailedMount", about: pod.reference), lastOnly: false, pod, status, incident)
    default: return []
    }
    if let reason = status.value.value(at: "state.waiting.reason") {
      let shown = pod.object.evidence(for: reason, field: "\(status.field).state.waiting.reason")
      for offset in failures.indices { failures[offset].evidence.append(shown) }
    }
    return failures
  }

  /// Adds what Events say: to a failure that is known from the state, or else as failures of their own.
  private static func merged(
    _ known: [ConfigurationFailure], _ events: [ClusterEvent], lastOnly: Bool, _ pod: Pod, _ status: ContainerStatus,
    _ incident: Incident
  ) -> [ConfigurationFailure] {
    var failures = known
    for event in events.reversed() {
      guard let text = ConfigurationText(event.message), let line = event.evidence.first else { continue }
      if let offset = failures.firstIndex(where: { $0.text == text }) {
        failures[offset].evidence.append(line)
        failures[offset].span = event.time.map { failures[offset].span?.union($0) ?? $0 } ?? failures[offset].span
      } else if !(lastOnly && !failures.isEmpty), !isPast(event, incident),
        !exists(text, in: pod.object.namespace, incident)
      {
        failures.append(
          ConfigurationFailure(
            text: text, pod: pod.reference, container: status.name, evidence: [line], span: event.time))
      }
    }
    return failures
  }

  /// Whether the object exists at the capture: then an Event tells of the past. A manifest only wants it to.
  private static func exists(_ text: ConfigurationText, in namespace: String, _ incident: Incident) -> Bool {
    let reference: EntityReference
    switch text {
    case .missingConfigMap(let name): reference = EntityReference(kind: "ConfigMap", namespace: namespace, name: name)
    case .missingSecret(let name): reference = EntityReference(kind: "Secret", namespace: namespace, name: name)
    case .missingKey, .runsAsRoot: return false
    }
    return incident.index.object(reference)?.isSurelyLive ?? false
  }
}
