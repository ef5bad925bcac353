import Model

/// kube-proxy runs, but cannot write its rules.
extension FailureMode {
  static let kubeProxyFailing = FailureMode(
    card: FailureModeCard(
      id: "kube-proxy-failing", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node's kube-proxy cannot write its rules", ja: "kube-proxy がルールを書き込めない"),
      what: """
        From one node Services and cluster DNS do not answer, or lead to pods that are gone. kube-proxy runs and logs \
        at each try that iptables, ipvs or nft failed.
        """,
      why: """
        The rules for Services are written as a whole. When the tool fails, because its lock cannot be taken, a kernel \
        module is missing or its version does not fit, none of them changes, and no Event tells.
        """,
      remedies: [
        Remedy(
          .now, "Read what the tool says, remove what it names, then let kube-proxy sync again.",
          commands: ["kubectl -n kube-system logs -l k8s-app=kube-proxy --tail=100", "ls -ld /run/xtables.lock"]),
        Remedy(.lasting, "Alert on kubeproxy_sync_proxy_rules_last_timestamp_seconds growing old."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-kube-proxy-working"
      ]),
    signatures: [KubeProxySync.signature, KubeProxySync.chains],
    recognize: { KubeProxySync.occurrences($0) },
    fires: KubeProxySync.example(
      "The lock file is a folder", Array(repeating: KubeProxySync.lock, count: 3)),
    staysSilent: KubeProxySync.example("One try failed", [KubeProxySync.held]))
}

/// What kube-proxy writes when a sync fails.
enum KubeProxySync {
  static let signature = LogSignature(
    "kube-proxy-sync-failed", component: "kube-proxy",
    literals: [
      "Failed to execute iptables-restore", "Failed to execute iptables-save", "failed to open iptables lock",
      "iptables restore failed", "Failed to ensure that ipset", "failed to add IPVS", "Failed to sync ipvs",
      "can't open iptables lock", "Failed to list IPVS destinations", "nf_conntrack_max: permission denied",
      "nf_conntrack_max: no such file",
    ])

  /// What kube-proxy's own sources say of the tables; others load the same modules.
  static let chains = LogSignature(
    "kube-proxy-chain-failed", component: "kube-proxy", callSites: ["proxier.go"],
    literals: [
      "Failed to ensure chain exists", "Failed to ensure that nat chain", "Failed to ensure that filter chain",
      "could not insert 'ip_tables'",
    ])

  /// A single failure is tried again and heals by itself.
  private static let least = 3
  /// Whoever picks lines out leaves repetitions away.
  private static let leastOfExcerpt = 2

  /// What the next try does not change either: one line that says it is enough.
  private static let lasting = [
    "missing kernel module", "Couldn't load target", "Couldn't load match", "is a directory", "unknown option",
    "unrecognized option", "Table does not exist", "can't initialize iptables table", "Read-only file system",
    "nf_conntrack_max: permission denied", "nf_conntrack_max: no such file", "executable file not found",
    "could not insert 'ip_tables'",
  ]

  /// One occurrence a node.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let written = investigation.incident.records(chains.id).filter {
      !$0.callSite.isEmpty && !$0.signatures.contains(signature.id)
    }
    let all = (investigation.incident.records(signature.id) + written).sorted {
      ($0.time?.instant.nanoseconds ?? .max, $0.evidence) < ($1.time?.instant.nanoseconds ?? .max, $1.evidence)
    }
    let lines = Dictionary(grouping: all, by: \.source.node)
    return lines.sorted { $0.key < $1.key }.compactMap { node, lines in
      // What has not failed for ten minutes has been written since: kube-proxy syncs at least every 30 s after a failure.
      let isLasting = investigation.isExcerpt && lines.contains(where: saysLasting)
      guard isLasting || lines.count >= (investigation.isExcerpt ? leastOfExcerpt : least), let last = lines.last,
        last.time == nil || !investigation.hasLasted(seconds(600), since: last.time)
          || investigation.captured == nil
      else { return nil }
      let subject = investigation.node(node)
      let times = lines.compactMap(\.time)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster],
        span: times.first.map { Span($0, times.last ?? $0) },
        text: "kube-proxy on \(node.isEmpty ? "a node" : node) cannot write its rules (\(lines.count) tries): "
          + LoggedFailure.quoted(last.message),
        evidence: lines.prefix(2).map(\.evidence) + lines.dropFirst(2).suffix(1).map(\.evidence))
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "rules for Services are not written")]
      return occurrence
    }
  }

  private static func saysLasting(_ record: LogRecord) -> Bool {
    let text = ([record.message] + record.fields.map(\.value)).joined(separator: " ")
    return lasting.contains { text.firstRange(of: $0) != nil }
  }

  static let lock =
    "Failed to execute iptables-restore: failed to open iptables lock /run/xtables.lock: open /run/xtables.lock: is a directory"

  /// The next try may find it free.
  static let held =
    "Failed to execute iptables-restore: exit status 4 (Another app is currently holding the xtables lock.)"

  static func example(_ title: String, _ errors: [String]) -> Example {
    let lines = errors.enumerated().map { offset, text in
      "2024-05-06T10:00:\(10 + 18 * offset).000200+0000 n1 kube-proxy[900]: E0506 10:00:\(10 + 18 * offset).000100"
        + "     900 proxier.go:1595] \(text)\n"
    }
    return Example(
      title,
      [
        ("nodes/n1/journal/kube-proxy.log", lines.joined()),
        ("nodes/n1/date.txt", "Mon May  6 10:01:00 UTC 2024\n"),
      ])
  }
}
