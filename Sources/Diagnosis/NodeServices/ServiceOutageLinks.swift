import Model

/// What a service's outage does to pods.
extension ServiceOutageMode {
  /// A pod that is bound to the node, but came too late: its containers do not start.
  static func keepsFromStarting(_ id: String, _ mechanism: Text) -> CausalLink {
    CausalLink(
      from: id, by: .node, mechanism, delay: Int64.min...Int64.max, causeMustHold: false,
      judge: { cause, effect, investigation in
        guard let pod = investigation.index.pod(effect.subject.object) else { return .supported(direct: false) }
        let waits = pod.containerStatuses.compactMap(\.waitingReason)
        if let other = waits.first(where: { $0 != "ContainerCreating" && $0 != "PodInitializing" }) {
          return .contradicted(
            reason: "the kubelet and the runtime worked on the pod: it waits in \(other)", evidence: effect.evidence)
        }
        let sandbox = investigation.index.events("FailedCreatePodSandBox", about: pod.reference).filter {
          $0.message.firstRange(of: "Error while dialing") != nil
        }
        if let stated = sandbox.last?.evidence.first { return .supported(direct: true, evidence: [stated]) }
        guard let from = cause.span?.from, let bound = pod.started ?? pod.object.created else {
          return .supported(direct: false)
        }
        // A start that was under way is cut off as well.
        guard bound.latest >= from.earliest.advanced(by: seconds(-30)) else {
          return .contradicted(
            reason: "the pod was waiting before that",
            evidence: pod.object.evidence(at: "status.startTime").map { [$0] } ?? [])
        }
        return .supported(direct: cause.harmsByItself)
      })
  }

  /// A pod that no scheduler has looked at.
  static let keepsFromScheduling = keepsFromScheduling(from: "scheduler-not-running") { _ in true }

  /// The same where the scheduler is a static pod whose manifest is broken.
  static let manifestKeepsFromScheduling = keepsFromScheduling(from: "static-pod-manifest-error") { cause in
    cause.evidence.contains { $0.text.firstRange(of: "kube-scheduler") != nil }
  }

  private static func keepsFromScheduling(
    from id: String, where isScheduler: @escaping @Sendable (Occurrence) -> Bool
  ) -> CausalLink {
    CausalLink(
      from: id, by: .cluster, "leaves nobody to choose a node", delay: seconds(-5)...Int64.max,
      causeMustHold: false,
      judge: { cause, effect, investigation in
        guard isScheduler(cause) else {
          return .contradicted(reason: "the manifest is of another component", evidence: cause.evidence)
        }
        guard let pod = investigation.index.pod(effect.subject.object) else { return .supported(direct: false) }
        guard pod.nodeName.isEmpty else {
          return .contradicted(reason: "the pod has a node", evidence: [])
        }
        let tried =
          pod.condition("PodScheduled").map { pod.object.evidence(for: $0.value, field: $0.field) }
          ?? investigation.index.events("FailedScheduling", about: pod.reference).first?.evidence.first
        if let tried {
          return .contradicted(reason: "the scheduler has looked at the pod", evidence: [tried])
        }
        return .supported(direct: true)
      })
  }
}
