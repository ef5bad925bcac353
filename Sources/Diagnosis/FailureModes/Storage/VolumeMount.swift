import Model

/// A volume is on the pod's node and cannot be mounted.
extension FailureMode {
  static let csiDriverNotRegistered = FailureMode(
    card: FailureModeCard(
      id: "csi-driver-not-registered", role: .fault, layer: "Storage",
      title: Text(en: "The volume's driver does not run on the node", ja: "ボリュームのドライバーがノードに登録されていない"),
      what: """
        Pods wait in ContainerCreating; FailedMount says `driver name … not found in the list of registered CSI drivers`.
        """,
      why: """
        The driver's node plugin, a DaemonSet, does not run on this node: it tolerates too few taints, fails, or registers under \
        another kubelet directory. For seconds after a boot that is normal.
        """,
      remedies: [
        Remedy(
          .now, "See whether the plugin's pod runs on the node.",
          commands: ["kubectl get csinodes -o yaml", "kubectl get pods -A -o wide | grep -i csi"]),
        Remedy(.lasting, "Let the plugin tolerate all taints, and keep pods off until it runs."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#csi"]),
    recognize: {
      PodStartMode.occurrences(
        of: "csi-driver-not-registered", on: .node, "its volume's driver is not registered on the node", $0)
    },
    fires: PodStartMode.example(
      "The plugin does not run", "FailedMount",
      "MountVolume.MountDevice failed for volume \"pvc-1f0c\" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name disk.csi.example.com not found in the list of registered CSI drivers"
    ),
    staysSilent: PodStartMode.healed(
      "The plugin had just started", "FailedMount",
      "MountVolume.MountDevice failed for volume \"pvc-1f0c\" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name disk.csi.example.com not found in the list of registered CSI drivers"
    ))

  static let nfsMountFailed = FailureMode(
    card: FailureModeCard(
      id: "nfs-mount-failed", role: .fault, layer: "Storage",
      title: Text(en: "An NFS volume cannot be mounted", ja: "NFS ボリュームをマウントできない"),
      what: """
        Pods wait in ContainerCreating; FailedMount quotes `mount.nfs: …`: timed out, access denied, no route, stale handle, or a \
        missing helper program.
        """,
      why: """
        The server or its export is away or does not admit this node, a firewall is between them, the versions do not agree, or the \
        node lacks the NFS client.
        """,
      remedies: [
        Remedy(
          .now, "Mount it by hand on the node, and look at the exports.",
          commands: ["showmount -e SERVER", "mount -t nfs -o vers=4.1 SERVER:/EXPORT /mnt"]),
        Remedy(.lasting, "Install the NFS client on all nodes, and state the version in mountOptions."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#nfs"]),
    recognize: {
      PodStartMode.occurrences(of: "nfs-mount-failed", on: .workload, "its NFS volume cannot be mounted", $0)
    },
    fires: PodStartMode.example(
      "The server does not answer", "FailedMount",
      "MountVolume.SetUp failed for volume \"data\" : mount failed: exit status 32\nOutput: mount.nfs: Connection timed out"
    ),
    staysSilent: PodStartMode.example(
      "A wrapper without a cause", "FailedMount",
      "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: context deadline exceeded"
    ))

  static let volumeMountFailedFilesystem = FailureMode(
    card: FailureModeCard(
      id: "volume-mount-failed-filesystem", role: .fault, layer: "Storage",
      title: Text(en: "A volume's filesystem cannot be mounted", ja: "ボリュームのファイルシステムをマウントできない"),
      what: """
        Pods wait in ContainerCreating; FailedMount says `bad superblock`, `structure needs cleaning`, that fsck found errors, or \
        that the device is not there.
        """,
      why: """
        The filesystem is damaged (a node that lost power, two writers), of another type than stated, or the device node did not \
        appear. The kubelet repairs what fsck repairs without being asked, and no more.
        """,
      remedies: [
        Remedy(
          .now, "Stop the workload, make a snapshot, then check the filesystem by hand.",
          commands: ["lsblk -f", "fsck -f /dev/DEVICE", "xfs_repair -n /dev/DEVICE"]),
        Remedy(.lasting, "Keep snapshots; never force a volume onto two nodes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "volume-mount-failed-filesystem", on: .workload, "the filesystem of its volume cannot be mounted", $0)
    },
    fires: PodStartMode.example(
      "fsck gives up", "FailedMount",
      "MountVolume.MountDevice failed for volume \"pvc-1f0c\" : rpc error: code = Internal desc = 'fsck' found errors on device /dev/sdc but could not correct them"
    ),
    staysSilent: PodStartMode.healed(
      "The device appeared a little later", "FailedMount",
      "MountVolume.MountDevice failed for volume \"pvc-1f0c\" : mount failed: exit status 32, special device /dev/sdc does not exist"
    ))

  static let hostPathTypeMismatch = FailureMode(
    card: FailureModeCard(
      id: "hostpath-type-mismatch", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "A path of the host is not what the pod expects", ja: "hostPath の種類が Pod の指定と異なる"),
      what: """
        Pods wait in ContainerCreating; FailedMount says `hostPath type check failed`.
        """,
      why: """
        The volume names a type (Directory, File, Socket …), and the path is absent on this node or of another type.
        """,
      remedies: [
        Remedy(.now, "Look at the path on the node.", commands: ["ls -ld PATH"]),
        Remedy(.lasting, "Use DirectoryOrCreate or FileOrCreate, or no hostPath at all."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"]),
    recognize: {
      PodStartMode.occurrences(
        of: "hostpath-type-mismatch", on: .workload, "a path of the host is not of the type that it states", $0)
    },
    fires: PodStartMode.example(
      "A directory is absent", "FailedMount",
      "MountVolume.SetUp failed for volume \"data\" : hostPath type check failed: /srv/data is not a directory"),
    staysSilent: PodStartMode.example(
      "The kubelet's cache has not seen an object yet", "FailedMount",
      "MountVolume.SetUp failed for volume \"data\" : object \"shop\"/\"web-config\" not registered"))

  static let serviceAccountTokenMountFailed = FailureMode(
    card: FailureModeCard(
      id: "service-account-token-mount-failed", role: .fault, layer: "Configuration / container creation",
      title: Text(en: "No token can be had for the ServiceAccount", ja: "ServiceAccount のトークンを取得できない"),
      what: """
        Pods wait in ContainerCreating; FailedMount says `failed to fetch token`.
        """,
      why: """
        The ServiceAccount was deleted while its pods exist, or the node may not ask for its token.
        """,
      remedies: [
        Remedy(
          .now, "Make the ServiceAccount again, and the pods anew.",
          commands: ["kubectl -n {namespace} get serviceaccounts"]),
        Remedy(.lasting, "Delete a ServiceAccount only after the workloads that use it."),
      ],
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "service-account-token-mount-failed", on: .workload, "no token can be had for its ServiceAccount", $0)
    },
    fires: PodStartMode.example(
      "The ServiceAccount is gone", "FailedMount",
      "MountVolume.SetUp failed for volume \"kube-api-access-x2x9p\" : failed to fetch token: serviceaccounts \"web\" not found"
    ),
    staysSilent: PodStartMode.example(
      "The root certificate is not known yet", "FailedMount",
      "MountVolume.SetUp failed for volume \"kube-api-access-x2x9p\" : object \"shop\"/\"kube-root-ca.crt\" not registered"
    ))
}
