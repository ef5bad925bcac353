import Model

/// CoreDNS forwards to itself and ends.
extension FailureMode {
  static let dnsForwardingLoop = FailureMode(
    card: FailureModeCard(
      id: "dns-forwarding-loop", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "CoreDNS forwards queries to itself", ja: "CoreDNS が自分自身に転送している"),
      what:
        "CoreDNS ends again and again with `plugin/loop: Loop … detected for zone \".\"` or `Seen \"HINFO IN …\" more than twice`.",
      why: """
        CoreDNS asks the nameservers of the node's resolv.conf. Where that names 127.0.0.53 of systemd-resolved or another local address, \
        the query comes back to CoreDNS.
        """,
      remedies: [
        Remedy(
          .now, "Let the kubelet hand out the file with the real nameservers.",
          commands: [
            "cat /etc/resolv.conf /run/systemd/resolve/resolv.conf", "grep resolvConf /var/lib/kubelet/config.yaml",
          ]),
        Remedy(.lasting, "Set resolvConf: /run/systemd/resolve/resolv.conf on nodes with systemd-resolved."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#known-issues"]),
    signatures: [loopLine],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [loopLine], "CoreDNS ends since its queries come back to itself", effect: "CoreDNS down", investigation,
        of: ClusterDNS.service(investigation))
        + told(investigation)
    },
    fires: Example(
      "The node's resolver is a local one",
      [
        (
          "coredns.log",
          "2024-05-06T10:02:00Z [FATAL] plugin/loop: Loop (127.0.0.1:44222 -> :53) detected for zone \".\"\n"
        )
      ]
    ),
    staysSilent: Example(
      "An upstream does not answer",
      [
        (
          "coredns.log",
          "2024-05-06T10:02:00Z [ERROR] plugin/errors: 2 a.example. A: read udp 10.0.0.5:4->8.8.8.8:53: i/o timeout\n"
        )
      ]
    ))

  private static let loopLine = LogSignature(
    "dns-forwarding-loop", component: "",
    literals: [" detected for zone \"", "more than twice, loop detected", "Forwarding loop detected in "])

  /// Where the log was kept as a container's: it ends with the line.
  private static func told(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.incident.records(loopLine.id).isEmpty else { return [] }
    return investigation.incident.containerLogs.compactMap { log in
      let line = log.keptLines.suffix(3).last { $0.text.byteRange(of: "plugin/loop: ") != nil }
      guard let line, line.text.byteRange(of: "oop") != nil else { return nil }
      let pod = log.container?.object
      let subject = pod.map { investigation.index.workload(of: $0) } ?? ClusterDNS.service(investigation)
      var occurrence = Occurrence(
        subject: subject, joints: [.cluster] + (pod.map { [.pod($0), .workload(subject)] } ?? []),
        span: line.time.map { Span($0) }, text: "CoreDNS ends since its queries come back to itself",
        evidence: [log.evidence(line)])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "CoreDNS down")]
      return occurrence
    }
  }
}
