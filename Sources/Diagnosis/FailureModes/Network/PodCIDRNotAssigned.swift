import Model

/// Nobody gave a node a range of addresses for its pods, and its network agent says so.
extension FailureMode {
  static let podCIDRNotAssigned = FailureMode(
    card: FailureModeCard(
      id: "pod-cidr-not-assigned", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A node has no range of addresses for its pods", ja: "ノードに Pod CIDR が割り当てられていない"),
      what: """
        The network agent ends with `pod cidr not assigned` or `node does not have pod CIDR`; pods of the node stay in ContainerCreating.
        """,
      why: """
        The controller manager gives out ranges only with --allocate-node-cidrs and --cluster-cidr; with kubeadm that is \
        `--pod-network-cidr` at `init`. Without it, or when no range is left, spec.podCIDR stays empty.
        """,
      remedies: [
        Remedy(
          .now, "Compare what nodes have with what the controller manager gives out.",
          commands: [
            "kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR",
            "grep -e cidr /etc/kubernetes/manifests/kube-controller-manager.yaml",
          ]),
        Remedy(.lasting, "Set the pods' network when the cluster is made, large enough for all nodes."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    signatures: [podCIDRLine],
    recognize: { investigation in
      PodStartMode.occurrences(
        of: "pod-cidr-not-assigned", on: .node, "its node has no range of addresses for pods", investigation)
        + StatedOnNode.occurrences(
          podCIDRLine, "has no range of addresses for its pods", effect: "no pod network", investigation,
          whileItLasts: true
        ) { record in
          // A node that has its range by now was only waiting for it.
          let node = investigation.index.node(record.source.node)
          return (node?.string(at: "spec.podCIDR") ?? "").isEmpty
        }
    },
    fires: StatedInCluster.kubelet(
      "The network agent asks for a range in vain", site: "main.go:289",
      "Error registering network: failed to acquire lease: node \"n1\" pod cidr not assigned"),
    staysSilent: StatedInCluster.kubelet(
      "The network agent cannot reach the API server", site: "main.go:289",
      "Error registering network: failed to acquire lease: Get \"https://10.96.0.1:443/api/v1/nodes/n1\": i/o timeout"))

  private static let podCIDRLine = LogSignature(
    "pod-cidr-not-assigned", component: "",
    callSites: ["main.go", "kube.go", "network.go"],
    literals: ["pod cidr not assigned", "pod cidr not assgned"])
}
