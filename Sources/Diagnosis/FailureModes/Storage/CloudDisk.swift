import Model

/// The cloud refuses to attach a disk, in its own words.
extension FailureMode {
  static let diskDeletedOrAttachedElsewhere = FailureMode(
    card: FailureModeCard(
      id: "disk-deleted-or-attached-elsewhere", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The disk is gone, or attached to another machine", ja: "ディスクが存在しないか別のマシンに接続中"),
      what: """
        Pods stay in ContainerCreating; AttachVolume.Attach fails with `InvalidVolume.NotFound`, `VolumeInUse`, \
        `already attached` or `already being used by`.
        """,
      why: """
        The cloud's disk behind the PersistentVolume was deleted outside of Kubernetes, or a machine still holds it that \
        the cluster no longer counts: a node that was lost, or a disk that somebody attached by hand.
        """,
      remedies: [
        Remedy(
          .now, "Look the disk up in the cloud; detach it there, or restore it from a snapshot.",
          commands: ["kubectl get volumeattachments", "kubectl get pv -o wide"]),
        Remedy(.lasting, "Manage disks of the cluster through the cluster only."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "disk-deleted-or-attached-elsewhere", on: .workload, "its disk is gone, or attached to another machine", $0)
    },
    fires: PodStartMode.example(
      "The disk was deleted", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = NotFound desc = InvalidVolume.NotFound: The volume 'vol-0a' does not exist."
    ),
    staysSilent: PodStartMode.healed(
      "It was detached since", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1\" : VolumeInUse: vol-0a is already attached to an instance"))

  static let cloudAPIThrottledOrDenied = FailureMode(
    card: FailureModeCard(
      id: "cloud-api-throttled-or-denied", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The cloud refuses the cluster's calls", ja: "クラウド API が拒否または制限している"),
      what: """
        Attaching a volume fails with `RequestLimitExceeded`, `Rate exceeded`, `UnauthorizedOperation`, \
        `AuthorizationFailed` and the like.
        """,
      why: """
        The driver's identity lacks a permission in the cloud, or the account has used up its rate of calls, for all \
        clusters and tools together.
        """,
      remedies: [
        Remedy(
          .now, "Grant the permission that the message names, or find who makes the calls.",
          commands: ["kubectl -n {namespace} get events --field-selector reason=FailedAttachVolume"]),
        Remedy(.lasting, "Ask for a higher rate, and let fewer controllers poll."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/cloud-controller/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "cloud-api-throttled-or-denied", on: .workload, "the cloud refuses the call that would attach its volume",
        $0)
    },
    fires: PodStartMode.example(
      "A permission is missing", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = Internal desc = UnauthorizedOperation: You are not authorized to perform this operation."
    ),
    staysSilent: PodStartMode.healed(
      "A later call went through", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1\" : RequestLimitExceeded: Request limit exceeded."))
}
