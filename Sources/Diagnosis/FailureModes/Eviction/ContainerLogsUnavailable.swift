import Model

/// `kubectl logs` answers `unable to retrieve container logs for …`.
extension FailureMode {
  static let containerLogsUnavailable = FailureMode(
    card: FailureModeCard(
      id: "container-logs-unavailable", role: .symptom, layer: "Eviction and garbage collection",
      title: Text(en: "The logs of a container cannot be retrieved", ja: "コンテナのログを取得できない"),
      what: """
        `kubectl logs` prints `unable to retrieve container logs for containerd://<id>` and nothing else. The API answers \
        200: the text is the body, there is no `Error from server`.
        """,
      why: """
        The kubelet asked the runtime about the container and got NotFound, or no answer. The pod object still exists, so \
        `kubectl` finds the pod, but the container with its log is gone from the node or the runtime is down.
        """,
      remedies: [
        Remedy(
          .now, "See whether the node's runtime still has the container; what it has deleted cannot be brought back.",
          commands: ["crictl ps -a --no-trunc", "ls /var/log/pods"]),
        DiskConsumerMode.loggingBackend,
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/logging/"]),
    signatures: [LostLog.notFound, LostLog.runtimeNotFound] + EvictionSignatures.all,
    recognize: { investigation in
      investigation.lostLogs.map { occurrence(of: $0, investigation) }
        + LogGoneWithPod.all(in: investigation.incident, investigation.podDisruptions).map {
          occurrence(of: $0, investigation)
        }
    },
    causes: [
      CausalLink(
        from: "container-garbage-collected", by: .container, "takes the log with it",
        judge: { _, effect, _ in
          // Same container id, deleted before it was asked for: the deletion states the loss.
          .supported(direct: true, evidence: Array(effect.evidence.dropFirst().prefix(2)))
        }),
      CausalLink(
        from: "containerd-down", by: .node, "leaves nobody to ask for the log", delay: seconds(-1)...Int64.max,
        causeMustHold: true,
        judge: { cause, effect, investigation in
          guard let lost = investigation.lostLog(of: effect) else { return .supported(direct: false) }
          let notFound = lost.echoes.filter { $0.evidence.text.firstRange(of: "NotFound") != nil }
          guard notFound.isEmpty else {
            return .contradicted(
              reason: "the runtime answered that it does not know the container", evidence: notFound.map(\.evidence))
          }
          return .supported(direct: true, evidence: Array(cause.evidence.prefix(1)))
        }),
      CausalLink(
        from: "pod-evicted", by: .pod, "deletes the pod's containers, their logs with them",
        delay: seconds(-60)...Int64.max,
        judge: { _, effect, investigation in
          if investigation.lostLog(of: effect)?.isRunning == true {
            return .contradicted(reason: "the container still runs", evidence: [])
          }
          return .supported(direct: true)
        }),
      CausalLink(
        from: "taint-based-eviction", by: .pod, "deletes the pod, its logs with it",
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "logs-lost-other-causes", by: .container, "leaves no container behind",
        judge: { _, _, _ in .supported(direct: false) }),
      CausalLink(
        from: "node-disk-pressure", by: .node, "makes the kubelet delete finished containers",
        judge: { cause, effect, investigation in pressure(cause, effect, investigation) },
        absence: { effect, investigation in noPressure(effect, investigation) }),
    ],
    summarize: { occurrences in
      let workloads = Set(occurrences.map(\.workload)).count
      return "The logs of \(occurrences.count) containers of "
        + "\(workloads == 1 ? occurrences[0].workload.path : "\(workloads) workloads") cannot be retrieved any more"
    },
    fires: DiskPressureExample.evictedWriter,
    staysSilent: Example(
      "Asking for a previous instance that never was is answered otherwise",
      [
        (
          "namespaces/batch/pods.yaml",
          DiskPressureExample.list(
            DiskPressureExample.pod(
              "old", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("a"))))
        ),
        (
          "namespaces/batch/logs/old-x/main.previous.log",
          "Error from server (BadRequest): previous terminated container \"main\" in pod \"old-x\" not found\n"
        ),
      ]))

  private static func occurrence(of lost: LostLog, _ investigation: Investigation) -> Occurrence {
    var subject = lost.pod?.reference ?? lost.log.container?.object ?? EntityReference(kind: "Container", name: lost.id)
    subject.container = lost.status?.name ?? lost.log.container?.container ?? ""
    let workload = lost.pod.map { investigation.workload(of: $0) } ?? subject.object
    var joints: [Joint] = [.container(id: lost.id), .workload(workload)]
    if let pod = lost.pod { joints += [.pod(pod.reference), .node(pod.nodeName)] }
    var occurrence = Occurrence(
      subject: subject, workload: workload, joints: joints, span: lost.asked(investigation),
      text: "The logs of \(subject.path) cannot be retrieved"
        + (lost.isRunning ? " although the container runs" : ""),
      evidence: (lost.log.answerEvidence.map { [$0] } ?? []) + lost.echoes.prefix(2).map(\.evidence))
    occurrence.affected = [.init(entity: subject.object, role: .victim, effect: "logs lost")]
    occurrence.ruledOut = LostLogChecks.ruledOut(lost, investigation)
    return occurrence
  }

  private static func occurrence(of gone: LogGoneWithPod, _ investigation: Investigation) -> Occurrence {
    let workload = investigation.index.workload(of: gone.pod)
    var joints: [Joint] = [.pod(gone.pod), .workload(workload)]
    if !gone.node.isEmpty { joints.append(.node(gone.node)) }
    var occurrence = Occurrence(
      subject: gone.pod, workload: workload, joints: joints, span: investigation.captured,
      text: "The logs of \(gone.pod.path) are gone with the pod", evidence: gone.evidence)
    occurrence.affected = [.init(entity: gone.pod, role: .victim, effect: "logs lost")]
    return occurrence
  }

  /// Pressure between the container's end and the request, without a line that names this container.
  private static func pressure(
    _ cause: Occurrence, _ effect: Occurrence, _ investigation: Investigation
  ) -> LinkVerdict {
    guard let lost = investigation.lostLog(of: effect) else { return .supported(direct: false) }
    if lost.isRunning {
      return .contradicted(
        reason: "the container still runs; reclaiming disk deletes only finished ones", evidence: [])
    }
    guard let finished = lost.finished else { return question(lost, investigation) }
    if let last = cause.span?.to, last.isProvablyBefore(finished) {
      return .contradicted(reason: "the pressure was over before the container ended", evidence: cause.evidence)
    }
    let collected = investigation.diskPressure.flatMap(\.cycles).first { cycle in
      effect.joints.contains(.node(cycle.node)) && cycle.containerCollection != nil && finished < cycle.time
    }
    guard let collection = collected?.containerCollection else { return question(lost, investigation) }
    return .supported(direct: false, evidence: [collection.evidence])
  }

  /// No pressure is known: excluded if the kubelet's journal covers the time from the container's end to the request.
  private static func noPressure(_ effect: Occurrence, _ investigation: Investigation) -> LinkVerdict? {
    guard let lost = investigation.lostLog(of: effect) else { return nil }
    if lost.isRunning {
      return .contradicted(
        reason: "the container still runs; reclaiming disk deletes only finished ones",
        evidence: lost.pod?.object.evidence(at: "status.phase").map { [$0] } ?? [])
    }
    guard let finished = lost.finished, let asked = lost.asked(investigation), let node = lost.pod?.nodeName,
      investigation.incident.coverage.covers(
        LogSource(node: node, component: "kubelet"), Span(finished, asked.from))
    else { return question(lost, investigation) }
    return .contradicted(
      reason:
        "the kubelet's journal of \(node) covers the time from the container's end to the request and tells of no disk pressure",
      evidence: [])
  }

  private static func question(_ lost: LostLog, _ investigation: Investigation) -> LinkVerdict {
    let node = lost.pod?.nodeName ?? ""
    let since = lost.finished?.earliest.sinceOption ?? ""
    let place = node.isEmpty ? "the node" : node
    return .undecidable(
      .init(
        id: "node-disk-pressure", artifact: "kubelet and containerd journals of \(place) since the container ended",
        collect: .node(node, since: lost.finished?.earliest),
        or: "journalctl -u kubelet -u containerd --utc -o short-iso-precise\(since)"))
  }
}
