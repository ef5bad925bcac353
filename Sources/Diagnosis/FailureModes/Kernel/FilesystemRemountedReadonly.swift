import Model

/// The kernel made a filesystem read-only to protect it.
extension FailureMode {
  static let filesystemRemountedReadonly = FailureMode(
    card: FailureModeCard(
      id: "filesystem-remounted-readonly", role: .state, layer: "Kernel and host",
      title: Text(en: "A filesystem was remounted read-only", ja: "ファイルシステムが読み取り専用になった"),
      what:
        "After an error the kernel remounts a filesystem read-only. Whatever writes to it fails with `read-only file system`.",
      why: """
        ext4 aborts its journal when a write fails or its structures are damaged, and with errors=remount-ro turns read-only. It \
        stays so until it has been checked and mounted again.
        """,
      remedies: [
        Remedy(
          .now, "See which filesystem it is and why; drain the node before a check.",
          commands: ["dmesg -T | grep -iE 'remount|EXT4-fs|I/O error'", "findmnt -O ro"]),
        Remedy(.lasting, "Repair or replace the disk under it."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [filesystemRemountedReadonlyLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        filesystemRemountedReadonlyLine, "has a filesystem that the kernel remounted read-only",
        effect: "read-only filesystem", investigation)
    },
    causes: [
      CausalLink(
        from: "disk-io-error", by: .node, "makes the kernel protect the filesystem", delay: seconds(-5)...seconds(600)),
      CausalLink(
        from: "host-filesystem-damaged", by: .node, "makes the kernel protect the filesystem",
        delay: seconds(-5)...seconds(600)),
    ],
    fires: StatedOnNode.kernel(
      "ext4 aborts its journal",
      "EXT4-fs (sdb1): Remounting filesystem read-only"),
    staysSilent: StatedOnNode.kernel(
      "A filesystem is mounted read-only on purpose",
      "EXT4-fs (sdb1): mounted filesystem with ordered data mode. Opts: ro"))

  private static let filesystemRemountedReadonlyLine = LogSignature(
    "kernel-remounted-readonly", component: "kernel",
    literals: ["Remounting filesystem read-only"])
}
