import Model

/// A disk of a node, or the path to it, returns errors.
extension FailureMode {
  static let diskIOError = FailureMode(
    card: FailureModeCard(
      id: "disk-io-error", role: .fault, layer: "Kernel and host",
      title: Text(en: "A node's disk returns errors", ja: "ノードのディスクが I/O エラーを返す"),
      what:
        "The kernel reports I/O errors of a disk: reads and writes fail, filesystems on it turn read-only or shut down.",
      why: """
        A failing disk, a lost path to a storage network, or a cloud volume that was detached or throttled. What depends on it \
        hangs or fails: the runtime, the kubelet, etcd, volumes.
        """,
      remedies: [
        Remedy(
          .now, "See which device it is and what lies on it; drain the node.",
          commands: ["dmesg -T | grep -i error", "lsblk -f", "smartctl -a /dev/DEVICE"]),
        Remedy(.lasting, "Replace the disk or repair the path, and check the filesystems before use."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [diskIOErrorLine, NodePathError.signature],
    recognize: { investigation in
      let known = StatedOnNode.occurrences(
        diskIOErrorLine, "had I/O errors of a disk", effect: "disk errors", investigation
      ) {
        record in
        // Empty drives are polled and always answer so.
        !["dev sr", "dev fd"].contains { record.message.firstRange(of: $0) != nil }
      }
      return known + NodePathError.occurrences(investigation)
    },
    fires: StatedOnNode.kernel(
      "A disk returns errors",
      "blk_update_request: I/O error, dev sdb, sector 1953525 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 0",
      "EXT4-fs (sdb1): Remounting filesystem read-only"),
    staysSilent: StatedOnNode.kernel(
      "An empty CD drive is polled",
      "blk_update_request: I/O error, dev sr0, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0"))

  private static let diskIOErrorLine = LogSignature(
    "kernel-io-error", component: "kernel",
    literals: [
      "I/O error, dev ", "critical medium error, dev ", "rejecting I/O to offline device",
      "): metadata I/O error", "): log I/O error", "Buffer I/O error on dev", "end_request: I/O error",
      "previous I/O error to superblock detected",
    ])
}
