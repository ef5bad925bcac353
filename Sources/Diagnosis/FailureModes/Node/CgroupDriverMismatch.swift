import Model

/// Kubelet and container runtime do not agree on who manages control groups.
extension FailureMode {
  static let cgroupDriverMismatch = FailureMode(
    card: FailureModeCard(
      id: "cgroup-driver-mismatch", role: .fault, layer: "Node / kubelet",
      title: Text(en: "Kubelet and runtime use different cgroup drivers", ja: "kubelet とランタイムの cgroup ドライバーが食い違う"),
      what: """
        The kubelet ends at each start and says that its cgroup driver is different from the runtime's.
        """,
      why: """
        Two managers of one control group tree (cgroupfs and systemd) make a node unstable under load, so the kubelet compares \
        its own setting with the runtime's and refuses to run when they differ.
        """,
      remedies: [
        Remedy(
          .now, "Set the same driver on both sides, and restart both.",
          commands: ["grep cgroupDriver /var/lib/kubelet/config.yaml", "docker info | grep -i cgroup"]),
        Remedy(.lasting, "Use systemd on both sides; since 1.28 the kubelet can take the setting from the runtime."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: {
      KubeletExit.occurrences(of: "cgroup-driver-mismatch", effect: "kubelet down", $0)
        + PodStartMode.occurrences(
          of: "cgroup-driver-mismatch", on: .node, "its node's kubelet and runtime use different cgroup drivers", $0)
    },
    fires: KubeletExit.example(
      "The kubelet uses systemd, Docker cgroupfs",
      error:
        "failed to run Kubelet: misconfiguration: kubelet cgroup driver: \\\"systemd\\\" is different from docker cgroup driver: \\\"cgroupfs\\\""
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))
}
