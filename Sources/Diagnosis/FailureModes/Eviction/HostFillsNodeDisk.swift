import Model

/// Something on the host, outside of pods and images, fills a node's disk.
extension FailureMode {
  static let hostFillsNodeDisk = FailureMode(
    card: FailureModeCard(
      id: "host-fills-node-disk", role: .fault, layer: "Eviction and garbage collection",
      title: Text(en: "The host fills its own disk", ja: "ホスト自身がディスクを使い切る"),
      what: "The kubelet has collected and evicted all it may, and the disk is still full.",
      why: """
        Files that belong to no pod, container or image (dumps, packages, other services' data, a core file) count against \
        the same thresholds, but the kubelet cannot reclaim them. It evicts pod after pod without effect.
        """,
      remedies: [
        Remedy(
          .now, "Find and remove what is large outside of the kubelet's and the runtime's directories.",
          commands: ["du -xh --max-depth=3 / | sort -h | tail -40", "journalctl --disk-usage"]),
        Remedy(.lasting, "Give the kubelet's and the runtime's data a filesystem of their own."),
        Remedy(.lasting, "Rotate host logs and dumps; alert on the node's free disk before the kubelet acts."),
      ],
      references: DiskConsumerMode.evictionReferences),
    recognize: { DiskConsumerMode.occurrences(of: "host-fills-node-disk", $0) },
    fires: Example(
      "Nothing is left to evict and df still shows a full disk",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        ("nodes/n1/journal/kubelet.log", helplessJournal),
        ("nodes/n1/df.txt", df(used: 10_066_329, available: 419_431, percent: 96)),
      ]),
    staysSilent: Example(
      "Nothing is left to evict, but what fills the disk was not measured",
      [
        ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
        ("nodes/n1/journal/kubelet.log", helplessJournal),
        ("nodes/n1/df.txt", df(used: 1_048_576, available: 9_437_184, percent: 10)),
      ]))

  private static func df(used: Int, available: Int, percent: Int) -> String {
    """
    Filesystem     1K-blocks     Used Available Use% Mounted on
    /dev/sda1       10485760 \(used) \(available)  \(percent)% /

    """
  }

  private static let helplessJournal = DiskPressureExample.kubelet(
    (
      "10:00:00", "eviction_manager.go:338",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    ("10:00:00", "container_gc.go:85", "\"Attempting to delete unused containers\""),
    ("10:00:01", "image_gc_manager.go:327", "\"Attempting to delete unused images\""),
    (
      "10:00:01", "eviction_manager.go:360",
      "\"Eviction manager: must evict pod(s) to reclaim\" resourceName=\"ephemeral-storage\""
    ),
    ("10:00:01", "eviction_manager.go:382", "\"Eviction manager: unable to evict any pods from the node\""))
}
