import Model

/// Calico's nodes do not reach each other by BGP.
extension FailureMode {
  static let bgpNotEstablished = FailureMode(
    card: FailureModeCard(
      id: "bgp-session-not-established", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node has no BGP session with its peers", ja: "ノード間の BGP セッションが確立していない"),
      what: """
        calico-node is not ready: `BIRD is not ready: BGP not established with …`. Pods of the node are not reached from the nodes that \
        are named, and do not reach theirs.
        """,
      why: """
        TCP port 179 is closed between the nodes, or calico-node picked the address of a wrong interface, so that its peers know it by \
        another one.
        """,
      remedies: [
        Remedy(
          .now, "Look at the sessions, at the addresses that were chosen, and at port 179.",
          commands: [
            "calicoctl node status", "calicoctl get nodes -o wide", "nc -zv PEER 179",
          ]),
        Remedy(
          .lasting, "Open port 179 between all nodes, and tell Calico the interface (IP_AUTODETECTION_METHOD)."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    recognize: { BGPSessions.occurrences($0) },
    fires: BGPSessions.example("Two peers are not reached", "with 10.0.0.11,10.0.0.12"),
    staysSilent: BGPSessions.example("It starts", nil))
}

/// What readiness probes of calico-node say.
private enum BGPSessions {
  private static let wording = "BGP not established with"

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let told = investigation.incident.events.filter {
      $0.reason == "Unhealthy" && $0.regarding.kind == "Pod" && $0.message.firstRange(of: wording) != nil
    }
    return Dictionary(grouping: told) { $0.regarding.object }.sorted { $0.key < $1.key }.compactMap { pod, events in
      guard let last = events.last, let line = last.evidence.first, isRepeated(events), !isReady(pod, investigation)
      else { return nil }
      let node = investigation.index.pod(pod)?.nodeName ?? last.host
      let subject = node.isEmpty ? investigation.index.workload(of: pod) : investigation.node(node)
      let peers = last.message.firstRange(of: wording).map { last.message[$0.upperBound...].drop { $0 == " " } } ?? ""
      var occurrence = Occurrence(
        subject: subject, joints: [.pod(pod), .workload(investigation.index.workload(of: pod)), .node(node), .cluster],
        span: last.time,
        text: "\(node.isEmpty ? "A node" : node) has no BGP session with \(peers.prefix { $0 != "\n" && $0 != " " })",
        evidence: [line])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "no routes to pods of its peers")]
      return occurrence
    }
  }

  /// Sessions take some seconds to come up; each start of calico-node fails a probe or two.
  private static func isRepeated(_ events: [ClusterEvent]) -> Bool { events.map(\.count).reduce(0, +) > 3 }

  private static func isReady(_ pod: EntityReference, _ investigation: Investigation) -> Bool {
    investigation.index.pod(pod)?.condition("Ready")?.value["status"]?.string == "True"
  }

  static func example(_ title: String, _ peers: String?) -> Example {
    let message =
      peers.map { "calico/node is not ready: BIRD is not ready: BGP not established \($0)" }
      ?? "calico/node is not ready: felix is not ready: readiness probe reporting 503"
    return Example(
      title,
      [
        (
          "describe-pod.txt",
          """
          Events:
            Type     Reason     Age                  From               Message
            ----     ------     ----                 ----               -------
            Normal   Scheduled  5m                   default-scheduler  Successfully assigned kube-system/calico-node-x2x8f to n1
            Warning  Unhealthy  7s (x27 over 4m27s)  kubelet, n1        Readiness probe failed: \(message)

          """
        )
      ])
  }
}
