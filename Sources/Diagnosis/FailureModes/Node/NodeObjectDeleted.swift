import Model

/// A node's object was deleted while its kubelet runs on.
extension FailureMode {
  static let nodeObjectDeleted = FailureMode(
    card: FailureModeCard(
      id: "node-object-deleted", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node's object was deleted under its kubelet", ja: "稼働中の kubelet の Node オブジェクトが削除された"),
      what: """
        The kubelet says `nodes "…" not found` again and again; the node is missing from `kubectl get nodes`, and an Event RemovingNode \
        or DeletingNode tells of it.
        """,
      why: """
        Somebody, or the cloud controller that no longer found the instance, deleted the object. The kubelet registers its node only at \
        its start, so it reports into the void.
        """,
      remedies: [
        Remedy(.now, "Restart the kubelet, which registers its node anew.", commands: ["systemctl restart kubelet"]),
        Remedy(
          .lasting, "Drain and stop a machine before its object is deleted, and check the cloud controller's names."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/nodes/#management"]),
    signatures: [notFoundLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        notFoundLine, "runs a kubelet whose node was deleted", effect: "node deleted", investigation, atLeast: 3,
        whileItLasts: true
      ) { record in
        let name = record.source.node
        let error = record.field("err") ?? record.message
        return error.firstRange(of: "nodes \"\(name)\" not found") != nil
          && removal(of: name, investigation) != nil
      }.map { found in
        var occurrence = found
        occurrence.evidence += [removal(of: found.subject.name, investigation)].compactMap { $0 }
        return occurrence
      }
    },
    fires: deleted("The node was removed, the kubelet goes on", reason: "RemovingNode"),
    staysSilent: deleted("The kubelet has not registered its node yet", reason: "Starting"))

  private static let notFoundLine = LogSignature(
    "kubelet-node-not-found", component: "kubelet",
    callSites: ["kubelet_node_status.go", "controller.go", "kubelet.go"], literals: ["not found"])

  /// The Event of the removal, where a whole list of nodes lacks the node.
  private static func removal(of node: String, _ investigation: Investigation) -> Evidence? {
    guard investigation.index.node(node) == nil else { return nil }
    let reference = EntityReference(kind: "Node", name: node)
    return ["RemovingNode", "DeletingNode"].lazy.flatMap { investigation.index.events($0, about: reference) }
      .compactMap(\.evidence.first).first
  }

  private static func deleted(_ title: String, reason: String) -> Example {
    let line =
      "\"Error updating node status, will retry\" err=\"error getting node \\\"n1\\\": nodes \\\"n1\\\" not found\""
    return Example(
      title,
      [
        (
          "cluster/events.yaml",
          """
          apiVersion: v1
          kind: Event
          metadata: {name: n1.1, namespace: default, uid: e1}
          involvedObject: {kind: Node, name: n1, uid: node-1}
          reason: \(reason)
          message: "Node n1 event: \(reason) Node n1 from Controller"
          type: Normal
          count: 1
          firstTimestamp: "2024-05-06T10:00:00Z"
          lastTimestamp: "2024-05-06T10:00:00Z"
          source: {component: node-controller}

          """
        ),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            ("10:02:00", "kubelet_node_status.go:447", line), ("10:02:10", "kubelet_node_status.go:447", line),
            ("10:02:20", "kubelet_node_status.go:447", line))
        ), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ])
  }
}
