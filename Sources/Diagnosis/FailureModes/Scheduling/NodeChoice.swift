import Model

/// The pod may not, or does not want to, run on the nodes there are.
extension FailureMode {
  static let untoleratedTaint = FailureMode(
    card: FailureModeCard(
      id: "untolerated-taint", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The pod does not tolerate the taints of the nodes", ja: "Pod がノードの taint を許容していない"),
      what: "Pods stay Pending; the scheduler says `had untolerated taint {key: value}`.",
      why: """
        Somebody reserved the nodes by a taint, and the pod carries no toleration for it. Taints that follow \
        from a node's state are not meant here.
        """,
      remedies: [
        Remedy(
          .now, "Add the toleration to the pod template, or remove the taint.",
          commands: [
            "kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints",
            "kubectl taint nodes NODE KEY-",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"]),
    recognize: { PlacementMode.occurrences(of: "untolerated-taint", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 node(s) had untolerated taint {dedicated: batch}."
    ),
    staysSilent: PlacementMode.example(
      "The decisive reason is another one",
      "0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }."))

  static let nodesCordoned = FailureMode(
    card: FailureModeCard(
      id: "nodes-cordoned", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The nodes that could take the pod are cordoned", ja: "ノードが cordon されている"),
      what: "Pods stay Pending; the scheduler says `were unschedulable`. The nodes show SchedulingDisabled.",
      why: """
        `kubectl cordon` or `kubectl drain` keeps new pods off a node until it is uncordoned. Often it is \
        left over from maintenance.
        """,
      remedies: [
        Remedy(
          .now, "Uncordon the nodes whose maintenance is over.",
          commands: ["kubectl get nodes", "kubectl uncordon NODE"])
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration"]),
    recognize: { PlacementMode.occurrences(of: "nodes-cordoned", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) were unschedulable."
    ),
    staysSilent: PlacementMode.example(
      "The decisive reason is another one", "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu."
    ))

  static let nodeSelectorMismatch = FailureMode(
    card: FailureModeCard(
      id: "node-selector-mismatch", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node has the labels of the pod's nodeSelector", ja: "nodeSelector に合うノードがない"),
      what: "Pods stay Pending; the scheduler says `didn't match Pod's node affinity/selector`.",
      why: """
        nodeSelector demands labels that no node has which the pod may use: a typing error, or a label that \
        was never set or got lost with a new node.
        """,
      remedies: [
        Remedy(
          .now, "Compare the selector with the labels of the nodes, and correct one of them.",
          commands: [
            "kubectl get nodes --show-labels",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.nodeSelector}'",
          ])
      ],
      references: [PlacementMode.reference]),
    recognize: { PlacementMode.occurrences(of: "node-selector-mismatch", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      spec: "nodeSelector: {disktype: sdd}\ncontainers: [{name: web, image: a}]"),
    staysSilent: PlacementMode.example(
      "The decisive reason is another one",
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      spec:
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}\ncontainers: [{name: web, image: a}]"
    ))

  static let nodeAffinityMismatch = FailureMode(
    card: FailureModeCard(
      id: "node-affinity-mismatch", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node matches the pod's required node affinity", ja: "ノードアフィニティに合うノードがない"),
      what: "Pods stay Pending; the scheduler says `didn't match Pod's node affinity/selector`.",
      why: "The required node affinity demands labels or a name that no node has which the pod may use.",
      remedies: [
        Remedy(
          .now,
          "Compare the affinity with the labels of the nodes, and correct one of them, or prefer instead of require.",
          commands: [
            "kubectl get nodes --show-labels",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.affinity}'",
          ])
      ],
      references: [PlacementMode.reference]),
    recognize: { PlacementMode.occurrences(of: "node-affinity-mismatch", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      spec:
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}\ncontainers: [{name: web, image: a}]"
    ),
    staysSilent: PlacementMode.example(
      "The decisive reason is another one",
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      spec: "nodeSelector: {disktype: sdd}\ncontainers: [{name: web, image: a}]"))
}
