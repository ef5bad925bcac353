import Model

/// Pods that somebody ended on purpose: no fault by itself, but worth knowing when asking what changed.
extension FailureMode {
  static let apiInitiatedEviction = FailureMode(
    card: FailureModeCard(
      id: "api-initiated-eviction", role: .risk, layer: PodDisruptionMode.layer,
      title: Text(en: "Pods were evicted through the API", ja: "API 経由で Pod が退避させられた"),
      what: "The pods' condition DisruptionTarget has reason EvictionByEvictionAPI; their node need not be cordoned.",
      why: """
        An autoscaler, a descheduler or somebody with kubectl asked for it, and the pods' disruption budgets allowed it. \
        Their controllers make new ones elsewhere.
        """,
      remedies: [
        Remedy(
          .now, "See who asked: the audit log names the user agent.",
          commands: ["kubectl get events -A --field-selector reason=ScaleDown", "kubectl get pdb -A"]),
        Remedy(.lasting, "Keep enough replicas, and a PodDisruptionBudget with some slack."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/"]),
    recognize: { investigation in
      PodDisruptionMode.byNode(.evictionAPI, "evicted through the API", investigation).filter {
        !isCordoned($0.subject, investigation)
      }
    },
    fires: Example(
      "A descheduler moves a pod",
      [("pods.yaml", PodDisruptionMode.disrupted("EvictionByEvictionAPI", "Eviction API: evicting"))]),
    staysSilent: Example(
      "The pod's node has a taint",
      [
        (
          "pods.yaml",
          PodDisruptionMode.disrupted("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint")
        )
      ]))

  static let drain = FailureMode(
    card: FailureModeCard(
      id: "drain", role: .risk, layer: PodDisruptionMode.layer,
      title: Text(en: "A node is being drained", ja: "ノードが drain されている"),
      what: "The node is cordoned and its pods are evicted through the API.",
      why: "Maintenance, an upgrade or an autoscaler empties the node. It takes no new pods until it is uncordoned.",
      remedies: [
        Remedy(
          .now, "Finish the maintenance, then let the node take pods again.", commands: ["kubectl uncordon {node}"]),
        Remedy(.lasting, "Drain one node at a time, and keep PodDisruptionBudgets with some slack."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/"]),
    recognize: { investigation in
      PodDisruptionMode.byNode(.evictionAPI, "evicted to drain the node", investigation).filter {
        isCordoned($0.subject, investigation)
      }
    },
    fires: Example(
      "A cordoned node loses its pods",
      [
        ("pods.yaml", PodDisruptionMode.disrupted("EvictionByEvictionAPI", "Eviction API: evicting")),
        ("nodes.yaml", node(unschedulable: true)),
      ]),
    staysSilent: Example(
      "The node is open for pods",
      [
        ("pods.yaml", PodDisruptionMode.disrupted("EvictionByEvictionAPI", "Eviction API: evicting")),
        ("nodes.yaml", node(unschedulable: false)),
      ]))

  static let podGCOrphaned = FailureMode(
    card: FailureModeCard(
      id: "pod-gc-orphaned", role: .risk, layer: PodDisruptionMode.layer,
      title: Text(en: "Pods of a node that is gone were deleted", ja: "消えたノードの Pod が削除された"),
      what: """
        The controller manager says `Found orphaned Pod assigned to the Node, deleting`; the pods' condition \
        DisruptionTarget has reason DeletionByPodGC.
        """,
      why: """
        The node's object was deleted: by an autoscaler, a cloud provider that no longer knows the machine, or by hand. \
        What was bound to it can only be deleted. Its logs went with the machine.
        """,
      remedies: [
        Remedy(
          .now, "Find out why the node was removed.", commands: ["kubectl get events -n default", "kubectl get nodes"])
      ],
      references: [
        "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection"
      ]),
    signatures: [PodDisruption.orphanedLine],
    recognize: { investigation in
      let stated = PodDisruptionMode.byNode(.orphaned, "deleted because the node is gone", investigation)
      let lines = investigation.incident.records(PodDisruption.orphanedLine.id)
      guard stated.isEmpty, let first = lines.first else { return stated }
      let node = lines.lazy.compactMap { $0.field("node") }.first
      let pods = Set(lines.flatMap { ReclaimCycle.pods(in: $0) }.map(\.reference.path))
      return [
        Occurrence(
          subject: node.map { investigation.node($0) } ?? EntityReference(kind: "Node", name: ""), joints: [.cluster],
          span: first.time.map { Span($0, lines.last?.time ?? $0) },
          text: pods.count == 1
            ? "The controller manager deleted a pod whose node is gone"
            : "The controller manager deleted \(pods.count) pods whose node is gone",
          evidence: lines.prefix(4).map(\.evidence))
      ]
    },
    fires: Example(
      "The controller manager cleans up after a removed node",
      [
        (
          "control-plane/kube-controller-manager.log",
          "I0506 10:00:00.000100       1 gc_controller.go:180] \"Found orphaned Pod assigned to the Node, deleting\" "
            + "pod=\"shop/web-0\" node=\"n9\"\n"
        )
      ]),
    staysSilent: Example(
      "It deletes pods that ended long ago",
      [
        (
          "control-plane/kube-controller-manager.log",
          "I0506 10:00:00.000100       1 gc_controller.go:123] \"Garbage collecting pods\" count=12\n"
        )
      ]))

  private static func isCordoned(_ node: EntityReference, _ investigation: Investigation) -> Bool {
    investigation.index.node(node.name)?.value(at: "spec.unschedulable")?.boolean == true
  }

  private static func node(unschedulable: Bool) -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, uid: node-1}
    spec: {unschedulable: \(unschedulable)}
    status: {conditions: [{type: Ready, status: "True"}]}

    """
  }
}
