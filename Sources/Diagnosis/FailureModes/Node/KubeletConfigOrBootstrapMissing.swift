import Model

/// The kubelet finds no configuration, or one that it cannot read.
extension FailureMode {
  static let kubeletConfigOrBootstrapMissing = FailureMode(
    card: FailureModeCard(
      id: "kubelet-config-or-bootstrap-missing", role: .fault, layer: "Node / kubelet",
      title: Text(en: "The kubelet cannot load its configuration", ja: "kubelet が設定を読み込めない"),
      what: """
        The kubelet ends at each start because its configuration file or its bootstrap kubeconfig is missing or malformed.
        """,
      why: """
        The kubelet reads its configuration before anything else. Before `kubeadm init` or `join` has written it, this loop is \
        ordinary; afterwards the file was removed, or an edit or an upgrade left a field that this version does not know.
        """,
      remedies: [
        Remedy(
          .now, "Restore the file, or join the node again.",
          commands: ["ls -l /var/lib/kubelet/config.yaml /etc/kubernetes", "kubeadm upgrade node phase kubelet-config"]),
        Remedy(.lasting, "Keep node configuration under version control and check it before it is rolled out."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "kubelet-config-or-bootstrap-missing", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "The configuration file is gone",
      error:
        "failed to load kubelet config file, path: /var/lib/kubelet/config.yaml, error: open /var/lib/kubelet/config.yaml: no such file or directory"
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))
}
