import Model

/// The kernel finds the structures of a filesystem damaged.
extension FailureMode {
  static let hostFilesystemDamaged = FailureMode(
    card: FailureModeCard(
      id: "host-filesystem-damaged", role: .fault, layer: "Kernel and host",
      title: Text(en: "A filesystem of a node is damaged", ja: "ノードのファイルシステムが破損している"),
      what: """
        The kernel says `EXT4-fs error (device …)`, `Detected aborted journal`, or of XFS `Corruption detected. Unmount and run \
        xfs_repair`. The filesystem turns read-only or shuts down; what writes to it fails.
        """,
      why: """
        A disk that lost writes, a machine or storage that lost power, two writers on one disk, or a full thin pool below. Errors of the \
        disk itself stand in the kernel's log as I/O errors.
        """,
      remedies: [
        Remedy(
          .now, "Drain the node, unmount the filesystem and check it.",
          commands: ["dmesg -T | grep -E 'EXT4-fs|XFS|I/O error'", "fsck -n /dev/DEVICE", "xfs_repair -n /dev/DEVICE"]),
        Remedy(.lasting, "Replace the disk under it if it returns errors, and keep nodes easy to replace."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [damageLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        damageLine, "has a damaged filesystem", effect: "filesystem damaged", investigation
      ) { record in
        // A disk that returns errors damages what lies on it.
        !investigation.incident.records("kernel-io-error").contains { $0.source.node == record.source.node }
      }
    },
    fires: StatedOnNode.kernel(
      "ext4 gives up its journal",
      "EXT4-fs error (device sdb1): ext4_journal_check_start:61: Detected aborted journal",
      "EXT4-fs (sdb1): Remounting filesystem read-only"),
    staysSilent: StatedOnNode.kernel(
      "ext4 repairs itself after a hard reset",
      "EXT4-fs (sdb1): recovery complete"))

  private static let damageLine = LogSignature(
    "kernel-filesystem-damaged", component: "kernel",
    literals: [
      "EXT4-fs error (device ", "EXT3-fs error (device ", "Corruption detected. Unmount and run xfs_repair",
      "Corruption of in-memory data detected", "Internal error XFS_WANT_CORRUPTED", "Metadata corruption detected at",
    ])
}
