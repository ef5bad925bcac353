import Model

/// etcd, which keeps the whole state of the cluster, fails.
extension FailureMode {
  static let etcdSpaceQuotaExceeded = FailureMode(
    card: FailureModeCard(
      id: "etcd-space-quota-exceeded", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "etcd has used up its space", ja: "etcd の容量上限に達した"),
      what: """
        Every write fails with `etcdserver: mvcc: database space exceeded`; reads work. Nodes turn Unknown since their leases cannot \
        be renewed.
        """,
      why: """
        The database has reached quota-backend-bytes (2 GiB by default): many events or large objects, no compaction, or no \
        defragmentation. etcd raises the alarm NOSPACE and keeps it until it is disarmed.
        """,
      remedies: [
        Remedy(
          .now, "Compact, defragment, then disarm the alarm.",
          commands: [
            "etcdctl endpoint status -w table", "etcdctl compact REVISION", "etcdctl defrag", "etcdctl alarm disarm",
          ]),
        Remedy(.lasting, "Alert on the size of the database, and defragment regularly."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [etcdSpaceLine, etcdSpaceRefusals],
    recognize: { investigation in
      let stated = StatedOnNode.occurrences(
        etcdSpaceLine, "etcd has used up its space", effect: "etcd read-only", investigation, whileItLasts: true,
        atCapture: isState)
      return stated.isEmpty
        ? StatedInCluster.occurrences(
          [etcdSpaceRefusals], "etcd has used up its space: writes are refused", effect: "etcd read-only",
          investigation,
          answers: StatedInCluster.refusals("etcdserver: mvcc: database space exceeded", investigation))
        : stated
    },
    fires: etcd("The database is full", "etcdserver: mvcc: database space exceeded"),
    staysSilent: etcd("It is compacted", "finished scheduled compaction"))

  static let etcdNoLeader = FailureMode(
    card: FailureModeCard(
      id: "etcd-no-leader", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "etcd has no leader", ja: "etcd にリーダーがいない"),
      what: """
        etcd refuses requests with `etcdserver: no leader`; the API answers with timeouts.
        """,
      why: """
        Fewer than half of its members answer: machines down, the network between them cut, or disks too slow to hold an election.
        """,
      remedies: [
        Remedy(
          .now, "See which members are there.",
          commands: ["etcdctl member list -w table", "etcdctl endpoint health --cluster"]),
        Remedy(.lasting, "Run three or five members on machines of their own."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [etcdLeaderLine],
    recognize: {
      StatedOnNode.occurrences(
        etcdLeaderLine, "etcd has no leader", effect: "etcd without a leader", $0, atLeast: 3, whileItLasts: true,
        atCapture: isState)
    },
    fires: etcd("Requests are refused", "etcdserver: no leader"),
    staysSilent: etcd("It elects a leader", "elected leader"))

  static let etcdSlowDisk = FailureMode(
    card: FailureModeCard(
      id: "etcd-slow-disk", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "The disk of etcd is too slow", ja: "etcd のディスクが遅すぎる"),
      what: """
        etcd says `slow fdatasync` and that heartbeats are late, `likely from slow disk`; leaders change, and components lose their \
        leases.
        """,
      why: """
        etcd writes each change to disk before it answers. A disk that it shares with others, or of a throttled class, makes \
        every write of the cluster slow.
        """,
      remedies: [
        Remedy(
          .now, "Measure the disk, and move what else writes to it.",
          commands: [
            "fio --rw=write --ioengine=sync --fdatasync=1 --bs=2300 --size=22m --name=etcd --directory=/var/lib/etcd",
            "iostat -x 1 5",
          ]),
        Remedy(.lasting, "Give etcd an SSD of its own."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [etcdSlowLine],
    recognize: {
      StatedOnNode.occurrences(
        etcdSlowLine, "etcd waits for its disk", effect: "etcd slow", $0, atLeast: $0.isExcerpt ? 1 : 3,
        whileItLasts: true)
    },
    fires: etcd(
      "Heartbeats are late",
      "leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk"),
    staysSilent: etcd("A single slow request", "apply request took too long"))

  static let etcdDataCorruptOrLost = FailureMode(
    card: FailureModeCard(
      id: "etcd-data-corrupt-or-lost", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "The data of etcd is damaged", ja: "etcd のデータが破損している"),
      what: """
        A member does not start or stops with an error of its log, checksum or cluster id.
        """,
      why: """
        A disk lost writes, a machine lost power, a data folder was restored on one member only, or members were mixed.
        """,
      remedies: [
        Remedy(
          .now, "Remove the member, clear its data, and add it again; restore a snapshot if most are damaged.",
          commands: ["etcdctl member list -w table", "etcdctl snapshot status SNAPSHOT"]),
        Remedy(
          .lasting,
          """
          Keep etcd on reliable storage, run three or five members, take snapshots of etcd and of its disks regularly, and try to \
          restore them.
          """),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [etcdCorruptLine],
    recognize: {
      StatedOnNode.occurrences(
        etcdCorruptLine, "the data of etcd is damaged", effect: "etcd data damaged", $0, whileItLasts: true,
        atCapture: isState)
    },
    fires: etcd("The write-ahead log is damaged", "walpb: crc mismatch"),
    staysSilent: etcd("It recovers", "recovered v3 backend from snapshot"))

  private static let etcdSpaceLine = LogSignature(
    "etcd-space-exceeded", component: "etcd",
    literals: [
      "mvcc: database space exceeded", "exceeded backend quota; raising alarm", "alarm:NOSPACE", "alarm NOSPACE raised",
      "\"alarm\":\"NOSPACE\"",
    ])

  /// Writes that are refused, as clients of the API and the API server itself say it.
  private static let etcdSpaceRefusals = LogSignature(
    "etcd-space-exceeded-refusals", component: "", literals: ["etcdserver: mvcc: database space exceeded"])

  private static let etcdLeaderLine = LogSignature(
    "etcd-without-leader", component: "etcd", literals: ["etcdserver: no leader"])

  private static let etcdSlowLine = LogSignature(
    "etcd-slow-disk", component: "etcd",
    // The second is how etcd 3.4 and earlier say it.
    literals: ["slow fdatasync", "sync duration of", "overloaded likely from slow disk"])

  private static let etcdCorruptLine = LogSignature(
    "etcd-data-damaged", component: "etcd",
    literals: [
      "found data inconsistency with peers", "raft log corrupted, truncated, or lost", "walpb: crc mismatch",
      "failed to recover v3 backend from snapshot", "cluster ID mismatch", "alarm:CORRUPT",
      // The database's own last words, of bbolt.
      "panic: freepages: failed to get all reachable pages", "panic: invalid freelist page",
      "panic: assertion failed: Page expected to be", "does not match with snap", "panic: invalid database",
    ])

  /// Whether a line is what `etcdctl` showed, which has no time: so it is when the bundle is taken.
  private static func isState(_ record: LogRecord) -> Bool { record.time == nil && record.severity == nil }

  /// Three like lines of etcd's journal.
  private static func etcd(_ title: String, _ message: String) -> Example {
    let line = "2024-05-06T10:02:00.000200+0000 n1 etcd[88]: {\"level\":\"warn\",\"ts\":\"2024-05-06T10:02:0"
    return Example(
      title,
      [
        (
          "nodes/n1/journal/etcd.log",
          (0..<3).map { "\(line)\($0).000Z\",\"msg\":\"\(message)\"}\n" }.joined()
        ), ("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n"),
      ])
  }
}
