import Model

/// A finished container is gone from its node for an ordinary reason: the node or its runtime began anew.
extension FailureMode {
  static let logsLostOtherCauses = FailureMode(
    card: FailureModeCard(
      id: "logs-lost-other-causes", role: .state, layer: "Eviction and garbage collection",
      title: Text(en: "A finished container was lost without disk pressure", ja: "ディスク圧迫以外で終了コンテナが失われた"),
      what: "The node was replaced, rebooted, or its runtime began anew after the container had ended.",
      why: """
        Nothing keeps a finished container for ever. Its log stays only as long as its node's runtime keeps it, while the \
        pod object of a Job may stay for months.
        """,
      remedies: [DiskConsumerMode.loggingBackend],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/logging/"]),
    signatures: [runtimeStarted, kernelStarted, LostLog.notFound, LostLog.runtimeNotFound],
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

  private static let runtimeStarted = LogSignature(
    "runtime-started", component: "containerd", literals: ["containerd successfully booted"])
  private static let kernelStarted = LogSignature("kernel-started", component: "kernel", literals: ["Linux version "])

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
    for (signature, what) in [(kernelStarted, "booted"), (runtimeStarted, "restarted its container runtime")] {
      guard reason == nil else { break }
      let start = investigation.incident.records(signature.id).first { record in
        record.source.node == pod.nodeName && record.time.map(isBetween) == true
      }
      if let start, let time = start.time {
        reason = ("\(pod.nodeName) \(what) after the container had ended", time, start.evidence)
      }
    }
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
}
