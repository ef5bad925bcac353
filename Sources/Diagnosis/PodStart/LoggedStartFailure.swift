import Model

/// Pods that do not start, as the logs of their node alone tell it: somebody kept a piece of the kubelet's or the runtime's
/// journal, and no Event of the pod.
enum LoggedStartFailure {
  /// Lines in which kubelet and runtimes say why volumes, sandboxes and containers cannot be made.
  static let signatures = [
    LogSignature(
      "kubelet-start-failure", component: "kubelet",
      callSites: [
        "nestedpendingoperations.go", "pod_workers.go", "kuberuntime_sandbox.go", "kuberuntime_manager.go",
        "remote_runtime.go", "log.go", "cni.go", "docker_sandbox.go", "mount_linux.go", "reconciler.go",
        "csi_attacher.go", "attacher.go", "docker_service.go",
      ], literals: StartFaultText.literals),
    LogSignature(
      "volume-attach-refused", component: "kube-controller-manager",
      callSites: ["nestedpendingoperations.go", "goroutinemap.go", "attacher.go", "reconciler.go", "csi_attacher.go"],
      literals: ["AttachVolume.Attach failed for volume"]),
    LogSignature("containerd-start-failure", component: "containerd", literals: StartFaultText.literals),
    LogSignature("dockerd-start-failure", component: "dockerd", literals: StartFaultText.literals),
    LogSignature("crio-start-failure", component: "crio", literals: StartFaultText.literals),
    LogSignature("rbd-map-failed", component: "", literals: ["rbd: map failed"]),
    LogSignature("mount-helper-failure", component: "", literals: ["mount.nfs: ", "mount.nfs4: "]),
    LogSignature(
      "iscsi-discovery-failed", component: "", literals: ["iscsiadm: cannot make connection to "]),
    LoggedPodRemoval.signature,
  ]

  /// One of each pod and fault, in the order of nodes and pods. Only where no Event tells of it, and nobody could have
  /// looked at the pod itself.
  static func all(in incident: Incident, known: [PodStartFailure]) -> [PodStartFailure] {
    guard incident.isExcerpt else { return [] }
    var seen: Set<String> = []
    let records = signatures.flatMap { incident.records($0.id) }.filter { seen.insert("\($0.evidence)").inserted }
    let lines = withoutNameless(records.compactMap(line))
    let specific = lines.filter { !$0.fault.isUnspecific }
    let groups = Dictionary(grouping: specific.isEmpty ? lines : specific) {
      "\($0.record.source.node) \($0.fault.id) \($0.pod.path)"
    }
    let removal = LoggedPodRemoval(incident)
    let failures = groups.sorted { $0.key < $1.key }.compactMap { _, lines -> PodStartFailure? in
      guard let last = lines.last, isNearEnd(last.record, incident),
        !removal.ends(last.pod, of: last.record)
      else { return nil }
      let times = lines.compactMap(\.record.time)
      return PodStartFailure(
        fault: last.fault, pod: last.pod, object: nil, container: "", node: last.record.source.node,
        text: text(of: last.record),
        evidence: [last.record.evidence] + lines.dropLast().prefix(2).map(\.record.evidence),
        span: times.first.map { Span($0, times.last ?? $0) }, isLogged: true)
    }
    return failures.filter { failure in !known.contains { $0.fault.id == failure.fault.id } }
  }

  /// Lines that name no pod are of one that another line names.
  private static func withoutNameless(_ lines: [Line]) -> [Line] {
    let named = Set(lines.filter { !$0.pod.name.isEmpty }.map(\.fault.id))
    return lines.filter { !$0.pod.name.isEmpty || !named.contains($0.fault.id) }
  }

  /// A line with what it says.
  private struct Line {
    var record: LogRecord
    var fault: StartFaultText
    var pod: EntityReference
  }

  private static func line(_ record: LogRecord) -> Line? {
    let text = text(of: record)
    // Runtimes quote errors in passing: `level=info msg="skip loading plugin …" error="… executable file not found in $PATH"`.
    guard record.severity.map({ $0 > .information }) ?? true, let fault = StartFaultText(text) else { return nil }
    // Runtimes also complain about themselves: only what they were asked to make is a pod's.
    if ["containerd", "dockerd", "crio"].contains(record.source.component),
      !requests.contains(where: { text.firstRange(of: $0) != nil })
    {
      return nil
    }
    // A kubelet that fails itself uses the same words.
    if record.source.component == "kubelet", !ofPods.contains(where: { text.firstRange(of: $0) != nil }) { return nil }
    let pod =
      record.field("pod").flatMap { PodName(firstIn: $0) } ?? PodName(firstIn: text) ?? PodName(namespace: "", name: "")
    return Line(
      record: record, fault: fault, pod: EntityReference(kind: "Pod", namespace: pod.namespace, name: pod.name))
  }

  private static let ofPods = ["pod", "Pod", "ontainer", "olume", "andbox", "mount", "Mount"]

  private static let requests = [
    "RunPodSandbox", "CreateContainer", "StartContainer", "/containers/", "OCI runtime create failed",
  ]

  private static func text(of record: LogRecord) -> String {
    // Errors quote errors: the escapes say nothing.
    ([record.message] + record.fields.map(\.value)).joined(separator: " ").split(separator: "\\").joined()
  }

  /// The kubelet tries again at least every five minutes: what is not repeated while the log goes on has been got over.
  private static func isNearEnd(_ record: LogRecord, _ incident: Incident) -> Bool {
    !incident.goesOn(after: record, for: longestPause)
  }

  private static let longestPause = seconds(330)
}
