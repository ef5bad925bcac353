import Model

/// There is no node for the pod: none at all, or not the one that it names.
extension FailureMode {
  static let noNodesRegistered = FailureMode(
    card: FailureModeCard(
      id: "no-nodes-registered", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The cluster has no nodes", ja: "クラスタにノードが登録されていない"),
      what: "Pods stay Pending; the scheduler says `no nodes available to schedule pods`.",
      why: """
        No kubelet has registered a node with this API server, or all nodes were deleted: machines that never joined, a \
        node group of size 0, or kubelets that talk to another cluster.
        """,
      remedies: [
        Remedy(
          .now, "See why no kubelet registers: join the machines, or look at the kubelet's log on one.",
          commands: ["kubectl get nodes", "journalctl -u kubelet --since -1h"]),
        Remedy(.lasting, "Keep a node group for system pods that never shrinks to 0."),
      ],
      references: ["https://kubernetes.io/docs/concepts/architecture/nodes/"]),
    recognize: { investigation in
      // A node in the bundle tells that the scheduler's word is of the past.
      investigation.index.objects(kind: "Node").isEmpty
        ? PlacementMode.occurrences(of: "no-nodes-registered", investigation) : []
    },
    fires: PlacementMode.example("The scheduler has nothing to choose from", "no nodes available to schedule pods"),
    staysSilent: PlacementMode.placed("no nodes available to schedule pods"))

  static let nodeNamePointsNowhere = FailureMode(
    card: FailureModeCard(
      id: "node-name-points-nowhere", role: .fault, layer: PlacementMode.layer,
      title: Text(en: "The pod names a node that does not exist", ja: "nodeName が存在しないノードを指している"),
      what: "The pod is Pending with a nodeName, without any Event of a scheduler or kubelet. No node has that name.",
      why: """
        A spec.nodeName in the manifest bypasses the scheduler: only a kubelet of that name would start the pod, and there \
        is none. After a while the pod is deleted, and its controller makes the next one.
        """,
      remedies: [
        Remedy(
          .now, "Take nodeName out of the template; use nodeSelector where a certain node is meant.",
          commands: [
            "kubectl get nodes",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.nodeName}'",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename"]),
    recognize: { NodeByName.occurrences($0) },
    fires: Example(
      "A node that was never there",
      [("pods.yaml", NodeByName.pod(on: "n9")), ("nodes.yaml", NodeByName.nodes), StartExample.date]),
    staysSilent: Example(
      "A node whose kubelet is slow",
      [("pods.yaml", NodeByName.pod(on: "n1")), ("nodes.yaml", NodeByName.nodes), StartExample.date]))
}

/// Pods that were bound by their own manifest.
private enum NodeByName {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let incident = investigation.incident
    guard !incident.index.objects(kind: "Node").isEmpty,
      incident.coverage.lists.contains(where: { $0.kind == "Node" && $0.isComplete })
    else { return [] }
    return incident.index.pods.compactMap { pod in
      // Whom a scheduler has bound bears its condition; whom a kubelet has taken, a start time.
      guard pod.phase == "Pending", pod.object.deleted == nil, pod.object.rendering >= .description,
        !pod.nodeName.isEmpty, incident.index.node(pod.nodeName) == nil, pod.condition("PodScheduled") == nil,
        pod.started == nil, incident.index.events("Scheduled", about: pod.reference).isEmpty,
        let name = pod.object.evidence(at: "spec.nodeName")
      else { return nil }
      let workload = investigation.workload(of: pod)
      var occurrence = Occurrence(
        subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
        span: pod.object.created.map { Span($0) },
        text: "Pods of \(workload.path) name the node \(pod.nodeName), which does not exist", evidence: [name])
      occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "never started")]
      return occurrence
    }
  }

  static func pod(on node: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec: {nodeName: \(node), containers: [{name: web, image: a}]}
    status: {phase: Pending}

    """
  }

  static let nodes = """
    apiVersion: v1
    kind: NodeList
    items:
    - apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1}
      status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

    """
}
