import Model

/// A node and the control plane do not reach each other.
extension FailureMode {
  static let networkPartition = FailureMode(
    card: FailureModeCard(
      id: "network-partition-node-control-plane", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A node is cut off from the control plane", ja: "ノードとコントロールプレーンの間の通信が途絶した"),
      what: """
        The node's conditions are Unknown, though its kubelet runs: it writes `i/o timeout` or `no route to host` for each call to the \
        API server. Each side takes the other for dead.
        """,
      why: """
        The network between them is cut: a firewall rule, a route, a load balancer, a broken link or a wrong MTU. What runs on the node \
        goes on, but nobody sees or changes it; after five minutes its pods are replaced elsewhere.
        """,
      remedies: [
        Remedy(
          .now, "Try the way from the node to the API server, and look at what changed there.",
          commands: [
            "curl -vk --max-time 5 https://APISERVER:6443/healthz", "ip route get APISERVER",
            "nft list ruleset | head -100",
            "tracepath APISERVER",
          ]),
        Remedy(
          .lasting,
          """
          Have more than one way to the API server (several API servers behind a load balancer), run replicas on nodes of several \
          zones, and test changes of firewalls on one node.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-cluster/#a-general-overview-of-cluster-failure-modes",
        "https://kubernetes.io/docs/reference/networking/ports-and-protocols/",
      ]),
    signatures: [LostContact.line],
    recognize: { Partition.occurrences($0) },
    fires: Partition.example(
      "The node's calls time out, and its conditions are Unknown", "dial tcp 10.0.0.1:6443: i/o timeout"),
    staysSilent: Partition.example(
      "The API server refuses connections: it does not run", "dial tcp 10.0.0.1:6443: connect: connection refused"))
}

/// Nodes that lost contact although others kept it.
enum Partition {
  private static let recent = seconds(180)

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let contacts = LostContact.all(in: investigation.incident)
    return contacts.compactMap { contact in
      // An API server that is down, or that stops the machine, explains the silence better.
      guard let span = contact.span,
        !investigation.outages.contains(where: { outage in
          outage.service == .apiServer && outage.span(until: investigation.end)?.overlaps(span) ?? true
        }),
        !investigation.shutdowns.contains(where: { shutdown in
          shutdown.node == contact.node && shutdown.span(until: investigation.end)?.overlaps(span) ?? false
        })
      else { return nil }
      return occurrence(of: contact, span, among: contacts, investigation)
    }
  }

  private static func occurrence(
    of contact: LostContact, _ span: Span, among contacts: [LostContact], _ investigation: Investigation
  ) -> Occurrence {
    let name = contact.node
    let node = investigation.node(name)
    let ready = investigation.index.node(name)?.condition("Ready")
    let isUnknown = ready?.value["status"]?.string == "Unknown"
    let others = Set(investigation.index.objects(kind: "Node").map(\.name)).subtracting([name])
    let lost = Set(contacts.filter { $0.span?.overlaps(span) ?? true }.map(\.node))
    var occurrence = Occurrence(
      subject: node, joints: [.node(name), .cluster], span: span,
      text: "The kubelet of \(name.isEmpty ? "a node" : name) runs but does not reach the API server "
        + "(\(contact.calls) calls went unanswered)", evidence: contact.evidence)
    let goesOn = !investigation.hasLasted(recent, since: span.to)
    occurrence.isPresent = isUnknown || goesOn
    occurrence.harmsByItself = investigation.holdsLogsAlone || goesOn && ready == nil
    // Where all nodes lose it together, what they share is at fault: the API server's address or its load balancer.
    occurrence.confidence = isUnknown && !others.isEmpty && lost.isDisjoint(with: others) ? .proven : .likely
    occurrence.affected = [.init(entity: node, role: .culprit, effect: "cut off")]
    return occurrence
  }

  static func example(_ title: String, _ error: String) -> Example {
    let call =
      "\"Failed to update lease\" err=\"Put \\\"https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1?timeout=10s\\\": \(error)\""
    return Example(
      title,
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.")
        ),
        (
          "nodes/n1/journal/kubelet.log",
          DiskPressureExample.kubelet(
            ("10:00:00", "controller.go:187", call), ("10:00:20", "controller.go:187", call),
            ("10:00:40", "controller.go:187", call), ("10:01:10", "controller.go:187", call))
        ), ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ])
  }
}
