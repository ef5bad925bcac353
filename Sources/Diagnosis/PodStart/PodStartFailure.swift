import Model

/// A pod that does not start, with the line that says why: a volume, its sandbox, or the command of a container.
struct PodStartFailure: Sendable {
  /// What the line says.
  var fault: StartFaultText
  /// The pod; its object may not be in the bundle.
  var pod: EntityReference
  /// The pod's object where the bundle has it.
  var object: Pod?
  /// The container, where one is meant; else empty.
  var container: String
  /// Its node; empty where nothing tells it.
  var node: String
  /// The whole text.
  var text: String
  /// The decisive line first.
  var evidence: [Evidence]
  var span: Span?
  /// Whether only logs of the node tell of it.
  var isLogged = false

  /// All in the bundle: those of its pods, in their order, then those of pods of which it has only Events.
  static func all(in incident: Incident) -> [PodStartFailure] {
    let byPod = Dictionary(grouping: incident.events.filter { $0.regarding.kind == "Pod" }) { $0.regarding.object.path }
    let own = incident.index.pods.filter { $0.object.deleted == nil }.flatMap { pod -> [PodStartFailure] in
      let events = (byPod[pod.reference.path] ?? []).filter { $0.regarding.isSameObject(as: pod.reference) }
      let containers = pod.containerStatuses.compactMap { container($0, of: pod, events) }
      guard containers.isEmpty, let start = start(of: pod, events) else { return containers }
      return [start]
    }
    let told = own + eventsOnly(byPod, incident)
    return told + LoggedStartFailure.all(in: incident, known: told)
  }

  /// Ends of a container that never ran: the runtime could not execute its command.
  private static let neverRan: Set<String> = ["StartError", "ContainerCannotRun"]
  /// Reasons for which a container waits to be made or started.
  private static let notMade: Set<String> = [
    "CreateContainerConfigError", "CreateContainerError", "RunContainerError",
  ]

  private static func container(_ status: ContainerStatus, of pod: Pod, _ events: [ClusterEvent]) -> PodStartFailure? {
    guard !status.isRunning else { return nil }
    let end = [status.terminated, status.lastTermination].compactMap { $0 }.first { neverRan.contains($0.reason) }
    let waits = status.waitingReason.map { notMade.contains($0) } ?? false
    // A row of a table does not say how the container ended; its Events do.
    let isUntold =
      pod.object.rendering <= .table && status.waitingReason == "CrashLoopBackOff"
      && status.lastTermination?.exitCode == nil
    guard end != nil || waits || isUntold else { return nil }
    var failure: PodStartFailure?
    func take(_ text: String?, _ evidence: Evidence, _ span: Span?) {
      guard let text, let fault = StartFaultText(text) else { return }
      if failure == nil {
        failure = PodStartFailure(
          fault: fault, pod: pod.reference, object: pod, container: status.name, node: pod.nodeName, text: text,
          evidence: [evidence], span: span)
      } else if failure?.fault == fault {
        failure?.evidence.append(evidence)
      }
    }
    if let message = status.value.value(at: "state.waiting.message") {
      take(message.string, pod.object.evidence(for: message, field: "\(status.field).state.waiting.message"), nil)
    }
    if let end, let message = end.value["message"] {
      let evidence = pod.object.evidence(for: message, field: "\(end.field).message", time: end.finished)
      take(end.message, evidence, end.finished.map { Span($0) })
    }
    for event in events.reversed() where event.reason == "Failed" {
      guard event.regarding.container.isEmpty || event.regarding.container == status.name,
        let evidence = event.evidence.first
      else { continue }
      take(event.message, evidence, event.time)
    }
    return failure
  }

  /// Reasons of Events that tell why volumes, sandbox or containers are not there.
  private static let failing: Set<String> = [
    "FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedCreatePodSandBox", "FailedCreatePodContainer",
    "NetworkNotReady", "FailedSync", "Failed", "VolumePermissionChangeInProgress",
  ]

  /// A pod none of whose containers runs, by its last failure that names a cause and that no success followed.
  private static func start(of pod: Pod, _ events: [ClusterEvent]) -> PodStartFailure? {
    guard !pod.isFinished, !pod.nodeName.isEmpty || pod.object.rendering != .api,
      !pod.containerStatuses.contains(where: { $0.isRunning || $0.terminated != nil })
    else { return nil }
    let waits = pod.containerStatuses.compactMap(\.waitingReason)
    guard waits.allSatisfy({ ["ContainerCreating", "PodInitializing"].contains($0) }) else { return nil }
    guard var failure = decisive(events) else { return nil }
    // What failed before the last instance ended belongs to an earlier start.
    let ended = pod.containerStatuses.compactMap { $0.lastTermination?.finished }.max()
    if let ended, let last = failure.span?.to, last.isProvablyBefore(ended) { return nil }
    failure.pod = pod.reference
    failure.object = pod
    if !pod.nodeName.isEmpty { failure.node = pod.nodeName }
    return failure
  }

