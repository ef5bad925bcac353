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
    let contacts = LostContact.all(in: investigation.incident).filter { contact in
      // An API server that is only slow lets the calls of all nodes wait.
      contact.isNetworkNamed || isUnknown(contact.node, investigation) && othersReport(contact.node, investigation)
    }
    if let shared = sharedByAll(contacts, investigation) { return [shared] }
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

  private static func isUnknown(_ node: String, _ investigation: Investigation) -> Bool {
    investigation.index.node(node)?.condition("Ready")?.value["status"]?.string == "Unknown"
  }

  /// Whether the cluster has other nodes, and hears of them all.
  private static func othersReport(_ node: String, _ investigation: Investigation) -> Bool {
    let others = investigation.index.objects(kind: "Node").filter { $0.name != node }
    return !others.isEmpty && others.allSatisfy { $0.condition("Ready")?.value["status"]?.string == "True" }
  }

  /// Where all kubelets of which the bundle has a log lose contact together, what they share is cut off: the API server's
  /// address, its load balancer, or its machine.
  private static func sharedByAll(_ contacts: [LostContact], _ investigation: Investigation) -> Occurrence? {
    let logged = Set(
      investigation.incident.coverage.logs.filter { $0.source.component == "kubelet" }.map(\.source.node))
    let last = contacts.compactMap(\.span).max { $0.to < $1.to }
    guard let last, logged.count > 1 else { return nil }
    let together = contacts.filter { $0.span?.overlaps(last) ?? false }
    let nodes = Set(together.map(\.node))
    // A node of the control plane itself talks to its own API server.
    guard nodes.count > 1, logged.subtracting(nodes).allSatisfy({ isControlPlane($0, investigation) }),
      !investigation.outages.contains(where: { outage in
        outage.service == .apiServer && outage.span(until: investigation.end)?.overlaps(last) ?? true
      })
    else { return nil }
    let subject = StatedInCluster.apiServer(investigation)
    var occurrence = Occurrence(
      subject: subject, joints: [.cluster] + nodes.sorted().map(Joint.node), span: last,
      text: "The kubelets of \(nodes.sorted().joined(separator: ", ")) run but none of them reaches the API server",
      evidence: together.prefix(4).compactMap(\.evidence.first))
    let goesOn = !investigation.hasLasted(recent, since: last.to)
    occurrence.isPresent = goesOn || nodes.contains { isUnknown($0, investigation) }
    occurrence.harmsByItself = investigation.holdsLogsAlone || goesOn
    occurrence.confidence = .likely
    occurrence.affected = nodes.sorted().map { .init(entity: investigation.node($0), role: .victim, effect: "cut off") }
    return occurrence
  }

  private static func isControlPlane(_ name: String, _ investigation: Investigation) -> Bool {
    guard let node = investigation.index.node(name) else { return false }
    return ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"].contains {
      node.label($0) != nil
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
    occurrence.confidence =
      isUnknown && contact.isNetworkNamed && !others.isEmpty && lost.isDisjoint(with: others) ? .proven : .likely
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
