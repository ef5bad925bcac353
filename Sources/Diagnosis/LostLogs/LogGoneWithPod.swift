import Model

/// A log that was asked for after its whole pod had gone: evicted, or deleted for a taint of its node.
struct LogGoneWithPod: Sendable {
  /// Lines of the log's collection.
  var log: ContainerLog
  /// The pod; its object may be gone too.
  var pod: EntityReference
  /// Its node; empty where nothing tells it.
  var node: String
  /// The answer, then what shows why the pod is gone.
  var evidence: [Evidence]

  /// Those for which the bundle shows why the pod is gone: that a pod is not found proves nothing by itself. A pod that the
  /// kubelet refused on arrival has the reason `Evicted` too, but it never had a log.
  static func all(in incident: Incident, _ disruptions: [PodDisruption]) -> [LogGoneWithPod] {
    incident.containerLogs.compactMap { log in
      guard let container = log.container, let answer = log.answerEvidence else { return nil }
      switch log.answer {
      case .notAvailable:
        guard let pod = incident.index.pod(namespace: container.namespace, name: container.name),
          pod.reason == "Evicted", !FailureMode.isRefusal(pod.message),
          let stated = pod.object.evidence(at: "status.reason")
        else { return nil }
        return LogGoneWithPod(log: log, pod: pod.reference, node: pod.nodeName, evidence: [answer, stated])
      case .podNotFound:
        let gone = disruptions.first {
          $0.kind == .taint && $0.pod.name == container.name && $0.pod.namespace == container.namespace
        }
        guard let gone, let stated = gone.evidence.first else { return nil }
        return LogGoneWithPod(log: log, pod: gone.pod, node: gone.node, evidence: [answer, stated])
      default: return nil
      }
    }
  }
}
