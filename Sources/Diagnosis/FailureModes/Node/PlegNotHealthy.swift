import Model

/// The kubelet cannot list its containers for minutes.
extension FailureMode {
  static let plegNotHealthy = FailureMode(
    card: FailureModeCard(
      id: "pleg-not-healthy", role: .state, layer: "Node / kubelet",
      title: Text(en: "The kubelet cannot follow its containers (PLEG)", ja: "kubelet がコンテナの状態を追えない (PLEG)"),
      what: "The node is NotReady with `PLEG is not healthy: pleg was last seen active 3m… ago; threshold is 3m0s`.",
      why: """
        The pod lifecycle event generator lists all containers every second. When the runtime is down, hangs or is very \
        slow (disk, too many containers, a process that cannot be killed), no listing succeeds for three minutes.
        """,
      remedies: [
        Remedy(
          .now, "See whether the runtime answers, and how long it takes.",
          commands: ["systemctl status containerd", "time crictl ps -a", "dmesg -T | tail -100"])
      ],
      references: [
        "https://kubernetes.io/docs/reference/node/node-status/#condition",
        "https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/pleg/generic.go",
      ]),
    signatures: [plegLine],
    recognize: { investigation in
      let lines = Dictionary(grouping: investigation.incident.records(plegLine.id), by: \.source.node)
      let nodes = Set(lines.keys).union(investigation.index.objects(kind: "Node").map(\.name))
      return nodes.sorted().compactMap { plegOccurrence(on: $0, lines[$0] ?? [], investigation) }
    },
    causes: ["containerd-down", "docker-daemon-down-or-stuck"].map { id in
      CausalLink(
        from: id, by: .node, "leaves the kubelet without answers", causeMustHold: true,
        judge: { cause, _, _ in .supported(direct: true, evidence: Array(cause.evidence.suffix(1))) })
    } + [
      CausalLink(from: "hung-task", by: .node, "blocks the runtime", delay: seconds(-300)...seconds(3600)),
      CausalLink(
        from: "cpu-lockup-or-scheduler-stall", by: .node, "stalls the node", delay: seconds(-300)...seconds(3600)),
      CausalLink(from: "storage-stall", by: .node, "blocks the runtime", delay: seconds(-300)...seconds(7200)),
      CausalLink(
        from: "containerd-hung-or-slow", by: .node, "leaves the kubelet without answers",
        delay: seconds(-600)...seconds(3600)),
      CausalLink(
        from: "node-overcommitted-cpu-or-io", by: .node, "leaves the runtime no time to answer",
        delay: Int64.min...Int64.max),
    ],
    fires: Example(
      "No listing for three minutes",
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: "False",
            message:
              "[container runtime is down, PLEG is not healthy: pleg was last seen active 3m1s ago; threshold is 3m0s]")
        )
      ]),
    staysSilent: Example(
      "A kubelet that has just started has not listed yet",
      [
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady")),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            (
              "10:00:00", "kubelet.go:1826",
              "\"Skipping pod synchronization\" err=\"PLEG is not healthy: pleg has yet to be successful\""
            ))
        ),
      ]))

  private static let plegLine = LogSignature(
    "pleg-not-healthy", component: "kubelet", callSites: ["kubelet.go"], literals: ["pleg was last seen active"])

  private static func plegOccurrence(on name: String, _ lines: [LogRecord], _ investigation: Investigation)
    -> Occurrence?
  {
    let object = investigation.index.node(name)
    let ready = object?.condition("Ready")
    let message = ready?.value["message"]
    let isStated =
      ready?.value["status"]?.string != "True"
      && message?.string?.firstRange(of: "pleg was last seen active") != nil
    guard isStated || !lines.isEmpty else { return nil }
    let reported = isStated ? ready?.value["lastTransitionTime"]?.moment : nil
    let times = lines.compactMap(\.time)
    let from = times.first ?? reported
    var evidence: [Evidence] = []
    if isStated, let object, let ready, let message {
      evidence.append(object.evidence(for: message, field: "\(ready.field).message", time: reported))
    }
    evidence += lines.prefix(1).map(\.evidence) + lines.dropFirst().suffix(1).map(\.evidence)
    var occurrence = Occurrence(
      subject: investigation.node(name), joints: [.node(name), .cluster],
      span: from.map { Span($0, times.last ?? $0) },
      text: "The kubelet of \(name.isEmpty ? "a node" : name) got no list of its containers for three minutes (PLEG)",
      evidence: evidence)
    // Lines of a time that is over are history; without the node's object nothing says that it is over.
    occurrence.isPresent = isStated || object == nil
    return occurrence
  }
}
