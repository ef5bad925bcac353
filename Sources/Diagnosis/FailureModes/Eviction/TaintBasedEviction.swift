import Model

/// Pods are deleted because their node got a taint that they do not tolerate.
extension FailureMode {
  static let taintBasedEviction = FailureMode(
    card: FailureModeCard(
      id: "taint-based-eviction", role: .state, layer: PodDisruptionMode.layer,
      title: Text(en: "Pods were deleted for a taint of their node", ja: "ノードの taint により Pod が削除された"),
      what: """
        Events TaintManagerEviction say `Marking for deletion Pod …`; the pods' condition DisruptionTarget has reason \
        DeletionByTaintManager. The objects go, and with them their logs.
        """,
      why: """
        A node that is not ready or unreachable is tainted NoExecute; pods tolerate that for 300 s by default. While the \
        kubelet does not answer, the deletion cannot be confirmed, and the pods stay Terminating.
        """,
      remedies: [
        Remedy(
          .now, "Repair the node, or remove the taint if somebody set it.",
          commands: ["kubectl describe node {node}", "kubectl get nodes"]),
        Remedy(.lasting, "Set tolerationSeconds to what the workload can bear."),
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"]),
    recognize: { investigation in
      PodDisruptionMode.byPod(.taint, "was deleted for a NoExecute taint of its node", investigation).map { pod in
        var occurrence = pod
        occurrence.undecided = [
          .init(
            id: "taint-based-eviction", artifact: "which taint the node had, and since when",
            collect: .namespace(""), or: "kubectl get nodes -o yaml; kubectl get events -n default")
        ]
        return occurrence
      }
    },
    causes: [
      CausalLink(
        from: "node-not-ready", by: .node, "is tainted NoExecute", delay: seconds(-10)...Int64.max,
        judge: { cause, _, investigation in
          let taints = investigation.index.node(cause.subject.name).flatMap { $0.value(at: "spec.taints")?.items } ?? []
          let isTainted = taints.contains { taint in
            taint["effect"]?.string == "NoExecute"
              && ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].contains(taint["key"]?.string ?? "")
          }
          return .supported(direct: isTainted)
        })
    ],
    summarize: { "\($0.count) pods were deleted for a NoExecute taint of their node" },
    fires: Example(
      "The node has been unreachable for five minutes",
      [
        (
          "pods.yaml",
          PodDisruptionMode.disrupted("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint")
        ),
        ("nodes.yaml", ServiceOutageMode.node(ready: "Unknown", reason: "NodeStatusUnknown", since: "10:00:00")),
      ]),
    staysSilent: Example(
      "The pod is drained",
      [("pods.yaml", PodDisruptionMode.disrupted("EvictionByEvictionAPI", "Eviction API: evicting"))]))
}
