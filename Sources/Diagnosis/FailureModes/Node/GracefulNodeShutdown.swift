import Model

/// A node shuts down, and its kubelet ends the pods in order before it goes.
extension FailureMode {
  static let gracefulNodeShutdown = FailureMode(
    card: FailureModeCard(
      id: "graceful-node-shutdown", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node was shut down", ja: "ノードがシャットダウンされた"),
      what: """
        The node is NotReady with `node is shutting down`; its pods are Failed with reason Terminated (`Pod was terminated \
        in response to imminent node shutdown.`) or NodeShutdown.
        """,
      why: """
        Somebody, an update, or the cloud asked the machine to stop or reboot. systemd waits for the kubelet, which ends \
        ordinary pods first and critical ones last (since 1.21).
        """,
      remedies: [
        Remedy(
          .now, "Find out who asked; start the machine again if it was not meant.",
          commands: ["last -x shutdown reboot | head", "journalctl --list-boots", "kubectl get nodes -o wide"]),
        Remedy(
          .now, "Delete what is left of the pods; their controllers have made others.",
          commands: ["kubectl get pods -A --field-selector status.phase=Failed"]),
        Remedy(.lasting, "Drain a node before it is shut down, and keep replicas on more than one."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/"]),
    signatures: [shutdownLine],
    recognize: { investigation in
      let pods = Dictionary(grouping: investigation.podDisruptions.filter { $0.kind == .shutdown }, by: \.node)
      let lines = Dictionary(grouping: investigation.incident.records(shutdownLine.id), by: \.source.node)
      var nodes = Set(pods.keys).union(lines.keys)
      for node in investigation.index.objects(kind: "Node") where statement(of: node) != nil { nodes.insert(node.name) }
      return nodes.sorted().map { shutdown(of: $0, pods[$0] ?? [], lines[$0] ?? [], investigation) }
    },
    fires: Example(
      "The kubelet reports it and ends its pods",
      [
        (
          "nodes.yaml",
          ServiceOutageMode.node(ready: "False", message: "node is shutting down", since: "10:00:01")
        ),
        (
          "pods.yaml",
          PodDisruptionMode.ended("Terminated", "Pod was terminated in response to imminent node shutdown.")
        ),
      ]),
    staysSilent: Example(
      "A pod ended by itself on a node whose kubelet is silent",
      [
        ("nodes.yaml", ServiceOutageMode.node(ready: "Unknown", reason: "NodeStatusUnknown")),
        ("pods.yaml", PodDisruptionMode.ended("DeadlineExceeded", "Pod was active on the node longer than allowed")),
      ]))

  /// 1.21 `new shutdown event`, since 1.23 `shutdown event`.
  private static let shutdownLine = LogSignature(
    "kubelet-shutdown", component: "kubelet", callSites: ["nodeshutdown_manager_linux.go", "nodeshutdown_manager.go"],
    literals: ["Shutdown manager detected"])

  /// The node's own word in its condition.
  private static func statement(of node: KubernetesObject) -> Evidence? {
    guard let ready = node.condition("Ready"), ready.value["status"]?.string != "True",
      let message = ready.value["message"], message.string?.firstRange(of: "node is shutting down") != nil
    else { return nil }
    return node.evidence(
      for: message, field: "\(ready.field).message", time: ready.value["lastTransitionTime"]?.moment)
  }

  private static func shutdown(
    of name: String, _ pods: [PodDisruption], _ lines: [LogRecord], _ investigation: Investigation
  ) -> Occurrence {
    let node = investigation.node(name)
    let object = investigation.index.node(name)
    let stated = object.flatMap(statement)
    // A line that says the shutdown was called off has the event `cancelled`.
    let begun = lines.filter { $0.field("event") != "cancel" }
    let times = begun.compactMap(\.time) + [stated?.time].compactMap { $0 } + pods.compactMap { $0.span?.from }
    var evidence = [stated].compactMap { $0 } + begun.prefix(2).map(\.evidence)
    evidence += investigation.index.events("Shutdown", about: node).prefix(1).compactMap(\.evidence.first)
    evidence += pods.prefix(3).compactMap(\.evidence.first)
    let workloads = Set(pods.map { investigation.index.workload(of: $0.pod) }).sorted()
    var occurrence = Occurrence(
      subject: node, joints: [.node(name), .cluster] + workloads.map(Joint.workload),
      span: times.min().map { Span($0, times.max() ?? $0) },
      text: "\(name.isEmpty ? "A node" : name) was shut down in an orderly way"
        + (pods.isEmpty ? "" : "; \(pods.count == 1 ? "a pod" : "\(pods.count) pods") ended with it"),
      evidence: evidence)
    occurrence.affected =
      [.init(entity: node, role: .culprit, effect: "shut down")]
      + pods.prefix(20).map { .init(entity: $0.pod, role: .collateral, effect: "ended") }
    return occurrence
  }
}
