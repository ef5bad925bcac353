import Model

/// The other reasons for which `kubectl logs` fails, each held against the bundle.
enum LostLogChecks {
  /// What the bundle excludes for one lost log. A check that cannot be made says nothing.
  static func ruledOut(_ lost: LostLog, _ investigation: Investigation) -> [Diagnosis.RuledOut] {
    var found: [Diagnosis.RuledOut] = []
    func exclude(_ id: String, _ reason: String, _ evidence: [Evidence?]) {
      found.append(.init(id: id, reason: reason, evidence: evidence.compactMap { $0 }))
    }
    let answer = lost.log.answerEvidence
    exclude(
      "kubelet-unreachable", "the kubelet answered: the text is the body of its answer, no connection error", [answer])
    exclude("container-not-started", "the answer is not that the container is waiting to start", [answer])
    exclude("log-rotated", "a rotated or truncated log answers with fewer lines or none, not with this error", [answer])
    guard let pod = lost.pod, let status = lost.status else { return found }
    if let ended = status.terminated, ended.containerID == lost.id || status.containerID == lost.id {
      if let code = ended.exitCode, code == 0 {
        exclude(
          "app-exit-error", "the container ended well, with exit code 0",
          [ended.value["exitCode"].map { pod.object.evidence(for: $0, field: "\(ended.field).exitCode") }])
      }
      if status.restartCount == 0, !lost.log.isPrevious {
        exclude(
          "previous-instance-collected", "it is the only instance of the container: restart count 0",
          [status.value["restartCount"].map { pod.object.evidence(for: $0, field: "\(status.field).restartCount") }])
      }
    }
    if pod.object.deleted == nil {
      exclude(
        "pod-deleted", "the pod object with this container id is still there and not being deleted",
        [pod.object.evidence(at: "metadata.uid")])
    }
    if pod.reason != "Evicted" {
      exclude("pod-evicted", "the pod itself was not evicted", [pod.object.evidence(at: "status.phase")])
    }
    found += nodeChecks(lost, pod, investigation)
    if let echo = lost.echoes.first {
      exclude(
        "log-file-removed", "the runtime does not know the container any more; its log file alone was not removed",
        [echo.evidence])
    }
    return found
  }

  private static func nodeChecks(
    _ lost: LostLog, _ pod: Pod, _ investigation: Investigation
  ) -> [Diagnosis.RuledOut] {
    guard let node = investigation.index.node(pod.nodeName) else { return [] }
    var found: [Diagnosis.RuledOut] = []
    if let version = node.value(at: "status.nodeInfo.containerRuntimeVersion"),
      version.string?.hasPrefix("\(lost.runtime)://") == true
    {
      found.append(
        .init(
          id: "runtime-switched", reason: "the node's runtime is still the one that made the container",
          evidence: [node.evidence(for: version, field: "status.nodeInfo.containerRuntimeVersion")]))
    }
    if let created = node.created, let finished = lost.finished, created.isProvablyBefore(finished) {
      found.append(
        .init(
          id: "node-replaced", reason: "the node is older than the container",
          evidence: node.evidence(at: "metadata.creationTimestamp").map { [$0] } ?? []))
    }
    let line = investigation.removals(of: lost.id).first { removal in
      guard !removal.isDeletion, let finished = lost.finished else { return false }
      // A few seconds after the end the same line belongs to the normal exit.
      return removal.time.earliest.nanoseconds(since: finished.latest) > seconds(5)
    }
    if let line {
      found.append(
        .init(
          id: "manual-prune", reason: "the kubelet itself removed the container, not somebody at the node's shell",
          evidence: [line.evidence]))
    }
    return found
  }
}