  /// Pods of which a bundle shows nothing but Events, as when somebody pasted the end of a description.
  private static func eventsOnly(_ byPod: [String: [ClusterEvent]], _ incident: Incident) -> [PodStartFailure] {
    byPod.sorted { $0.key < $1.key }.compactMap { _, events in
      guard let reference = events.first?.regarding.object, incident.index.pod(reference) == nil,
        incident.index.pod(namespace: reference.namespace, name: reference.name) == nil,
        // A pod that is absent from a whole list is gone, and its Events tell of the past.
        reference.name.isEmpty
          || !incident.coverage.lists.contains(where: {
            $0.kind == "Pod" && $0.isComplete && ($0.namespace.isEmpty || $0.namespace == reference.namespace)
          }), !events.contains(where: { $0.reason == "Killing" }),
        let failure = decisive(events, orMaybe: true)
      else { return nil }
      // The kubelet tries again at least every two minutes: what has not been repeated for long is over.
      if let last = failure.span?.to, let end = incident.bundle.captured?.from,
        end.earliest.nanoseconds(since: last.latest) > longestPause
      {
        return nil
      }
      return hasPassed(failure, events) ? nil : failure
    }
  }

  private static let longestPause = seconds(600)

  /// What failed once is tried again within this time, and told again if it fails again.
  private static let longestRetry = seconds(300)

  /// Whether only the first try after the pod was bound failed, so long before the Events were shown that a later one went
  /// well. Where the binding is not among them, somebody picked rows out.
  private static func hasPassed(_ failure: PodStartFailure, _ events: [ClusterEvent]) -> Bool {
    let failures = events.filter { failing.contains($0.reason) }
    guard failures.count == 1, let only = failures.first, only.count <= 1, let age = only.age, age > longestRetry,
      let bound = events.last(where: { $0.reason == "Scheduled" })?.age
    else { return false }
    return bound - age < longestRetry
  }

  /// The last Event that names a cause, unless a success followed it, or may have followed it where no object says that
  /// the pod still waits.
  private static func decisive(_ events: [ClusterEvent], orMaybe: Bool = false) -> PodStartFailure? {
    var last: (event: ClusterEvent, fault: StartFaultText)?
    for event in events where failing.contains(event.reason) {
      guard let fault = StartFaultText(event.message) else { continue }
      if let known = last {
        if known.fault.isUnspecific == fault.isUnspecific || known.fault.step != fault.step {
          if known.event.follows(event) { continue }
        } else if fault.isUnspecific {
          continue
        }
      }
      last = (event, fault)
    }
    guard let (event, fault) = last, let line = event.evidence.first else { return nil }
    let successes = successes(after: fault.step)
    let isOver = events.contains { success in
      successes.contains(success.reason) && (orMaybe ? success.mayFollow(event) : success.follows(event))
    }
    guard !isOver else { return nil }
    let same = events.filter { failing.contains($0.reason) && StartFaultText($0.message) == fault }
    return PodStartFailure(
      fault: fault, pod: event.regarding.object, object: nil, container: "",
      node: events.last { !$0.host.isEmpty }?.host ?? "",
      text: event.message,
      evidence: [line] + same.compactMap(\.evidence.first).filter { $0 != line }.prefix(2),
      span: same.compactMap(\.time).reduce(event.time) { $0?.union($1) ?? $1 })
  }

  /// Reasons of Events that show a step, or a later one, done.
  private static func successes(after step: StartFaultText.Step) -> Set<String> {
    let started: Set<String> = ["Started"]
    switch step {
    case .attach: return started.union(["SuccessfulAttachVolume", "Pulling", "Pulled", "Created"])
    case .mount, .sandbox: return started.union(["Pulling", "Pulled", "Created"])
    case .container: return started
    }
  }
}

extension ClusterEvent {
  /// Whether this was last seen after another: by time, else by their order in one artifact, where the last comes last.
  fileprivate func follows(_ other: ClusterEvent) -> Bool {
    if let mine = time?.to, let theirs = other.time?.to { return theirs.isProvablyBefore(mine) }
    guard let mine = evidence.first, let theirs = other.evidence.first, mine.path == theirs.path else { return false }
    return mine.line > theirs.line
  }

  /// Whether nothing shows that this was last seen before another.
  fileprivate func mayFollow(_ other: ClusterEvent) -> Bool {
    if let mine = time?.to, let theirs = other.time?.to { return !mine.isProvablyBefore(theirs) }
    guard let mine = evidence.first, let theirs = other.evidence.first, mine.path == theirs.path else { return true }
    return mine.line > theirs.line
  }
}
