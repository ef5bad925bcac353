import Model

/// The kubelet refuses to run because the node swaps.
extension FailureMode {
  static let kubeletSwapEnabled = FailureMode(
    card: FailureModeCard(
      id: "kubelet-swap-enabled", role: .fault, layer: "Node / kubelet",
      title: Text(en: "The kubelet refuses to run with swap", ja: "スワップが有効で kubelet が起動しない"),
      what: """
        The kubelet ends at each start with `running with swap on is not supported`. The node is NotReady, mostly since its last \
        reboot.
        """,
      why: """
        By default the kubelet fails when /proc/swaps lists anything. Swap that was only switched off by hand comes back with \
        /etc/fstab or a swap unit at the next boot.
        """,
      remedies: [
        Remedy(.now, "Switch swap off and start the kubelet.", commands: ["swapoff -a", "systemctl restart kubelet"]),
        Remedy(
          .lasting,
          "Remove swap from /etc/fstab and mask swap units, or set failSwapOn: false and configure swap on purpose."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/swap-memory-management/"]),
    signatures: [NodeService.kubelet.signature, KubeletExit.signature],
    recognize: { KubeletExit.occurrences(of: "kubelet-swap-enabled", effect: "kubelet down", $0) },
    fires: KubeletExit.example(
      "The kubelet ends because of swap",
      error:
        "failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false. /proc/swaps contained: [/dev/dm-1]"
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))
}
