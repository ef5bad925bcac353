import Model

/// A share of a Windows or SMB server cannot be mounted.
extension FailureMode {
  static let smbMountFailed = FailureMode(
    card: FailureModeCard(
      id: "smb-mount-failed", role: .fault, layer: "Storage",
      title: Text(en: "An SMB share cannot be mounted", ja: "SMB 共有をマウントできない"),
      what: """
        Pods wait in ContainerCreating; FailedMount shows `mount -t cifs` and `mount error(13): Permission denied`, `mount error(115)`, \
        `mount error(2)` or that the helper program is missing.
        """,
      why: """
        13 and 5: the account, its key or the share's rights are wrong. 115 and 113: port 445 is not reached. 2: the share does not exist. \
        Without a number the node lacks cifs-utils.
        """,
      remedies: [
        Remedy(
          .now, "Mount it by hand on the node, and read the kernel's words.",
          commands: ["mount -t cifs //SERVER/SHARE /mnt -o username=USER,vers=3.0", "dmesg -T | grep -i cifs | tail"]),
        Remedy(
          .lasting, "Keep the Secret in step with the account's key, and install cifs-utils on all nodes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/"]),
    recognize: {
      PodStartMode.occurrences(of: "smb-mount-failed", on: .workload, "its SMB share cannot be mounted", $0)
    },
    fires: PodStartMode.example("The account's key was changed", "FailedMount", refused),
    staysSilent: PodStartMode.healed("The Secret was corrected", "FailedMount", refused))

  private static let refused =
    "MountVolume.SetUp failed for volume \"share\" : mount failed: exit status 32\\nMounting command: mount\\nMounting arguments: -t cifs -o file_mode=0777,<masked> //files.example.com/share /var/lib/kubelet/pods/u1/volumes/kubernetes.io~azure-file/share\\nOutput: mount error(13): Permission denied"
}
