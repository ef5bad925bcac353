import Model

/// The nodes have too little of something that the pod requests.
extension FailureMode {
  static let insufficientCPU = FailureMode(
    card: FailureModeCard(
      id: "insufficient-cpu", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node has enough free CPU for the pod", ja: "CPU が足りるノードがない"),
      what: "Pods stay Pending; the scheduler says `Insufficient cpu`.",
      why: """
        The sum of the requests of a node's pods may not exceed its allocatable CPU. What counts is \
        requested, not used: a pod may ask for more than any node has, or other pods have reserved the rest.
        """,
      remedies: [
        Remedy(
          .now, "Lower the request, or free what other pods reserve.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o yaml | grep -A8 resources:",
            "kubectl describe nodes | grep -A8 'Allocated resources'",
          ]),
        Remedy(.lasting, "Set requests from measured use, or add nodes."),
      ],
      references: [PlacementMode.resources]),
    recognize: { PlacementMode.occurrences(of: "insufficient-cpu", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod."
    ),
    staysSilent: PlacementMode.placed(
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod."
    ))

  static let insufficientMemory = FailureMode(
    card: FailureModeCard(
      id: "insufficient-memory", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node has enough free memory for the pod", ja: "メモリが足りるノードがない"),
      what: "Pods stay Pending; the scheduler says `Insufficient memory`.",
      why: """
        The sum of the requests of a node's pods may not exceed its allocatable memory. What counts is \
        requested, not used: a pod may ask for more than any node has, or other pods have reserved the rest.
        """,
      remedies: [
        Remedy(
          .now, "Lower the request, or free what other pods reserve.",
          commands: [
            "kubectl -n {namespace} get {kind} {name} -o yaml | grep -A8 resources:",
            "kubectl describe nodes | grep -A8 'Allocated resources'",
          ]),
        Remedy(.lasting, "Set requests from measured use, or add nodes."),
      ],
      references: [PlacementMode.resources]),
    recognize: { PlacementMode.occurrences(of: "insufficient-memory", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient memory."),
    staysSilent: PlacementMode.placed("0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient memory."))

  static let insufficientEphemeralStorage = FailureMode(
    card: FailureModeCard(
      id: "insufficient-ephemeral-storage", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node has enough local storage for the pod", ja: "ローカルストレージが足りるノードがない"),
      what: "Pods stay Pending; the scheduler says `Insufficient ephemeral-storage`.",
      why: "The pod requests more local storage than the nodes have left of what they may give.",
      remedies: [
        Remedy(.now, "Lower the request, or use a PersistentVolume for the data.")
      ],
      references: [PlacementMode.resources]),
    recognize: { PlacementMode.occurrences(of: "insufficient-ephemeral-storage", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/2 nodes are available: 2 Insufficient ephemeral-storage."),
    staysSilent: PlacementMode.placed("0/2 nodes are available: 2 Insufficient ephemeral-storage."))

  static let tooManyPodsOnNodes = FailureMode(
    card: FailureModeCard(
      id: "too-many-pods-on-nodes", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The nodes run as many pods as they may", ja: "ノードの Pod 数が上限に達した"),
      what: "Pods stay Pending; the scheduler says `Too many pods`.",
      why: """
        Each node takes as many pods as its allocatable `pods` says: the kubelet's maxPods, 110 by default, \
        or what the network plugin has addresses for.
        """,
      remedies: [
        Remedy(
          .now, "Delete pods that nobody needs, or add a node.",
          commands: ["kubectl get nodes -o custom-columns=NAME:.metadata.name,PODS:.status.allocatable.pods"]),
        Remedy(.lasting, "Raise maxPods where the network plugin allows it."),
      ],
      references: [PlacementMode.resources]),
    recognize: { PlacementMode.occurrences(of: "too-many-pods-on-nodes", $0) },
    fires: PlacementMode.example("The scheduler finds no node", "0/2 nodes are available: 2 Too many pods."),
    staysSilent: PlacementMode.placed("0/2 nodes are available: 2 Too many pods."))

  static let hostPortConflict = FailureMode(
    card: FailureModeCard(
      id: "host-port-conflict", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The host port of the pod is taken on every node", ja: "ホストポートが競合している"),
      what: "Pods stay Pending; the scheduler says `didn't have free ports for the requested pod ports`.",
      why: """
        A hostPort can be used once on each node. There are more pods that ask for it than nodes that may \
        take them.
        """,
      remedies: [
        Remedy(
          .now, "Run fewer replicas than nodes, or drop hostPort and use a Service.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml | grep -B3 hostPort"])
      ],
      references: [PlacementMode.reference]),
    recognize: { PlacementMode.occurrences(of: "host-port-conflict", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports."),
    staysSilent: PlacementMode.placed(
      "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports."))
}
