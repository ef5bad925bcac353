import Model

/// Probes fail because their node is slow.
extension FailureMode {
  static let probeFailsBecauseNodeIsStarved = FailureMode(
    card: FailureModeCard(
      id: "probe-fails-because-node-is-starved", role: .state, layer: "Probes",
      title: Text(en: "Probes of one node run into timeouts at once", ja: "1 ノード上のプローブが一斉にタイムアウトしている"),
      what: """
        Pods of several workloads on one node are not ready or are restarted, all by probes that time out within minutes; \
        pods elsewhere are well.
        """,
      why: """
        A node without CPU, memory, disk or network to spare answers late, and probes have a second or so. The probes are \
        right to complain and wrong about whom.
        """,
      remedies: [
        Remedy(
          .now, "Look at the node, not at the probes.",
          commands: ["kubectl describe node {node}", "kubectl top pods -A --sort-by=cpu"]),
        Remedy(.lasting, "Reserve CPU and memory for the system, and give pods honest requests."),
      ],
      references: ProbeFailureMode.references),
    recognize: { investigation in
      investigation.starvedNodes.map { starved in
        let node = investigation.node(starved.node)
        var pods: [EntityReference] = []
        for failure in starved.failures where !pods.contains(failure.pod.reference) {
          pods.append(failure.pod.reference)
        }
        var occurrence = Occurrence(
          subject: node, joints: [.node(starved.node), .cluster] + pods.map { .pod($0) }, span: starved.span,
          text: "Probes of \(pods.count) pods on \(starved.node) run into timeouts at once",
          evidence: starved.failures.prefix(4).flatMap { $0.evidence.prefix(1) })
        occurrence.confidence = .likely
        occurrence.affected = pods.map { .init(entity: $0, role: .victim, effect: "its probes time out") }
        occurrence.undecided = [
          .init(
            id: "probe-fails-because-node-is-starved", artifact: "what \(starved.node) runs short of",
            collect: .node(starved.node),
            or: "top -b -n 1; iostat -x 1 3; journalctl -k --since -1h, on \(starved.node)")
        ]
        return occurrence
      }
    },
    causes: [
      "conntrack-table-full", "cpu-lockup-or-scheduler-stall", "hung-task", "node-memory-pressure",
      "node-network-packet-loss", "node-nic-or-link-failure", "oom-node-global", "pleg-not-healthy",
    ].map { CausalLink(from: $0, by: .node, "slows the node down", delay: seconds(-300)...Int64.max) },
    fires: StarvedNodeExample.bundle("Three pods of one node", nodes: ["n1", "n1", "n1"]),
    staysSilent: StarvedNodeExample.bundle(
      "Pods of several nodes: they share something else", nodes: ["n1", "n2", "n1"]))
}

/// Three workloads whose liveness probes time out, and three pods on other nodes that are well.
private enum StarvedNodeExample {
  static func bundle(_ title: String, nodes: [String]) -> Example {
    let slow = nodes.enumerated().map { offset, node in
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: app\(offset)-0, namespace: shop, uid: u\(offset), creationTimestamp: "2024-05-06T06:00:00Z"}
      spec:
        nodeName: \(node)
        restartPolicy: Always
        containers:
        - name: main
          image: a
          ports: [{containerPort: 8080}]
          readinessProbe: {httpGet: {path: /ready, port: 8080}}
      status:
        phase: Running
        conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:50:00Z"}]
        containerStatuses: [{name: main, ready: false, restartCount: 0, state: {running: {startedAt: "2024-05-06T06:00:05Z"}}}]

      """
    }.joined()
    let calm = (0..<3).map { offset in
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: calm\(offset)-0, namespace: shop, uid: c\(offset)}
      spec: {nodeName: n9, containers: [{name: main, image: a}]}
      status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

      """
    }.joined()
    let events = nodes.indices.map { offset in
      StartExample.event(
        "Unhealthy",
        "Readiness probe failed: Get \"http://10.244.1.\(offset):8080/ready\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
        about: "Pod", "app\(offset)-0", uid: "u\(offset)", at: "2024-05-06T09:5\(7 + offset % 2):00Z")
    }.joined(separator: "---\n")
    return Example(title, [("pods.yaml", slow + calm), ("events.yaml", events), StartExample.date])
  }
}
