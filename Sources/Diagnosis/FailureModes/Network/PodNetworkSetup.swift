import Model

/// A pod gets no network on its node.
extension FailureMode {
  static let podIPExhaustion = FailureMode(
    card: FailureModeCard(
      id: "pod-ip-exhaustion", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "No address is left for pods on a node", ja: "ノードに Pod 用の IP アドレスが残っていない"),
      what: """
        Pods wait in ContainerCreating; FailedCreatePodSandBox says `no IP addresses available in range set`, or that none could be \
        assigned.
        """,
      why: """
        The node's range is smaller than the pods it may run, or addresses of sandboxes that are gone were never given back. Far \
        fewer running pods than addresses means a leak.
        """,
      remedies: [
        Remedy(
          .now, "Compare the node's pods with its range and with what the plugin has handed out.",
          commands: [
            "kubectl get pods -A -o wide --field-selector spec.nodeName={node}", "ls /var/lib/cni/networks/* | wc -l",
          ]),
        Remedy(.lasting, "Give nodes a larger range, or lower maxPods to what it holds."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    recognize: {
      PodStartMode.occurrences(of: "pod-ip-exhaustion", on: .node, "its node has no address left for pods", $0)
    },
    fires: PodStartMode.example(
      "host-local has handed out all", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": plugin type=\"bridge\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.1.1-10.244.1.254"
    ),
    staysSilent: PodStartMode.healed(
      "An address was free a little later", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": plugin type=\"bridge\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.1.1-10.244.1.254"
    ))

  static let cniPluginBinaryOrConfigError = FailureMode(
    card: FailureModeCard(
      id: "cni-plugin-binary-or-config-error", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The network plugin fails to set a pod up", ja: "ネットワークプラグインが Pod の設定に失敗する"),
      what: """
        Pods wait in ContainerCreating; FailedCreatePodSandBox says `failed to setup network for sandbox` with the plugin's error.
        """,
      why: """
        The plugin's agent does not run or has lost its credentials, a program is missing in /opt/cni/bin, versions do not agree, or \
        an old bridge is in the way. The text after the plugin's name tells which.
        """,
      remedies: [
        Remedy(
          .now, "Look at the plugin's pod on this node.",
          commands: [
            "kubectl get pods -A -o wide --field-selector spec.nodeName={node}", "ls /opt/cni/bin /etc/cni/net.d",
          ]),
        Remedy(.lasting, "Let the plugin's DaemonSet tolerate all taints, and alert on its pods."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/troubleshooting-cni-plugin-related-errors/"
      ]),
    recognize: {
      PodStartMode.occurrences(
        of: "cni-plugin-binary-or-config-error", on: .node, "its node's network plugin fails", $0)
    },
    fires: PodStartMode.example(
      "The agent has not run yet", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": plugin type=\"calico\" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/"
    ),
    staysSilent: PodStartMode.healed(
      "The agent came up a little later", "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"3f80\": plugin type=\"flannel\" failed (add): open /run/flannel/subnet.env: no such file or directory"
    ))
}
