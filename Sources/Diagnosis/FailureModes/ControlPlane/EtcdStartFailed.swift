import Model

/// etcd ends at its start for what it was told or may not touch.
extension FailureMode {
  static let etcdStartFailed = FailureMode(
    card: FailureModeCard(
      id: "etcd-start-failed", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "etcd does not start with its settings", ja: "設定が原因で etcd が起動しない"),
      what: """
        etcd ends at each start: it cannot listen on the address it was given, may not open its data folder, or was already \
        bootstrapped as another member.
        """,
      why: """
        The machine has got another address than etcd's manifest names, something else holds the port, the data folder belongs to another \
        user, or an old data folder meets a new cluster.
        """,
      remedies: [
        Remedy(
          .now, "Compare the addresses and folders that etcd is told with what the machine has.",
          commands: [
            "ip -4 addr", "grep -e listen -e advertise -e data-dir /etc/kubernetes/manifests/etcd.yaml",
            "ls -ld /var/lib/etcd", "ss -ltnp | grep -E ':(2379|2380)'",
          ]),
        Remedy(.lasting, "Give control-plane machines fixed addresses."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [etcdStartLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        etcdStartLine, "has an etcd that does not start", effect: "etcd down", investigation, whileItLasts: true
      ) { !investigation.goesOn(after: $0, for: seconds(120)) }
    },
    fires: EtcdElections.lines(
      "The machine has another address by now",
      "discovery failed\",\"error\":\"listen tcp 10.0.0.7:2380: bind: cannot assign requested address", count: 1),
    staysSilent: EtcdElections.lines("It listens", "serving peer traffic\",\"address\":\"10.0.0.7:2380", count: 1))

  private static let etcdStartLine = LogSignature(
    "etcd-start-failed", component: "etcd",
    literals: [
      "bind: cannot assign requested address", "bind: address already in use", "cannot access data directory",
      "has already been bootstrapped", "missing from --initial-cluster",
    ])
}
