import Model

/// A finished container is gone from its node for an ordinary reason: the node or its runtime began anew.
extension FailureMode {
  static let logsLostOtherCauses = FailureMode(
    card: FailureModeCard(
      id: "logs-lost-other-causes", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "A finished container was lost without disk pressure", ja: "ディスク圧迫以外で終了コンテナが失われた"),
      what: """
        The node was replaced, rebooted, its runtime began anew, or somebody removed the container at the node's shell \
        (`crictl rm`, `docker system prune`) after it had ended.
        """,
      why: """
        Nothing keeps a finished container for ever. Its log stays only as long as its node's runtime keeps it, while the \
        pod object of a Job may stay for months.
        """,
      remedies: [DiskConsumerMode.loggingBackend],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/logging/"]),
    signatures: [NodeStart.runtime, NodeStart.kernel, LostLog.notFound, LostLog.runtimeNotFound],
    recognize: { investigation in
      investigation.lostLogs.compactMap { occurrence(of: $0, investigation) }
    },
    fires: Example(
      "The runtime began anew weeks after the Job ended",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)),
        ("namespaces/batch/pods.yaml", oldJob),
        (
          "nodes/n1/journal/containerd.log",
          """
          2024-05-06T10:30:00.000200+0000 n1 containerd[66]: time="2024-05-06T10:30:00.000100000Z" level=info msg="containerd successfully booted in 0.05s"

          """
        ),
        (
          "namespaces/batch/logs/old-x/main.log",
          "unable to retrieve container logs for containerd://\(DiskPressureExample.id("a"))"
        ),
        ("nodes/n1/date.txt", "Mon May  6 11:00:00 UTC 2024\n"),
      ]),
    staysSilent: Example(
      "The runtime had begun before the Job ran",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)),
        ("namespaces/batch/pods.yaml", oldJob),
        (
          "nodes/n1/journal/containerd.log",
          """
          2024-05-06T08:30:00.000200+0000 n1 containerd[66]: time="2024-05-06T08:30:00.000100000Z" level=info msg="containerd successfully booted in 0.05s"

          """
        ),
        (
          "namespaces/batch/logs/old-x/main.log",
          "unable to retrieve container logs for containerd://\(DiskPressureExample.id("a"))"
        ),
        ("nodes/n1/date.txt", "Mon May  6 11:00:00 UTC 2024\n"),
      ]))

  private static let oldJob = DiskPressureExample.list(
    DiskPressureExample.pod(
      "old", status: DiskPressureExample.finished(at: "09:30:00", id: DiskPressureExample.id("a"))))

  private static func occurrence(of lost: LostLog, _ investigation: Investigation) -> Occurrence? {
    guard let pod = lost.pod, let finished = lost.finished, !lost.isRunning, pod.reason != "Evicted" else { return nil }
    let asked = lost.asked(investigation)?.to
    func isBetween(_ time: Moment) -> Bool {
      finished.isProvablyBefore(time) && asked.map { time.instant <= $0.latest } ?? true
    }
    var reason: (text: String, time: Moment, evidence: Evidence)?
    if let node = investigation.index.node(pod.nodeName),
      let created = node.created, isBetween(created), let evidence = node.evidence(at: "metadata.creationTimestamp")
    {
      reason = ("\(pod.nodeName) joined the cluster after the container had ended", created, evidence)
    }
    for (signature, what) in [(NodeStart.kernel, "booted"), (NodeStart.runtime, "restarted its container runtime")] {
      guard reason == nil else { break }
      let start = investigation.incident.records(signature.id).first { record in
        record.source.node == pod.nodeName && record.time.map(isBetween) == true
      }
      if let start, let time = start.time {
        reason = ("\(pod.nodeName) \(what) after the container had ended", time, start.evidence)
      }
    }
    if reason == nil { reason = removalByHand(of: lost, on: pod.nodeName, after: finished, investigation) }
    guard let reason else { return nil }
    var subject = pod.reference
    subject.container = lost.status?.name ?? ""
    var occurrence = Occurrence(
      subject: subject, workload: investigation.workload(of: pod),
      joints: [.container(id: lost.id), .pod(pod.reference), .node(pod.nodeName)], span: Span(reason.time),
      text: reason.text + "; its log may have gone then", evidence: [reason.evidence])
    // That the container went with it is an inference.
    occurrence.confidence = .possible
    return occurrence
  }

  /// The runtime deleted it, long after its end, and a kubelet that logs its own removals did not ask for it.
  private static func removalByHand(
    of lost: LostLog, on node: String, after finished: Moment, _ investigation: Investigation
  ) -> (text: String, time: Moment, evidence: Evidence)? {
    let removals = investigation.removals(of: lost.id)
    guard let deletion = removals.first(where: \.isDeletion),
      deletion.time.earliest.nanoseconds(since: finished.latest) > seconds(60)
    else { return nil }
    let near = Span(
      Moment(deletion.time.earliest.advanced(by: -seconds(60)), precision: .nanosecond),
      Moment(deletion.time.latest.advanced(by: seconds(60)), precision: .nanosecond))
    let isAsked = removals.contains { !$0.isDeletion && near.overlaps(Span($0.time)) }
    let isUnderPressure = investigation.diskPressure.contains { $0.node == node && $0.includes(deletion.time) }
    guard !isAsked, !isUnderPressure, investigation.nodesThatLogRemovals.contains(node),
      investigation.incident.coverage.covers(LogSource(node: node, component: "kubelet"), near)
    else { return nil }
    return (
      "The runtime of \(node) deleted the container and the kubelet had not asked for it: somebody may have pruned by "
        + "hand", deletion.time, deletion.evidence
    )
  }
}
