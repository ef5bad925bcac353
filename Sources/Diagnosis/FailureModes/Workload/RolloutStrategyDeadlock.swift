import Model

/// A rolling update needs room for one pod more than there is.
extension FailureMode {
  static let rolloutStrategyDeadlock = FailureMode(
    card: FailureModeCard(
      id: "rollout-strategy-deadlock", role: .fault, layer: "Workload / application",
      title: Text(en: "A rolling update blocks itself", ja: "ローリングアップデートが自分自身を妨げている"),
      what: """
        The new pod is Pending: anti-affinity or a host port keeps it from every node on which an old pod of the same \
        Deployment runs. The old pods all run.
        """,
      why: """
        maxUnavailable is 0, or a percentage that rounds to 0: no old pod goes before a new one is ready. Each node can \
        hold one of them only, so the new one never gets a place.
        """,
      remedies: [
        Remedy(
          .now, "Allow one pod to be missing, with no surge.",
          commands: [
            "kubectl -n {namespace} patch deployment {name} -p '{\"spec\":{\"strategy\":{\"rollingUpdate\":{\"maxSurge\":0,\"maxUnavailable\":1}}}}'"
          ]),
        Remedy(.lasting, "Prefer anti-affinity instead of requiring it, or keep a node more than replicas."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment"
      ]),
    recognize: { PlacementMode.occurrences(of: "rollout-strategy-deadlock", $0) },
    fires: deadlock("One node, one host port, no pod may go", maxUnavailable: "25%"),
    staysSilent: deadlock("One pod may go", maxUnavailable: "1"))

  private static func deadlock(_ title: String, maxUnavailable: String) -> Example {
    func owner(_ hash: String) -> String {
      "ownerReferences: [{kind: ReplicaSet, name: web-\(hash), controller: true}]"
    }
    func replicaSet(_ hash: String) -> String {
      """
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web-\(hash), namespace: shop, uid: r-\(hash), ownerReferences: [{kind: Deployment, name: web, uid: d1, controller: true}]}
      spec: {replicas: 1}
      status: {replicas: 1}

      """
    }
    return Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T08:00:00Z"}
            spec: {replicas: 1, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: \(maxUnavailable)}}}
            status: {replicas: 2, readyReplicas: 1}

            """, replicaSet("5d"), replicaSet("7f"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-5d-a, namespace: shop, uid: u1, labels: {app: web, pod-template-hash: 5d}, \(owner("5d"))}
            spec: {nodeName: n1, containers: [{name: web, image: a, ports: [{containerPort: 80, hostPort: 80}]}]}
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

            """,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web-7f-b
              namespace: shop
              uid: u2
              creationTimestamp: "2024-05-06T09:00:00Z"
              labels: {app: web, pod-template-hash: 7f}
              \(owner("7f"))
            spec: {containers: [{name: web, image: b, ports: [{containerPort: 80, hostPort: 80}]}]}
            status:
              phase: Pending
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."}

            """)
        ), StartExample.date,
      ])
  }
}
