import Model

/// The members of etcd do not reach, trust or outvote each other.
extension FailureMode {
  static let quorumLost = FailureMode(
    card: FailureModeCard(
      id: "quorum-lost", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "etcd has lost its quorum", ja: "etcd がクォーラムを失った"),
      what: """
        A member of etcd starts one election after the other and wins none. The API answers with timeouts; nothing can be changed.
        """,
      why: """
        Fewer than half of the members reach each other: machines are down, the network between them is cut, or members were removed \
        in the wrong order. Without a majority etcd neither reads nor writes.
        """,
      remedies: [
        Remedy(
          .now, "Bring back as many members as make a majority; only if they are lost, start anew from a snapshot.",
          commands: [
            "etcdctl endpoint status --cluster -w table", "etcdctl member list -w table",
            "etcdctl snapshot restore SNAPSHOT --data-dir /var/lib/etcd-restored",
          ]),
        Remedy(
          .lasting,
          """
          Run three or five members on machines and disks of their own (let the hosting restart them by itself), and take \
          snapshots regularly.
          """),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#replacing-a-failed-etcd-member",
        "https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/",
      ]),
    signatures: [EtcdElections.line, EtcdElections.health, NodeService.etcd.signature, EtcdOutage.refused],
    recognize: { EtcdElections.occurrences($0) + EtcdElections.unhealthy($0) + EtcdOutage.occurrences($0) },
    fires: EtcdElections.example("No election is won", rounds: 6, won: false),
    staysSilent: EtcdElections.example("After some rounds a leader is found", rounds: 6, won: true))

  static let etcdPeerNetworkOrClock = FailureMode(
    card: FailureModeCard(
      id: "etcd-peer-network-or-clock", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "etcd's members are badly connected", ja: "etcd メンバー間の通信または時計に問題がある"),
      what: """
        etcd drops messages to a peer since its buffer is full, or says that the clock difference to a peer is too high.
        """,
      why: """
        The network between the members loses packets or is too slow, or a member's clock is not kept by a time service. Elections and \
        leases suffer: requests take long or fail for moments.
        """,
      remedies: [
        Remedy(
          .now, "Measure the way between the members and compare their clocks.",
          commands: ["etcdctl endpoint status --cluster -w table", "ping -c 20 PEER", "chronyc tracking"]),
        Remedy(.lasting, "Keep members close to each other, with a time service on each."),
      ],
      references: ["https://etcd.io/docs/latest/tuning/"]),
    signatures: [peerLine],
    recognize: {
      StatedOnNode.occurrences(
        peerLine, "etcd is badly connected with a peer", effect: "etcd's peers badly connected", $0, atLeast: 3,
        whileItLasts: true)
    },
    fires: EtcdElections.lines(
      "Messages are dropped",
      "dropped internal Raft message since sending buffer is full (overloaded network)", count: 3),
    staysSilent: EtcdElections.lines(
      "A peer was restarted once", "lost TCP streaming connection with remote peer", count: 1))

  static let etcdCertExpired = FailureMode(
    card: FailureModeCard(
      id: "etcd-client-or-peer-cert-expired", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "A certificate of etcd has expired", ja: "etcd の証明書が失効した"),
      what: """
        etcd rejects connections with `x509: certificate has expired`, or the API server cannot complete the handshake with etcd for the \
        same reason. The API server does not start or answers with timeouts.
        """,
      why: """
        etcd's server, peer and client certificates live for one year with kubeadm, and were renewed neither by an upgrade nor by hand.
        """,
      remedies: [
        Remedy(
          .now, "Renew etcd's certificates and the API server's client certificate, then restart both.",
          commands: [
            "kubeadm certs check-expiration",
            "for c in etcd-server etcd-peer etcd-healthcheck-client apiserver-etcd-client; do kubeadm certs renew $c; done",
          ]),
        Remedy(.lasting, "Upgrade at least once a year, which renews them, and alert on the days that are left."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/"]),
    signatures: [rejectedLine, handshakeLine],
    recognize: { investigation in
      var stated = StatedInCluster.occurrences(
        [rejectedLine, handshakeLine], "etcd or its clients refuse an expired certificate",
        effect: "certificate expired",
        investigation
      ) { APICertificates.says($0, "certificate has expired", not: " is before ") }
      // Older programs leave the dates out, and say the same where a clock is behind.
      if !stated.contains(where: { $0.evidence.contains { $0.text.firstRange(of: " is after ") != nil } }) {
        for index in stated.indices { stated[index].confidence = .possible }
      }
      return stated.isEmpty
        ? ExpiredCertificates.occurrences(
          ExpiredCertificates.ofEtcd, "Certificates of etcd and its clients have expired", investigation) : stated
    },
    fires: EtcdElections.lines(
      "The API server's certificate is refused",
      "rejected connection on client endpoint\",\"remote-addr\":\"10.0.0.1:51514\",\"server-name\":\"\",\"error\":\"tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is after 2024-05-05T08:11:04Z",
      count: 2),
    staysSilent: EtcdElections.lines(
      "A port scan is rejected", "rejected connection on client endpoint\",\"error\":\"EOF", count: 2))

  static let etcdRequestTooLarge = FailureMode(
    card: FailureModeCard(
      id: "etcd-request-too-large", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "An object is too large for etcd", ja: "オブジェクトが etcd の上限を超えている"),
      what: """
        A write fails with `etcdserver: request is too large`, `Request entity too large: limit is 3145728` or `Too long: must have at \
        most 1048576 bytes`.
        """,
      why: """
        etcd takes requests of 1.5 MiB, a ConfigMap or Secret may hold 1 MiB. Large files in ConfigMaps, long lists in custom resources, \
        and `kubectl apply`, which keeps a copy of the whole object in an annotation, exceed that.
        """,
      remedies: [
        Remedy(
          .now, "Find the object, and make it smaller or split it; apply large ones on the server's side.",
          commands: [
            "kubectl apply --server-side -f FILE",
            "kubectl get configmaps -A -o json | jq '.items[] | {n: .metadata.name, s: (tostring | length)}' | sort",
          ]
        ),
        Remedy(.lasting, "Keep large data in a volume or an object store."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/configmap/"]),
    signatures: [tooLargeLine],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [tooLargeLine], "A request is refused since its object is too large", effect: "request refused", investigation)
    },
    fires: StatedInCluster.apiServer(
      "An update exceeds etcd's limit", site: "status.go:71",
      "\"apiserver received an error that is not an metav1.Status\" err=\"etcdserver: request is too large\""),
    staysSilent: StatedInCluster.apiServer(
      "Another error of etcd", site: "status.go:71",
      "\"apiserver received an error that is not an metav1.Status\" err=\"etcdserver: leader changed\""))

  private static let peerLine = LogSignature(
    "etcd-peer-badly-connected", component: "etcd",
    literals: [
      "dropped internal Raft message since sending buffer is full", "dropped Raft message since sending buffer is full",
      "the clock difference against peer", "prober found high clock drift",
    ])

  private static let rejectedLine = LogSignature(
    "etcd-rejected-connection", component: "etcd",
    literals: ["rejected connection", "could not connect: x509: certificate has expired"])

  private static let handshakeLine = LogSignature(
    "etcd-handshake-failed", component: "kube-apiserver", callSites: ["clientconn.go", "logging.go"],
    literals: ["authentication handshake failed"])

  private static let tooLargeLine = LogSignature(
    "etcd-request-too-large", component: "",
    literals: [
      "etcdserver: request is too large", "Request entity too large: limit is 3145728",
      "Too long: must have at most 1048576 bytes",
    ])
}

/// Members of etcd that find no majority.
enum EtcdElections {
  static let line = LogSignature(
    "etcd-election", component: "etcd",
    literals: ["is starting a new election at term", "elected leader ", "became leader at term"])

  /// What `etcdctl endpoint health` says of members.
  static let health = LogSignature(
    "etcd-endpoint-health", component: "etcd", literals: [" is unhealthy: ", " is healthy: "])

  /// Fewer than half of three or more members answer.
  static func unhealthy(_ investigation: Investigation) -> [Occurrence] {
    let byArtifact = Dictionary(grouping: investigation.incident.records(health.id).filter { $0.time == nil }) {
      $0.evidence.path
    }
    return byArtifact.sorted { $0.key < $1.key }.compactMap { _, lines in
      let silent = lines.filter { $0.message.firstRange(of: " is unhealthy: ") != nil }
      guard lines.count >= 3, silent.count * 2 > lines.count, let first = silent.first else { return nil }
      let subject = investigation.node(first.source.node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(first.source.node), .cluster], span: nil,
        text: "\(silent.count) of \(lines.count) members of etcd do not answer",
        evidence: silent.prefix(3).map(\.evidence))
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "etcd without a quorum")]
      occurrence.harmsByItself = true
      return occurrence
    }
  }

  /// One election is ordinary when a leader is restarted; they take a second or two each.
  private static let fruitless = 5

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let byNode = Dictionary(grouping: investigation.incident.records(line.id), by: \.source.node)
    let open = byNode.filter { _, records in
      let since = records.lastIndex { !isStart($0) }.map { records[($0 + 1)...] } ?? records[...]
      return since.count >= fruitless
    }
    return StatedOnNode.occurrences(
      line, "etcd starts one election after the other and wins none", effect: "etcd without a quorum", investigation,
      atLeast: fruitless, whileItLasts: true
    ) { open[$0.source.node] != nil && isStart($0) }
  }

  private static func isStart(_ record: LogRecord) -> Bool {
    record.evidence.text.firstRange(of: "is starting a new election") != nil
  }

  static func example(_ title: String, rounds: Int, won: Bool) -> Example {
    let messages =
      (0..<rounds).map { "8e9e05c52164694d is starting a new election at term \($0 + 20)" }
      + (won ? ["raft.node: 8e9e05c52164694d elected leader 91bc3c398fb3c146 at term \(rounds + 20)"] : [])
    return journal(title, messages)
  }

  static func lines(_ title: String, _ message: String, count: Int) -> Example {
    journal(title, Array(repeating: message, count: count))
  }

  private static func journal(_ title: String, _ messages: [String]) -> Example {
    let text = messages.enumerated().map { offset, message in
      "2024-05-06T10:02:0\(offset).000200+0000 n1 etcd[88]: {\"level\":\"warn\",\"ts\":\"2024-05-06T10:02:0\(offset).000Z\",\"msg\":\"\(message)\"}\n"
    }.joined()
    return Example(
      title, [("nodes/n1/journal/etcd.log", text), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n")])
  }
}
