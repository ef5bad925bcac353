import Model

/// A node gets no range of addresses for its pods.
extension FailureMode {
  static let nodePodCIDRExhausted = FailureMode(
    card: FailureModeCard(
      id: "node-pod-cidr-exhausted", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The cluster has no pod range left for a node", ja: "ノードに割り当てる Pod CIDR が残っていない"),
      what: "A new node has no spec.podCIDR and the Event CIDRNotAvailable; pods on it get no network.",
      why: """
        Each node takes a range (a /24 by default) out of the cluster's, and all are given away. The range says how many \
        nodes the cluster can have.
        """,
      remedies: [
        Remedy(
          .now, "Remove nodes that are not needed, or give the node a range from another place.",
          commands: ["kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR"]),
        Remedy(.lasting, "Plan the cluster's range for its greatest number of nodes, surge included."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    recognize: { investigation in
      investigation.index.objects(kind: "Node").compactMap { node in
        guard node.rendering >= .description, (node.string(at: "spec.podCIDR") ?? "").isEmpty,
          let event = investigation.index.events("CIDRNotAvailable", about: node.reference).last
            ?? investigation.index.events("CIDRAssignmentFailed", about: node.reference).last,
          let line = event.evidence.first
        else { return nil }
        var occurrence = Occurrence(
          subject: node.reference, joints: [.node(node.name), .cluster], span: event.time,
          text: "\(node.name) gets no range of addresses for its pods", evidence: [line])
        occurrence.harmsByItself = true
        occurrence.affected = [.init(entity: node.reference, role: .victim, effect: "no pod network")]
        return occurrence
      }
    },
    fires: node("All ranges are given away", spec: "{}"),
    staysSilent: node("It got one later", spec: "{podCIDR: 10.244.9.0/24}"))

  private static func node(_ title: String, spec: String) -> Example {
    Example(
      title,
      [
        (
          "nodes.yaml",
          """
          apiVersion: v1
          kind: Node
          metadata: {name: n9, uid: node-9}
          spec: \(spec)
          status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

          """
        ),
        (
          "events.yaml",
          """
          apiVersion: v1
          kind: Event
          metadata: {name: n9.e, namespace: default, uid: e1}
          involvedObject: {kind: Node, name: n9, uid: n9}
          reason: CIDRNotAvailable
          message: 'Node n9 status is now: CIDRNotAvailable'
          type: Normal
          count: 9
          firstTimestamp: "2024-05-06T09:00:00Z"
          lastTimestamp: "2024-05-06T09:58:00Z"
          source: {component: cidrAllocator}

          """
        ), StartExample.date,
      ])
  }
}
