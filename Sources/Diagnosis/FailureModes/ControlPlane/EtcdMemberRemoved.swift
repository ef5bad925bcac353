import Model

/// A member of etcd that the others have removed starts again with its old data.
extension FailureMode {
  static let etcdMemberRemoved = FailureMode(
    card: FailureModeCard(
      id: "etcd-member-removed", role: .fault, layer: "Control plane and etcd",
      title: Text(en: "A removed member of etcd starts with old data", ja: "削除済み etcd メンバーが古いデータで起動している"),
      what: """
        etcd ends at each start with `the member has been permanently removed from the cluster`; the API server on the same machine \
        finds no etcd.
        """,
      why: """
        Somebody, or an operator, removed the member. Its data folder still bears the old id, which the cluster never takes back.
        """,
      remedies: [
        Remedy(
          .now, "Add it as a new member, with an empty data folder.",
          commands: [
            "etcdctl member list -w table", "etcdctl member add NAME --peer-urls=https://ADDRESS:2380",
            "mv /var/lib/etcd /var/lib/etcd.old",
          ]),
        Remedy(.lasting, "Clear the data folder whenever a member is removed."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"]),
    signatures: [removedMemberLine],
    recognize: {
      StatedOnNode.occurrences(
        removedMemberLine, "runs a member of etcd that was removed from its cluster", effect: "etcd down", $0,
        whileItLasts: true)
    },
    fires: EtcdElections.lines(
      "It is refused at each start",
      "server error\",\"error\":\"the member has been permanently removed from the cluster", count: 2),
    staysSilent: EtcdElections.lines(
      "Another member was removed", "removed member\",\"removed-remote-peer-id\":\"91bc3c398fb3c146", count: 1))

  private static let removedMemberLine = LogSignature(
    "etcd-member-removed", component: "etcd",
    literals: [
      "the member has been permanently removed from the cluster",
      "data-dir used by this member must be removed",
    ])
}
