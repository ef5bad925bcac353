import Model

/// The kubelet cannot write to its own folder.
extension FailureMode {
  static let kubeletDiskWriteFailure = FailureMode(
    card: FailureModeCard(
      id: "kubelet-disk-write-failure", role: .fault, layer: "Node / kubelet",
      title: Text(en: "The kubelet cannot write to its disk", ja: "kubelet がディスクに書き込めない"),
      what: """
        The kubelet's calls below /var/lib/kubelet fail with `no space left on device` or `read-only file system`: checkpoints, volumes and \
        folders of pods are not made.
        """,
      why: """
        The filesystem of /var/lib/kubelet is full, out of inodes, or was remounted read-only after an error, and the kubelet's own \
        pressure condition does not tell.
        """,
      remedies: [
        Remedy(
          .now, "See which it is, and free or repair the filesystem.",
          commands: [
            "df -h /var/lib/kubelet; df -i /var/lib/kubelet", "findmnt -T /var/lib/kubelet", "dmesg -T | tail -50",
          ]),
        Remedy(.lasting, "Alert on free space and on read-only mounts of all nodes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"]),
    signatures: [writeLine],
    recognize: { investigation in
      StatedOnNode.occurrences(
        writeLine, "has a kubelet that cannot write below /var/lib/kubelet", effect: "kubelet cannot write",
        investigation,
        atLeast: 3, whileItLasts: true
      ) { record in
        record.evidence.text.firstRange(of: "/var/lib/kubelet") != nil
          && !investigation.diskPressure.contains { $0.node == record.source.node }
          && !["kernel-remounted-readonly", "kernel-xfs-shutdown", "kernel-io-error"].contains { id in
            investigation.incident.records(id).contains { $0.source.node == record.source.node }
          }
      }
    },
    fires: StatedInCluster.kubelet(
      "Its filesystem is full", site: "kubelet_pods.go:120", failedWrite, failedWrite, failedWrite),
    staysSilent: StatedInCluster.kubelet(
      "A container's own volume is full", site: "kubelet_pods.go:120", otherWrite, otherWrite, otherWrite))

  private static let failedWrite =
    "\"Unable to make pod data directories for pod\" err=\"mkdir /var/lib/kubelet/pods/u1: no space left on device\" pod=\"shop/web-0\""
  private static let otherWrite =
    "\"Error syncing pod, skipping\" err=\"write /mnt/backup/x: no space left on device\" pod=\"shop/web-0\""

  private static let writeLine = LogSignature(
    "kubelet-cannot-write", component: "kubelet",
    callSites: [
      "kubelet_pods.go", "kubelet.go", "status_manager.go", "pod_workers.go", "checkpoint_manager.go",
      "state_checkpoint.go",
      "nestedpendingoperations.go",
    ],
    literals: ["no space left on device", "read-only file system"])
}
