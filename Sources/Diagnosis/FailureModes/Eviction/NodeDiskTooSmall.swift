import Model

/// A node's disk cannot hold what an ordinary node needs.
extension FailureMode {
  static let nodeDiskTooSmall = FailureMode(
    card: FailureModeCard(
      id: "node-disk-too-small", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "A node's disk is too small", ja: "ノードのディスクが小さすぎる"),
      what: "The node is under disk pressure for as long as the bundle looks back, whatever the kubelet evicts.",
      why: """
        The kubelet's root directory lies on a filesystem so small (often a separate /var) that images, logs and the \
        system alone meet the thresholds, while other filesystems of the node have room.
        """,
      remedies: [
        DiskConsumerMode.findUsage,
        Remedy(
          .lasting,
          "Enlarge the filesystem that holds the kubelet's and the runtime's data, or move both to a larger one."),
      ],
      references: DiskConsumerMode.evictionReferences),
    recognize: { DiskConsumerMode.occurrences(of: "node-disk-too-small", $0) },
    fires: Example(
      "A disk of 2 GiB meets the threshold for hours although several workloads were evicted",
      [
        ("cluster/nodes.yaml", smallNode),
        ("nodes/n1/journal/kubelet.log", lastingJournal),
      ]),
    staysSilent: Example(
      "The same on a disk of ordinary size: not its size is at fault",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        ("nodes/n1/journal/kubelet.log", lastingJournal),
      ]))

  private static let smallNode = """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, uid: node-1}
    status:
      capacity: {ephemeral-storage: 2038Mi}
      conditions:
      - {type: DiskPressure, status: "True", lastTransitionTime: "2024-05-06T08:00:00Z"}
    """

  /// The kubelet meets the threshold every four minutes for an hour and finds nothing to evict.
  private static let lastingJournal = (0...15).map { pass in
    let minute = pass * 4
    let time = "09:\(minute < 10 ? "0" : "")\(minute):00"
    return DiskPressureExample.kubelet(
      (
        time, "eviction_manager.go:338",
        "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
      ),
      (time, "eviction_manager.go:382", "\"Eviction manager: unable to evict any pods from the node\""))
  }.joined()
}
