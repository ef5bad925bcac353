import Model

/// The kubelet refuses a pod that was bound to its node: resources, devices, topology, labels.
extension FailureMode {
  static let nodeRejectedPodOutOfResources = FailureMode(
    card: FailureModeCard(
      id: "node-rejected-pod-outof-resources", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The node had no room for a pod that was bound to it", ja: "割り当て先ノードの資源が足りず Pod が拒否された"),
      what: """
        Pods are Failed with reason OutOfcpu, OutOfmemory or OutOfpods and never ran. Where a controller replaces them, \
        many copies pile up.
        """,
      why: """
        The kubelet counts again what the scheduler counted. It finds less room when spec.nodeName bypasses the scheduler, \
        when static pods came first, or when a restart of the kubelet left less allocatable than before.
        """,
      remedies: [
        Remedy(
          .now, "Remove nodeName from the template, and delete the refused pods.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.nodeName}'",
            "kubectl -n {namespace} delete pods --field-selector=status.phase=Failed",
          ]),
        Remedy(.lasting, "Let the scheduler place pods, and reserve the same resources on all nodes of a kind."),
      ],
      references: [PlacementMode.resources]),
    recognize: {
      PodRejectionMode.occurrences(
        of: "node-rejected-pod-outof-resources", "the node had too little left of what it requests", $0)
    },
    fires: PodRejectionMode.example(
      "A pod pinned to a full node", "OutOfcpu",
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 4000, used: 7530, capacity: 7910"),
    staysSilent: PodRejectionMode.example(
      "A pod that was evicted", "Evicted", "The node was low on resource: memory. Threshold quantity: 100Mi."))

  static let nodeAffinityRejected = FailureMode(
    card: FailureModeCard(
      id: "node-affinity-rejected", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The node lost the labels that its pods ask for", ja: "ノードのラベルが Pod の要求と合わなくなった"),
      what: "Pods are Failed with reason NodeAffinity, often pods that ran before, after a restart of kubelet or node.",
      why: """
        At its start the kubelet admits its pods anew. A label that nodeSelector or affinity asks for is gone: the node \
        registered anew without it, or somebody took it off.
        """,
      remedies: [
        Remedy(
          .now, "Restore the label, then delete the refused pods.",
          commands: [
            "kubectl get nodes --show-labels",
            "kubectl -n {namespace} delete pods --field-selector=status.phase=Failed",
          ]),
        Remedy(.lasting, "Set the label where the node registers (--node-labels, or the cloud's controller)."),
      ],
      references: [PlacementMode.reference]),
    recognize: {
      PodRejectionMode.occurrences(
        of: "node-affinity-rejected", "its labels do not meet the pod's nodeSelector or affinity", $0)
    },
    fires: PodRejectionMode.example(
      "A label was lost", "NodeAffinity",
      "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"),
    staysSilent: PodRejectionMode.example(
      "The scheduler's word is another matter", "NodeName",
      "Pod was rejected: Predicate NodeName failed: node(s) didn't match the requested node name"))

  static let topologyAffinityError = FailureMode(
    card: FailureModeCard(
      id: "topology-affinity-error", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The node cannot align the pod's resources", ja: "ノードが NUMA 整合を満たせない"),
      what: "Pods are Failed with reason TopologyAffinityError or SMTAlignmentError.",
      why: """
        The kubelet's topology manager (policy restricted or single-numa-node) refuses pods whose CPUs, memory and \
        devices it cannot take from one NUMA node. The scheduler knows nothing of it.
        """,
      remedies: [
        Remedy(
          .now, "Ask for less, or free a NUMA node; delete the refused pods.",
          commands: ["kubectl -n {namespace} delete pods --field-selector=status.phase=Failed"]),
        Remedy(.lasting, "Use the policy best-effort where alignment is not needed."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/topology-manager/"]),
    recognize: {
      PodRejectionMode.occurrences(
        of: "topology-affinity-error", "its resources cannot be aligned as the topology manager demands", $0)
    },
    fires: PodRejectionMode.example(
      "No NUMA node has enough", "TopologyAffinityError",
      "Pod was rejected: Resources cannot be allocated with Topology locality"),
    staysSilent: PodRejectionMode.example(
      "Another refusal", "UnexpectedAdmissionError", "Pod was rejected: Failed to start plugin"))

  static let deviceUnavailable = FailureMode(
    card: FailureModeCard(
      id: "device-unavailable", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node has the device that the pod asks for", ja: "要求されたデバイスがノードにない"),
      what: """
        Pods stay Pending with `Insufficient nvidia.com/gpu` and the like, or are Failed with UnexpectedAdmissionError \
        `requested number of devices unavailable`.
        """,
      why: """
        A device plugin offers the devices to the kubelet. They are all in use, or the plugin does not run, has not \
        registered since the kubelet's restart, or reports the device as broken.
        """,
      remedies: [
        Remedy(
          .now, "Compare what nodes offer and what is in use, and look at the device plugin's pods.",
          commands: [
            "kubectl get nodes -o custom-columns=NAME:.metadata.name,ALLOCATABLE:.status.allocatable",
            "kubectl get pods -A -o wide | grep -i device-plugin",
          ]),
        Remedy(.lasting, "Alert on a node's allocatable devices falling to 0."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/"
      ]),
    recognize: {
      PodRejectionMode.occurrences(
        of: "device-unavailable", "the device that it asks for was not available", $0)
        + PlacementMode.occurrences(of: "device-unavailable", $0)
    },
    fires: PodRejectionMode.example(
      "A device plugin that has not registered", "UnexpectedAdmissionError",
      "Pod was rejected: Allocate failed due to requested number of devices unavailable for nvidia.com/gpu. Requested: 1, Available: 0, which is unexpected"
    ),
    staysSilent: PodRejectionMode.example(
      "Another unexpected error", "UnexpectedAdmissionError",
      "Pod was rejected: Allocate failed due to rpc error: code = Unavailable desc = transport is closing, which is unexpected"
    ))
}
