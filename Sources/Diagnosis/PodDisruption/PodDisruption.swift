import Model

/// A pod that somebody other than its owner or its own program ended: what for, as its status or an Event says.
struct PodDisruption: Sendable {
  /// Who ended it.
  enum Kind: Sendable {
    /// The node has a taint `NoExecute` that the pod does not tolerate, or not any longer.
    case taint
    /// Somebody asked for its eviction through the API: `kubectl drain`, an autoscaler, a descheduler.
    case evictionAPI
    /// Its node is gone, and the controller manager deleted what was left of it.
    case orphaned
    /// The scheduler made room for a pod of higher priority.
    case preempted
    /// The kubelet made room for a critical pod.
    case preemptedForCritical
    /// The node is shutting down in an orderly way.
    case shutdown
  }

  var kind: Kind
  var pod: EntityReference
  /// The pod's object where the bundle has it.
  var object: Pod?
  /// Its node; empty where nothing tells it.
  var node: String
  var span: Span?
  /// The decisive line first.
  var evidence: [Evidence]

  /// Lines in which the controller manager tells of pods that it deletes because their node is gone.
  static let orphanedLine = LogSignature(
    "pod-gc-orphaned", component: "kube-controller-manager", callSites: ["gc_controller.go"],
    literals: ["ound orphaned Pod"])

  /// All in the bundle: those of its pods first, in their order, then those of which only Events tell.
  static func all(in incident: Incident) -> [PodDisruption] {
    let ended = incident.index.pods.compactMap { Self.stated($0) }
    let known = Set(ended.map(\.pod.path))
    var told: [String: PodDisruption] = [:]
    var order: [String] = []
    for event in incident.events where event.regarding.kind == "Pod" {
      let path = event.regarding.object.path
      guard !known.contains(path) else { continue }
      if event.reason == "TaintManagerEviction", event.message.firstRange(of: "Cancelling deletion") != nil {
        // The taint went before its time was up.
        told[path] = nil
        continue
      }
      guard let kind = Self.kind(of: event), let evidence = event.evidence.first else { continue }
      let object = incident.index.pod(event.regarding)
      // A pod of this name that runs, and is not being deleted, is its successor or was spared.
      if let object, object.object.deleted == nil, !object.isFinished { continue }
      if told[path] == nil { order.append(path) }
      told[path] = PodDisruption(
        kind: kind, pod: object?.reference ?? event.regarding.object, object: object,
        node: object?.nodeName ?? event.host, span: event.time, evidence: [evidence])
    }
    return ended + order.compactMap { told[$0] }
  }

  private static func kind(of event: ClusterEvent) -> Kind? {
    switch event.reason {
    case "TaintManagerEviction": event.message.firstRange(of: "Marking for deletion") != nil ? .taint : nil
    case "Preempted": .preempted
    default: nil
    }
  }

  /// What the pod's own status says.
  private static func stated(_ pod: Pod) -> PodDisruption? {
    if let kind = kind(ofReason: pod.reason, pod.message) {
      let evidence = [pod.object.evidence(at: "status.message"), pod.object.evidence(at: "status.reason")]
      return PodDisruption(
        kind: kind, pod: pod.reference, object: pod, node: pod.nodeName,
        span: (pod.finished ?? pod.started).map { Span($0) }, evidence: evidence.compactMap { $0 })
    }
    guard let entry = pod.condition("DisruptionTarget"), entry.value["status"]?.string == "True",
      let reason = entry.value["reason"]
    else { return nil }
    let kind: Kind
    switch reason.string {
    case "DeletionByTaintManager": kind = .taint
    case "EvictionByEvictionAPI": kind = .evictionAPI
    case "DeletionByPodGC": kind = .orphaned
    case "PreemptionByScheduler", "PreemptionByKubeScheduler": kind = .preempted
    default: return nil
    }
    let since = entry.value["lastTransitionTime"]?.moment
    return PodDisruption(
      kind: kind, pod: pod.reference, object: pod, node: pod.nodeName, span: since.map { Span($0) },
      evidence: [pod.object.evidence(for: reason, field: "\(entry.field).reason", time: since)])
  }

  /// `status.reason` with its message: before 1.22 `Shutdown`, then `Terminated` for pods that ran and `NodeShutdown` for
  /// those that came too late.
  private static func kind(ofReason reason: String, _ message: String) -> Kind? {
    switch reason {
    case "Terminated", "Shutdown", "NodeShutdown":
      message.firstRange(of: "node shutdown") != nil || message.firstRange(of: "Node is shutting") != nil
        || message.firstRange(of: "node is shutting down") != nil ? .shutdown : nil
    case "Preempting": .preemptedForCritical
    default: nil
    }
  }
}
