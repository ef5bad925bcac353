import Model

/// A volume takes long to be prepared, or belongs to no plugin, or to another pod.
extension FailureMode {
  static let volumePermissionChangeSlow = FailureMode(
    card: FailureModeCard(
      id: "volume-permission-change-slow", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "Changing the owner of a volume's files takes long", ja: "ボリュームの所有者変更に時間がかかっている"),
      what: "A pod stays in ContainerCreating without an error; the kubelet says `Setting volume ownership for …`.",
      why: """
        With fsGroup the kubelet changes the group of every file before the container starts, at each start. A volume with \
        millions of files takes minutes or hours.
        """,
      remedies: [
        Remedy(
          .now, "Set fsGroupChangePolicy to OnRootMismatch.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.securityContext}'"
          ])
      ],
      references: [
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods"
      ]),
    recognize: {
      PodStartMode.occurrences(
        of: "volume-permission-change-slow", on: .workload, "the owner of its volume's files is being changed", $0)
    },
    fires: PodStartMode.example("Millions of files", "VolumePermissionChangeInProgress", ownership),
    staysSilent: PodStartMode.healed("It came to an end", "VolumePermissionChangeInProgress", ownership))

  static let inTreeVolumeRemoved = FailureMode(
    card: FailureModeCard(
      id: "in-tree-volume-or-cloud-provider-removed", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "A volume's plugin is no longer part of Kubernetes", ja: "in-tree ボリュームプラグインが廃止された"),
      what: "Mounts fail with `no volume plugin matched` or `failed to get Plugin from volumeSpec`.",
      why: "Plugins of clouds left the kubelet's own code; volumes of these kinds need the vendor's CSI driver.",
      remedies: [
        Remedy(
          .now, "Install the CSI driver; volumes are then translated to it, or are made anew.",
          commands: ["kubectl get csidrivers", "kubectl get pv -o yaml | grep -A3 'spec:'"]),
        Remedy(.lasting, "Read the removals of a release before nodes are upgraded."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#types-of-volumes"]),
    recognize: {
      PodStartMode.occurrences(
        of: "in-tree-volume-or-cloud-provider-removed", on: .workload, "no plugin of its kubelet serves its volume", $0)
    },
    fires: PodStartMode.example("A volume of a cloud's old plugin", "FailedMount", noPlugin),
    staysSilent: PodStartMode.healed("The driver was installed since", "FailedMount", noPlugin))

  static let genericEphemeralVolumeFailed = FailureMode(
    card: FailureModeCard(
      id: "generic-ephemeral-volume-failed", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "A claim of the same name belongs to somebody else", ja: "同名の PVC が他者の所有になっている"),
      what: "A pod stays Pending: `PVC … was not created for pod … (pod is not owner)`.",
      why: """
        The claim of an ephemeral volume is called after pod and volume, with a dash between. A claim of that name exists \
        and is not the pod's own, so it is not touched.
        """,
      remedies: [
        Remedy(
          .now, "Rename the volume, or delete the other claim after a look at its data.",
          commands: ["kubectl -n {namespace} get pvc"])
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#persistentvolumeclaim-naming"]),
    recognize: { PlacementMode.occurrences(of: "generic-ephemeral-volume-failed", $0) },
    fires: PlacementMode.example("A claim that was there before", foreign),
    staysSilent: PlacementMode.placed(foreign))

  private static let foreign =
    "0/1 nodes are available: PVC \"web-0-scratch\" was not created for pod \"web-0\" (pod is not owner). preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."
  private static let noPlugin =
    "MountVolume.NewMounter initialization failed for volume \"data\" : failed to get Plugin from volumeSpec for volume \"data\" err=no volume plugin matched"
  private static let ownership =
    "Setting volume ownership for shop/web-0/volumes/data is taking longer than expected, processed 1200000 files."
}
