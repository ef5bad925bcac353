import Model

/// XFS shut a filesystem down after an error.
extension FailureMode {
  static let xfsShutdown = FailureMode(
    card: FailureModeCard(
      id: "xfs-shutdown", role: .state, layer: "Kernel and host",
      title: Text(en: "An XFS filesystem was shut down", ja: "XFS ファイルシステムが停止した"),
      what:
        "XFS shut a filesystem down: every access fails with `input/output error` until it is unmounted and repaired.",
      why: """
        XFS stops a filesystem when its log cannot be written or its structures are damaged, rather than make it worse.
        """,
      remedies: [
        Remedy(
          .now, "Find the error before the shutdown; unmount and repair.",
          commands: ["dmesg -T | grep XFS", "xfs_repair -n /dev/DEVICE"]),
        Remedy(.lasting, "Replace the disk under it."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/"]),
    signatures: [xfsShutdownLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        xfsShutdownLine, "has an XFS filesystem that was shut down", effect: "filesystem shut down", investigation)
    },
    causes: [
      CausalLink(
        from: "disk-io-error", by: .node, "makes XFS shut the filesystem down", delay: seconds(-5)...seconds(600)),
      CausalLink(
        from: "host-filesystem-damaged", by: .node, "makes XFS shut the filesystem down",
        delay: seconds(-5)...seconds(600)),
    ],
    fires: StatedOnNode.kernel(
      "XFS shuts a filesystem down",
      "XFS (sdb1): Please unmount the filesystem and rectify the problem(s)"),
    staysSilent: StatedOnNode.kernel(
      "XFS mounts a filesystem",
      "XFS (sdb1): Ending clean mount"))

  private static let xfsShutdownLine = LogSignature(
    "kernel-xfs-shutdown", component: "kernel",
    literals: [
      "xfs_do_force_shutdown", "Please unmount the filesystem and rectify the problem", "): Shutting down filesystem",
    ])
}
