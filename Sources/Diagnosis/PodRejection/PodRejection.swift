import Model

/// A pod that the kubelet of its node refused to run: it is Failed, its containers were never made.
///
///     status: {phase: Failed, reason: OutOfcpu, message: "Pod was rejected: Node didn't have enough resource: cpu, …"}
struct PodRejection: Sendable {
  /// Failure mode id.
  var id: String
  var pod: EntityReference
  /// The node that refused it; empty where nothing tells it.
  var node: String
  /// The kubelet's reason, e.g. `OutOfcpu`.
  var reason: String
  /// The kubelet's message; empty where the text of the bundle lacks it.
  var message: String
  /// The decisive line first.
  var evidence: [Evidence]
  var span: Span?
  /// Whether its workload lacks the pod still: a controller replaces a refused pod, perhaps with success.
  var isPresent: Bool

  /// All in the bundle: of its pods, then of pods of which it has only Events.
  static func all(in incident: Incident) -> [PodRejection] {
    let refused = incident.index.pods.filter { $0.object.deleted == nil && mode(of: $0.reason, $0.message) != nil }
    let own = refused.isEmpty ? [] : of(refused, incident)
    return own
      + UnlistedPod.all(in: incident).compactMap { unlisted in
        let last = unlisted.events.last { mode(of: $0.reason, $0.message) != nil }
        guard let last, let id = mode(of: last.reason, last.message), let line = last.evidence.first else { return nil }
        return PodRejection(
          id: id, pod: unlisted.reference, node: last.host, reason: last.reason, message: last.message,
          evidence: [line], span: last.time, isPresent: true)
      }
  }

  private static func of(_ refused: [Pod], _ incident: Incident) -> [PodRejection] {
    let running = Set(
      incident.index.pods.filter { $0.condition("Ready")?.value["status"]?.string == "True" }
        .map { incident.index.workload(of: $0.reference) }.filter { $0.kind != "Pod" })
    return refused.compactMap { pod in
      guard let id = mode(of: pod.reason, pod.message), let reason = pod.object.evidence(at: "status.reason") else {
        return nil
      }
      let event = incident.index.events(pod.reason, about: pod.reference).last
      let workload = incident.index.workload(of: pod.reference)
      return PodRejection(
        id: id, pod: pod.reference, node: pod.nodeName, reason: pod.reason, message: pod.message,
        evidence: [pod.object.evidence(at: "status.message"), reason, event?.evidence.first].compactMap { $0 },
        span: event?.time ?? (pod.started ?? pod.object.created).map { Span($0) },
        isPresent: incident.index.object(workload)?.hasItsPods.map { !$0 } ?? !running.contains(workload))
    }
  }

  /// What a reason of the kubelet means; nil for one that is no refusal, or that another failure mode owns.
  static func mode(of reason: String, _ message: String) -> String? {
    if let id = reasons[reason] { return id }
    if reason == "UnexpectedAdmissionError" {
      return message.firstRange(of: "number of devices unavailable") != nil ? "device-unavailable" : nil
    }
    // `OutOfDisk` is a condition of old nodes.
    guard reason.hasPrefix("OutOf"), reason != "OutOfDisk" else { return nil }
    return reason.contains("/") ? "device-unavailable" : "node-rejected-pod-outof-resources"
  }

  private static let reasons = [
    "SysctlForbidden": "forbidden-sysctl", "NodeAffinity": "node-affinity-rejected",
    "TopologyAffinityError": "topology-affinity-error", "SMTAlignmentError": "topology-affinity-error",
    "PodOSNotSupported": "os-mismatch", "PodOSSelectorNodeLabelDoesNotMatch": "os-mismatch",
    "SupplementalGroupsPolicyNotSupported": "pod-security-context-userns",
    "PodFeatureUnsupported": "pod-security-context-userns",
    "InitContainerRestartPolicyForbidden": "pod-security-context-userns",
    "PodLevelResourcesNotSupported": "pod-security-context-userns",
  ]
}

extension KubernetesObject {
  /// Whether a controller has all the pods that it wants, ready or done; nil where the counts are not known.
  var hasItsPods: Bool? {
    switch kind {
    case "DaemonSet":
      guard let wanted = value(at: "status.desiredNumberScheduled")?.integer else { return nil }
      return (value(at: "status.numberReady")?.integer ?? 0) >= wanted
    case "Job":
      return condition("Complete")?.value["status"]?.string == "True"
    case "Deployment", "ReplicaSet", "StatefulSet", "ReplicationController":
      guard let wanted = value(at: "spec.replicas")?.integer else { return nil }
      guard let ready = value(at: "status.readyReplicas")?.integer ?? (rendering == .api ? 0 : nil) else { return nil }
      return ready >= wanted
    default: return nil
    }
  }
}
