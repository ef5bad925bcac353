import Model

/// A workload uses up its node's memory or process ids, and the kubelet evicts pods for it.
extension FailureMode {
  static let nodePressureEvictionMemory = FailureMode(
    card: FailureModeCard(
      id: "node-pressure-eviction-memory", role: .fault, layer: NodePressureMode.layer,
      title: Text(en: "A workload uses its node's memory up", ja: "ワークロードがノードのメモリを使い切る"),
      what: """
        Pods are evicted with `The node was low on resource: memory`; the message names a container that used far more \
        than it had asked for. No container is OOMKilled: the kubelet came before the kernel.
        """,
      why: """
        The scheduler counts requests, not use. A container without a limit, or with a limit far above its request, can \
        take what the node's other pods need.
        """,
      remedies: [
        Remedy(
          .now, "Compare what the workload uses with what it asks for, and set its request and limit.",
          commands: [
            "kubectl -n {namespace} top pods --containers", "kubectl -n {namespace} get {kind} {name} -o yaml",
          ]),
        Remedy(.lasting, "Require limits with a LimitRange, and look for a leak where the use only grows."),
      ],
      references: [
        NodePressureMode.reference,
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
      ]),
    recognize: { NodePressureMode.faults(.memory, $0) },
    fires: Example(
      "Evicted with three quarters of the node's memory",
      [
        (
          "pods.yaml",
          NodePressureMode.evicted(
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 87468Ki. Container main was using "
              + "3061516Ki, request is 512Mi, has larger consumption of memory. ")
        ),
        (
          "nodes.yaml",
          NodePressureMode.node(
            "{type: MemoryPressure, status: \"True\", reason: KubeletHasInsufficientMemory, "
              + "lastTransitionTime: \"2024-05-06T10:00:00Z\"}")
        ),
      ]),
    staysSilent: Example(
      "A small pod is evicted: it was first in order, not the one that used the memory",
      [
        (
          "pods.yaml",
          NodePressureMode.evicted(
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 87468Ki. Container main was using "
              + "61516Ki, request is 0, has larger consumption of memory. ")
        ),
        (
          "nodes.yaml",
          NodePressureMode.node(
            "{type: MemoryPressure, status: \"True\", reason: KubeletHasInsufficientMemory, "
              + "lastTransitionTime: \"2024-05-06T10:00:00Z\"}")
        ),
      ]))

  static let nodePressureEvictionPID = FailureMode(
    card: FailureModeCard(
      id: "node-pressure-eviction-pid", role: .fault, layer: NodePressureMode.layer,
      title: Text(en: "A workload uses its node's process ids up", ja: "ワークロードがノードのプロセス ID を使い切る"),
      what:
        "A pod is evicted with `The node was low on resource: pids`, before others of the same or a lower priority.",
      why: """
        Of pods of one priority the kubelet evicts the one with the most processes. A program forks without end, or its \
        main process never reaps children that have ended.
        """,
      remedies: [
        Remedy(
          .now, "See what the workload starts, and whether its main process reaps ended children.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Set podPidsLimit on the nodes; use an init such as tini as the first process."),
      ],
      references: [NodePressureMode.reference, "https://kubernetes.io/docs/concepts/policy/pid-limiting/"]),
    recognize: { NodePressureMode.faults(.pids, $0) },
    fires: Example(
      "Evicted before a pod of the same priority",
      [
        ("pods.yaml", NodePressureMode.evicted("The node was low on resource: pids. ") + "---\n" + peer(priority: 0))
      ]),
    staysSilent: Example(
      "Evicted for its lower priority",
      [
        (
          "pods.yaml", NodePressureMode.evicted("The node was low on resource: pids. ") + "---\n" + peer(priority: 1000)
        )
      ]))

  private static func peer(priority: Int) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u1}
    spec: {nodeName: n1, priority: \(priority)}
    status: {phase: Running}

    """
  }
}
