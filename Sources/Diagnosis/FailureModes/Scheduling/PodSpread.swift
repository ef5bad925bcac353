import Model

/// Where other pods run keeps a pod off the nodes.
extension FailureMode {
  static let podAntiAffinityUnsatisfied = FailureMode(
    card: FailureModeCard(
      id: "pod-anti-affinity-unsatisfied", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "Pod anti-affinity leaves no node for the pod", ja: "Pod アンチアフィニティを満たすノードがない"),
      what: "Pods stay Pending; the scheduler says `didn't match pod anti-affinity rules`.",
      why: """
        Required anti-affinity keeps pods apart, and there are more of them than places. A rolling update \
        with a surge needs one place more.
        """,
      remedies: [
        Remedy(
          .now, "Run no more replicas than places, or prefer instead of require.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.affinity}'"]),
        Remedy(.lasting, "Set maxSurge to 0 where each place takes one pod."),
      ],
      references: [PlacementMode.reference]),
    recognize: { PlacementMode.occurrences(of: "pod-anti-affinity-unsatisfied", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod anti-affinity rules."),
    staysSilent: PlacementMode.placed(
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod anti-affinity rules."))

  static let podAffinityUnsatisfied = FailureMode(
    card: FailureModeCard(
      id: "pod-affinity-unsatisfied", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "No node runs the pods that the pod's affinity asks for", ja: "Pod アフィニティを満たすノードがない"),
      what: "Pods stay Pending; the scheduler says `didn't match pod affinity rules`.",
      why: """
        Required pod affinity wants a place where certain pods run already; none of them runs where the pod \
        may go, or their labels differ.
        """,
      remedies: [
        Remedy(
          .now, "Check that the pods it looks for run and carry the labels.",
          commands: ["kubectl -n {namespace} get pods -o wide --show-labels"])
      ],
      references: [PlacementMode.reference]),
    recognize: { PlacementMode.occurrences(of: "pod-affinity-unsatisfied", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/2 nodes are available: 2 node(s) didn't match pod affinity rules."),
    staysSilent: PlacementMode.example(
      "The decisive reason is another one", "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."))

  static let topologySpreadUnsatisfied = FailureMode(
    card: FailureModeCard(
      id: "topology-spread-unsatisfied", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "Topology spread constraints leave no node for the pod", ja: "トポロジー分散制約を満たすノードがない"),
      what: "Pods stay Pending; the scheduler says `didn't match pod topology spread constraints`.",
      why: """
        With `DoNotSchedule` the pods may not be spread less evenly than maxSkew over the domains; nodes \
        without the topology label count for none.
        """,
      remedies: [
        Remedy(
          .now, "Label the nodes, raise maxSkew, or use ScheduleAnyway.",
          commands: ["kubectl get nodes -L topology.kubernetes.io/zone"])
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/"]),
    recognize: { PlacementMode.occurrences(of: "topology-spread-unsatisfied", $0) },
    fires: PlacementMode.example(
      "The scheduler finds no node",
      "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints (missing required label)."),
    staysSilent: PlacementMode.placed(
      "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints (missing required label)."))

  static let volumeZoneOrNodeConflict = FailureMode(
    card: FailureModeCard(
      id: "volume-zone-or-node-conflict", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The pod's volume can be used on other nodes only", ja: "ボリュームが別のノードでしか使えない"),
      what: """
        Pods stay Pending; the scheduler says `had volume node affinity conflict` or `no available volume \
        zone`.
        """,
      why: """
        A zonal disk or a local volume ties the pod to nodes; none of these can take it: they are gone, in \
        another zone, or excluded by the pod's other rules.
        """,
      remedies: [
        Remedy(
          .now, "Bring a node back where the volume is, or restore the data elsewhere.",
          commands: [
            "kubectl get pv -o custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,NODES:.spec.nodeAffinity"
          ]),
        Remedy(.lasting, "Use a StorageClass with volumeBindingMode WaitForFirstConsumer."),
      ],
      references: ["https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode"]),
    recognize: {
      PlacementMode.occurrences(of: "volume-zone-or-node-conflict", $0)
        + PodStartMode.occurrences(
          of: "volume-zone-or-node-conflict", on: .workload, "its volume lies in another zone than its node", $0)
    },
    fires: PlacementMode.example(
      "The scheduler finds no node", "0/2 nodes are available: 2 node(s) had volume node affinity conflict."),
    staysSilent: PlacementMode.placed("0/2 nodes are available: 2 node(s) had volume node affinity conflict."))
}
