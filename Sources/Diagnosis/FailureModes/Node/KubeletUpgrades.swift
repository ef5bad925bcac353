import Model

/// Kubelets that do not come up after an upgrade of themselves or of what they stand on.
extension FailureMode {
  static let kubeletFlagRemoved = FailureMode(
    card: FailureModeCard(
      id: "kubelet-flag-removed", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "The kubelet is started with an unknown flag", ja: "kubelet が未知のフラグで起動されている"),
      what: """
        The kubelet exits at once: `failed to parse kubelet flag: unknown flag: --…` or `unrecognized feature gate: …`. Its node is NotReady.
        """,
      why: """
        Versions remove flags and feature gates (--network-plugin in 1.24, --container-runtime in 1.27); the unit's files still hold them \
        after an upgrade.
        """,
      remedies: [
        Remedy(
          .now, "Take the flag out, then start the kubelet.",
          commands: [
            "systemctl cat kubelet", "cat /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet",
            "systemctl daemon-reload; systemctl restart kubelet",
          ]),
        Remedy(
          .lasting,
          "Read the release notes for removed flags, keep settings in the configuration file, and upgrade one node first."
        ),
      ],
      references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "kubelet-flag-removed", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "A flag that 1.27 removed", error: "failed to parse kubelet flag: unknown flag: --container-runtime"),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))

  static let cgroupV1Removed = FailureMode(
    card: FailureModeCard(
      id: "cgroup-v1-removed", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "The kubelet refuses a host with cgroup v1", ja: "kubelet が cgroup v1 のホストを拒否する"),
      what: """
        The kubelet exits: `kubelet is configured to not run on a host using cgroup v1`. Its node is NotReady.
        """,
      why: """
        From 1.35 on failCgroupV1 is true by default, and the host still boots with cgroup v1.
        """,
      remedies: [
        Remedy(
          .now, "Boot the host with cgroup v2; failCgroupV1: false is a bridge until then.",
          commands: [
            "stat -fc %T /sys/fs/cgroup", "grubby --update-kernel=ALL --args=systemd.unified_cgroup_hierarchy=1",
          ]),
        Remedy(.lasting, "Move all nodes, runtimes and agents to cgroup v2 before the next upgrade."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/cgroups/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "cgroup-v1-removed", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "An old host after an upgrade",
      error:
        "failed to run Kubelet: kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is unsupported and will be removed in a future release"
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))

  static let dockershimRemoved = FailureMode(
    card: FailureModeCard(
      id: "dockershim-removed", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "The kubelet still looks for dockershim", ja: "kubelet が削除済みの dockershim を探している"),
      what: """
        The kubelet exits since nobody answers on /var/run/dockershim.sock. Its node is NotReady.
        """,
      why: """
        Kubernetes 1.24 removed dockershim. The kubelet was upgraded, and its flags or the annotation of kubeadm still name its socket.
        """,
      remedies: [
        Remedy(
          .now, "Install containerd, CRI-O or cri-dockerd, and point the kubelet to its socket.",
          commands: [
            "grep -r dockershim /var/lib/kubelet /etc/systemd/system/kubelet.service.d",
            "kubectl annotate node {node} --overwrite kubeadm.alpha.kubernetes.io/cri-socket=unix:///run/containerd/containerd.sock",
          ]),
        Remedy(.lasting, "Migrate all nodes before the upgrade."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "dockershim-removed", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "The socket of dockershim is gone",
      error:
        "failed to run Kubelet: unable to determine runtime API version: rpc error: code = Unavailable desc = connection error: desc = \\\"transport: Error while dialing dial unix /var/run/dockershim.sock: connect: no such file or directory\\\""
    ),
    staysSilent: KubeletExit.example(
      "Another socket is not there",
      error:
        "failed to run Kubelet: unable to determine runtime API version: rpc error: code = Unavailable desc = connection error: desc = \\\"transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: no such file or directory\\\""
    ))
}
