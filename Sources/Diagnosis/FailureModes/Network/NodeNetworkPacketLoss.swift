import Model

/// A node loses packets.
extension FailureMode {
  static let nodeNetworkPacketLoss = FailureMode(
    card: FailureModeCard(
      id: "node-network-packet-loss", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node loses packets", ja: "ノードでパケットが失われている"),
      what: """
        Requests to and from the pods of one node are slow or fail. Metrics or an alert show retransmissions, errors or \
        drops on that node; nothing in the objects of Kubernetes does.
        """,
      why: """
        TCP sends again what is not acknowledged, after 200 ms at first. A bad cable or interface, a full queue, a \
        shaping rule or an overlay with the wrong MTU loses the packets.
        """,
      remedies: [
        Remedy(
          .now, "Look at the interfaces and queues of the node, and move its pods away.",
          commands: ["ip -s link", "tc -s qdisc", "nstat -az TcpRetransSegs", "kubectl cordon {name}"]),
        Remedy(.lasting, "Alert on retransmissions and interface errors by node."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/"]),
    recognize: { investigation in
      let lossy = investigation.alerts.filter {
        $0.entity.kind == "Node"
          && $0.says("retransmi", "packet loss", "packets lost", "receive errors", "transmit errors")
      }
      guard let first = lossy.first, lossy.allSatisfy({ $0.entity == first.entity }),
        let harm = investigation.alerts.first(where: { $0.entity.kind != "Node" && $0.tellsOfRequests })
      else { return [] }
      var occurrence = Occurrence(
        subject: first.entity, joints: first.joints, span: first.alert.starts.map { Span($0) },
        text: "\(first.entity.name) loses packets while requests suffer: \(first.sentence)",
        evidence: lossy.map(\.alert.evidence) + [harm.alert.evidence])
      occurrence.confidence = .likely
      occurrence.affected = [.init(entity: first.entity, role: .culprit, effect: "loses packets")]
      return [occurrence]
    },
    fires: AlertExample.bundle(
      "Retransmissions on one node while requests are slow", AlertExample.slow,
      node: (name: "NodeNetworkBad", description: "TCP retransmissions 8.5/s", signal: "tcp")),
    staysSilent: AlertExample.bundle(
      "Another alert of the node", AlertExample.slow,
      node: (name: "NodeCPUHigh", description: "CPU above 90 %", signal: "cpu")))
}
