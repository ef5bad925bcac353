import Model

/// Two nodes tell the network plugin the same address.
extension FailureMode {
  static let nodeAddressConflict = FailureMode(
    card: FailureModeCard(
      id: "node-address-conflict", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "Two nodes claim one address to Calico", ja: "2 つのノードが同じアドレスを Calico に登録している"),
      what: """
        calico-node ends with `Calico node … is already using the IPv4 address …`; the node's pods get no network.
        """,
      why: """
        Calico found the same address on both, often that of a NAT interface of virtual machines, or a node was made anew under another \
        name while its old entry is still there.
        """,
      remedies: [
        Remedy(
          .now, "Tell Calico which interface to take, or delete the entry of the node that is gone.",
          commands: [
            "kubectl -n kube-system set env daemonset/calico-node IP_AUTODETECTION_METHOD=interface=eth1",
            "calicoctl get nodes -o wide",
          ]),
        Remedy(.lasting, "Set the interface, or a range, when the plugin is installed."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    recognize: { conflicts($0) },
    fires: conflict(
      "The address of a NAT interface",
      "2024-05-06 10:02:00.212 [WARNING][9] startup/startup.go 1104: Calico node 'n2' is already using the IPv4 address 10.0.2.15."
    ),
    staysSilent: conflict(
      "The address is its own",
      "2024-05-06 10:02:00.212 [INFO][9] startup/startup.go 768: Using autodetected IPv4 address on interface eth1: 10.0.0.7/24"
    ))

  /// Calico ends with it, so it stands near the end of the log.
  private static func conflicts(_ investigation: Investigation) -> [Occurrence] {
    investigation.incident.containerLogs.compactMap { log in
      guard
        let line = log.keptLines.suffix(5).last(where: { line in
          line.text.firstRange(of: "Calico node '") != nil
            && line.text.firstRange(of: "is already using the IPv4 address") != nil
        })
      else { return nil }
      let pod = log.container?.object
      let subject = pod.map { investigation.index.workload(of: $0) } ?? EntityReference(kind: "Node", name: "")
      var occurrence = Occurrence(
        subject: subject, joints: [.cluster] + (pod.map { [.pod($0), .workload(subject)] } ?? []),
        span: line.time.map { Span($0) },
        text: "Calico does not start on a node whose address another node has already", evidence: [log.evidence(line)])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "no pod network")]
      return occurrence
    }
  }

  private static func conflict(_ title: String, _ line: String) -> Example {
    Example(title, [("calico-node.log", line + "\n")])
  }
}
