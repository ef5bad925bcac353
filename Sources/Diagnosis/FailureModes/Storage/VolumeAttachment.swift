import Model

/// A volume does not reach the pod's node.
extension FailureMode {
  static let multiAttachError = FailureMode(
    card: FailureModeCard(
      id: "multi-attach-error", role: .fault, layer: "Storage",
      title: Text(en: "A volume is still attached to another node", ja: "ボリュームが別のノードに接続されたまま"),
      what: """
        Pods wait in ContainerCreating; the Event FailedAttachVolume says `Multi-Attach error for volume … already exclusively \
        attached to one node` or `already used by pod(s) …`.
        """,
      why: """
        A ReadWriteOnce volume can be on one node at a time. A rolling update starts the new pod elsewhere before the old one is \
        gone, or the old node does not answer, and nobody can confirm that it let go of the volume.
        """,
      remedies: [
        Remedy(
          .now, "See which pod and node hold the volume; end that pod, or say that the dead node is out of service.",
          commands: [
            "kubectl get volumeattachments", "kubectl -n {namespace} get pods -o wide",
            "kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute",
          ]),
        Remedy(
          .lasting, "Use the strategy Recreate or a StatefulSet for pods with such volumes, or ReadWriteMany storage."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
        "https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/#non-graceful-node-shutdown",
      ]),
    recognize: {
      PodStartMode.occurrences(
        of: "multi-attach-error", on: .workload, "its volume is still attached to another node", $0)
    },
    fires: PodStartMode.example(
      "The old pod holds the volume", "FailedAttachVolume",
      "Multi-Attach error for volume \"pvc-1f0c\" Volume is already used by pod(s) web-7c75c5f88c-m4k2p"),
    staysSilent: PodStartMode.healed(
      "The volume came a little later", "FailedAttachVolume",
      "Multi-Attach error for volume \"pvc-1f0c\" Volume is already exclusively attached to one node and can't be attached to another"
    ))

  static let volumeAttachFailed = FailureMode(
    card: FailureModeCard(
      id: "volume-attach-failed", role: .fault, layer: "Storage",
      title: Text(en: "A volume cannot be attached to the node", ja: "ボリュームをノードに接続できない"),
      what: """
        Pods wait in ContainerCreating; the Event FailedAttachVolume says `AttachVolume.Attach failed for volume …` with the error \
        of the storage system.
        """,
      why: """
        The disk was deleted, the driver may not attach it, or the storage system refuses. The text after `desc =` tells which. \
        Where it tells of a timeout only, the driver's controller has to be looked at, and this is not named as a cause.
        """,
      remedies: [
        Remedy(
          .now, "Read the error; look at the driver's controller and at the volume in the storage system.",
          commands: ["kubectl get volumeattachments -o yaml", "kubectl get pods -A | grep -i csi"]),
        Remedy(.lasting, "Watch the driver's controller, its permissions and its limits."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#csi"]),
    recognize: {
      // Where the attacher lacks a right, the timeouts are no more than what comes of it.
      let refused = $0.incident.records(RefusedClientRights.line.id)
      guard !refused.contains(where: { $0.evidence.text.firstRange(of: "volumeattachments") != nil }) else { return [] }
      return PodStartMode.occurrences(
        of: "volume-attach-failed", on: .workload, "its volume cannot be attached", $0
      ).map { found in
        // The step that fails stands for its cause as far as the storage system's words go.
        var occurrence = found
        let isStated = found.evidence.contains {
          $0.text.firstRange(of: "rbd") != nil || $0.text.firstRange(of: "RBD") != nil
        }
        if !isStated { occurrence.confidence = min(occurrence.confidence, .likely) }
        return occurrence
      }
    },
    fires: PodStartMode.example(
      "The disk is gone", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1f0c\" : rpc error: code = NotFound desc = volume vol-0a1b not found"
    ),
    staysSilent: PodStartMode.healed(
      "It worked later", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1f0c\" : rpc error: code = Internal desc = request limit exceeded"))

  static let volumeAttachLimitReached = FailureMode(
    card: FailureModeCard(
      id: "volume-attach-limit-reached", role: .fault, layer: "Storage",
      title: Text(en: "A node has as many volumes as it can take", ja: "ノードのボリューム接続数が上限に達した"),
      what: """
        Pods wait in ContainerCreating; FailedAttachVolume says that the attachment limit is exceeded.
        """,
      why: """
        Machines take a limited number of disks, network cards included. The scheduler counts only what the driver reports; disks \
        attached by others, or a limit that is set too high, are not in its sum.
        """,
      remedies: [
        Remedy(
          .now, "Compare the node's attachments with its limit.",
          commands: ["kubectl get volumeattachments", "kubectl get csinodes -o yaml"]),
        Remedy(
          .lasting,
          "Set the driver's volume limit to what the machine type takes, or use larger nodes or fewer volumes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/storage-limits/"]),
    recognize: {
      PodStartMode.occurrences(of: "volume-attach-limit-reached", on: .node, "its node can take no more volumes", $0)
    },
    fires: PodStartMode.example(
      "The machine type takes no more disks", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1f0c\" : rpc error: code = ResourceExhausted desc = attachment limit exceeded"
    ),
    staysSilent: PodStartMode.example(
      "Another attach error", "FailedAttachVolume",
      "AttachVolume.Attach failed for volume \"pvc-1f0c\" : rpc error: code = NotFound desc = volume vol-0a1b not found"
    ))
}
