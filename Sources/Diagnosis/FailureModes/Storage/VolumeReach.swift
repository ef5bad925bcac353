import Model

/// A volume's server is not reached, or its mount fails for a reason that only its own words tell.
extension FailureMode {
  static let iscsiTargetUnreachable = FailureMode(
    card: FailureModeCard(
      id: "iscsi-target-unreachable", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "A node does not reach an iSCSI target", ja: "iSCSI ターゲットに到達できない"),
      what: """
        `iscsiadm: cannot make connection to …: No route to host`, `Connection refused` or timed out: the volume cannot be attached, its \
        pods wait in ContainerCreating.
        """,
      why: """
        The portal is down, a firewall or a missing route is between it and the node, or the initiator is bound to an interface that no \
        longer leads there.
        """,
      remedies: [
        Remedy(
          .now, "Try the portal from the node, and look at the initiator's interfaces.",
          commands: ["nc -zv PORTAL 3260", "iscsiadm -m iface", "iscsiadm -m discovery -t sendtargets -p PORTAL"]),
        Remedy(.lasting, "Use several paths, and remove records of interfaces that are gone."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/#iscsi"]),
    signatures: LoggedStartFailure.signatures,
    recognize: {
      PodStartMode.occurrences(
        of: "iscsi-target-unreachable", on: .workload, "its iSCSI target is not reached", $0)
    },
    fires: PodStartMode.example("No route leads to the portal", "FailedMount", unreachable),
    staysSilent: PodStartMode.healed("The route was repaired", "FailedMount", unreachable))

  static let volumeMountFailed = FailureMode(
    card: FailureModeCard(
      id: "volume-mount-failed", role: .fault, layer: ClaimMode.layer,
      title: Text(en: "A volume cannot be mounted", ja: "ボリュームをマウントできない"),
      what:
        "Pods wait in ContainerCreating; FailedMount says `mount failed: exit status …` with the words of the mount program.",
      why: """
        The mount program of the node ends with an error: the server, its rights or the options do not fit, or the program itself is \
        missing. The lines after `Output:` and the node's kernel log tell which.
        """,
      remedies: [
        Remedy(
          .now, "Run the command that the Event shows on the node.",
          commands: ["dmesg -T | tail -50", "journalctl -u kubelet --since -10min | grep -A8 'mount failed'"]),
        Remedy(.lasting, "Install what mounts need on all nodes, and state mountOptions in the class."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/volumes/"]),
    recognize: {
      PodStartMode.occurrences(of: "volume-mount-failed", on: .workload, "its volume cannot be mounted", $0)
    },
    fires: PodStartMode.example("The server refuses", "FailedMount", refused),
    staysSilent: PodStartMode.healed("The server was repaired", "FailedMount", refused))

  private static let unreachable =
    "MountVolume.WaitForAttach failed for volume \"data\" : failed to get any path for iscsi disk, last err seen: iscsi: failed to sendtargets to portal 10.0.5.20:3260 output: iscsiadm: cannot make connection to 10.0.5.20: No route to host"

  private static let refused =
    "MountVolume.SetUp failed for volume \"data\" : mount failed: mount failed: exit status 1\\nMounting command: mount\\nMounting arguments: -t glusterfs 10.0.0.2:vol0 /var/lib/kubelet/pods/u1/volumes/kubernetes.io~glusterfs/data\\nOutput: Mount failed. Check the log file for more details."
}
