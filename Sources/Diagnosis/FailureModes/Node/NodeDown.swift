import Model

/// A whole machine is off.
extension FailureMode {
  static let nodeDown = FailureMode(
    card: FailureModeCard(
      id: "node-down", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node's machine is down", ja: "ノードのマシンが停止している"),
      what: """
        The node's conditions are Unknown. Its journal ends with the machine's shutdown, all its logs end at once, or the cloud \
        says that the instance is shut down. All its pods have stopped.
        """,
      why: """
        The machine was switched off, crashed, or was taken away by the cloud. Its lease goes stale, after 40 s (50 s since 1.31) all \
        conditions turn to Unknown, after five minutes its pods are deleted. Pods of StatefulSets and pods with volumes that one \
        node holds wait until the machine is back or declared out of service.
        """,
      remedies: [
        Remedy(
          .now, "Look at the machine where it is hosted, and start it.",
          commands: ["kubectl get node {node} -o wide", "kubectl -n kube-node-lease get lease {node} -o yaml"]),
        Remedy(
          .now, "Where it will not come back, say so: its pods and volumes are then released.",
          commands: ["kubectl taint nodes {node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute"]),
        Remedy(
          .lasting,
          """
          Let the hosting restart machines by itself, run pods behind controllers and Services with replicas on several nodes, \
          and write applications so that they bear an unexpected restart.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/#non-graceful-node-shutdown",
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/#a-general-overview-of-cluster-failure-modes",
      ]),
    signatures: NodeShutdown.signatures,
    recognize: { LostNode.occurrences($0) },
    fires: LostNode.example(
      "The machine is switched off and stays so", node: "Unknown",
      journal: ServiceOutageMode.systemd(
        ("10:00:00", "Stopping kubelet.service - kubelet: The Kubernetes Node Agent..."),
        ("10:00:00", "Stopped kubelet.service - kubelet: The Kubernetes Node Agent."),
        ("10:00:04", "Reached target shutdown.target - System Shutdown."),
        ("10:00:04", "Reached target poweroff.target - System Power Off."))),
    staysSilent: LostNode.example(
      "Only the kubelet is stopped; systemd and the machine go on", node: "Unknown",
      journal: ServiceOutageMode.systemd(
        ("10:00:00", "Stopping kubelet.service - kubelet: The Kubernetes Node Agent..."),
        ("10:00:00", "Stopped kubelet.service - kubelet: The Kubernetes Node Agent."),
        ("10:01:04", "Starting logrotate.service - Rotate log files..."))))
}

/// Nodes that are off as a whole, not only without a kubelet.
enum LostNode {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let names = Set(investigation.index.objects(kind: "Node").map(\.name)).union(investigation.shutdowns.map(\.node))
    return names.sorted().compactMap { occurrence(on: $0, investigation) }
  }

  /// The taint that a cloud provider's controller sets on instances that are switched off.
  private static let cloudTaint = "node.cloudprovider.kubernetes.io/shutdown"

  private static func occurrence(on name: String, _ investigation: Investigation) -> Occurrence? {
    let object = investigation.index.node(name)
    let ready = object?.condition("Ready")
    // The kubelet's own word shows that the machine runs.
    if let status = ready?.value["status"]?.string, status != "Unknown" { return nil }
    let shutdown = investigation.shutdowns.last { $0.node == name }
    if let shutdown, !shutdown.isOngoing || shutdown.followsPanic { return nil }
    // Its kubelet told of the shutdown itself: an orderly one.
    guard !investigation.podDisruptions.contains(where: { $0.kind == .shutdown && $0.node == name }) else { return nil }
    var evidence: [Evidence] = []
    var how = ""
    var confidence = Diagnosis.Confidence.proven
    var from = shutdown?.began
    if let shutdown, outlasts(shutdown, investigation) {
      how = shutdown.manner == .reboot ? "was rebooted and has not come back" : "was shut down"
      evidence = shutdown.evidence
    } else if let taint = taint(of: object) {
      how = "is shut down, as the cloud provider says"
      evidence = [taint]
    } else if let last = endOfAllLogs(of: name, ready?.value["lastTransitionTime"]?.moment, investigation) {
      how = "went down: all its logs end together"
      confidence = .likely
      from = last
    } else {
      return nil
    }
    let since = ready?.value["lastTransitionTime"]?.moment
    if let object, let ready {
      let message = ready.value["message"] ?? ready.value
      evidence.append(object.evidence(for: message, field: "\(ready.field).message", time: since))
    }
    guard !evidence.isEmpty else { return nil }
    let node = investigation.node(name)
    var occurrence = Occurrence(
      subject: node, joints: [.node(name), .cluster],
      span: (from ?? since).map { Span($0, max($0, investigation.end ?? $0)) },
      text: "\(name.isEmpty ? "A node" : name) \(how)", evidence: evidence)
    occurrence.confidence = confidence
    occurrence.harmsByItself = investigation.holdsLogsAlone
    occurrence.affected = [.init(entity: node, role: .culprit, effect: "down")]
    return occurrence
  }

  /// Whether the node wrote nothing after its shutdown had begun, beyond what a shutdown takes.
  private static func outlasts(_ shutdown: NodeShutdown, _ investigation: Investigation) -> Bool {
    guard let began = shutdown.began else { return false }
    return !investigation.incident.artifacts.flatMap(\.logs).contains { log in
      guard log.source.node == shutdown.node, let end = log.span?.to else { return false }
      return end.earliest.nanoseconds(since: began.latest) > seconds(300)
    }
  }

  private static func taint(of node: KubernetesObject?) -> Evidence? {
    let taints = node?.value(at: "spec.taints")?.items ?? []
    for (offset, taint) in taints.enumerated() {
      guard let key = taint["key"], key.string == cloudTaint else { continue }
      return node?.evidence(for: key, field: "spec.taints.\(offset).key")
    }
    return nil
  }

  /// The end of all of a node's logs, where they end within seconds of each other shortly before nobody heard of the
  /// node, and the bundle was taken minutes later.
  private static func endOfAllLogs(of node: String, _ since: Moment?, _ investigation: Investigation) -> Moment? {
    let logs = investigation.incident.artifacts.flatMap(\.logs)
    let ends = logs.filter { $0.source.node == node }.compactMap { log in
      log.span.map { (log.source.component, $0.to) }
    }
    let talkative: Set<String> = ["kubelet", "systemd", "kernel", "containerd", "crio", "dockerd"]
    guard let since, let captured = investigation.captured,
      Set(ends.map(\.0)).intersection(talkative).count >= 3, ends.contains(where: { $0.0 == "kubelet" }),
      let last = ends.map(\.1).max(), last.isProvablyBefore(since),
      (seconds(20)...seconds(120)).contains(since.earliest.nanoseconds(since: last.latest)),
      captured.to.earliest.nanoseconds(since: last.latest) > seconds(180),
      let kubelet = ends.first(where: { $0.0 == "kubelet" })?.1,
      last.instant.nanoseconds(since: kubelet.instant) <= seconds(10),
      // Logs of other nodes show that collection did not end just then.
      logs.contains(where: { log in
        guard log.source.node != node, !log.source.node.isEmpty, let end = log.span?.to else { return false }
        return end.earliest.nanoseconds(since: since.latest) > 0
      })
    else { return nil }
    return last
  }

  /// A node with its journal.
  static func example(_ title: String, node status: String, journal: String) -> Example {
    let message = status == "True" ? "kubelet is posting ready status" : "Kubelet stopped posting node status."
    return Example(
      title,
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: status, reason: status == "True" ? "KubeletReady" : "NodeStatusUnknown", message: message)
        ), ("nodes/n1/journal/systemd.log", journal), ("date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ])
  }
}
