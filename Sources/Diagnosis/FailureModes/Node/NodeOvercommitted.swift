import Model

/// A node has more to do than its processors can.
extension FailureMode {
  static let nodeOvercommitted = FailureMode(
    card: FailureModeCard(
      id: "node-overcommitted-cpu-or-io", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node has too much to do", ja: "ノードの CPU が飽和している"),
      what: """
        The node uses all of its CPU; its kubelet and its runtime answer late: leases are renewed too late, PLEG falls behind, probes \
        time out, and the node flaps.
        """,
      why: """
        Pods without CPU limits, or whose limits together exceed the node by far, take what kubelet and runtime need. Nothing is \
        reserved for these.
        """,
      remedies: [
        Remedy(
          .now, "See who uses the CPU, and move or limit it.",
          commands: [
            "kubectl top nodes", "kubectl top pods -A --sort-by=cpu | head -20",
            "uptime; cat /proc/pressure/cpu /proc/pressure/io",
          ]
        ),
        Remedy(
          .lasting, "Reserve CPU for the system (systemReserved, kubeReserved), and set requests near the use."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/"]),
    recognize: { investigation in
      investigation.incident.usages.filter { $0.entity.kind == "Node" && ($0.cpuPercent ?? 0) >= saturated }.map {
        usage in
        let node = investigation.node(usage.entity.name)
        var occurrence = Occurrence(
          subject: node, joints: [.node(usage.entity.name), .cluster], span: usage.time.map { Span($0) },
          text: "\(usage.entity.name) uses \(usage.cpuPercent ?? 0) % of its CPU", evidence: [usage.evidence])
        occurrence.confidence = .likely
        occurrence.affected = [.init(entity: node, role: .culprit, effect: "CPU used up")]
        return occurrence
      }
    },
    fires: Example(
      "All CPU is used, and PLEG falls behind",
      [
        ("cluster/nodes.yaml", unready), ("top-nodes.txt", top(cpu: "3984m", percent: 99)),
      ]),
    staysSilent: Example(
      "A busy node with some CPU left",
      [("cluster/nodes.yaml", unready), ("top-nodes.txt", top(cpu: "3220m", percent: 80))]))

  /// Percent of what the node may give to pods.
  private static let saturated = 97

  private static let unready = ServiceOutageMode.node(
    ready: "False", message: "PLEG is not healthy: pleg was last seen active 3m9.5s ago; threshold is 3m0s")

  private static func top(cpu: String, percent: Int) -> String {
    """
    NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%
    n1     \(cpu)        \(percent)%    5210Mi          34%

    """
  }
}
