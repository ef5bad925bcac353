import Model

/// A pod asks for a label of nodes that Kubernetes has renamed.
extension FailureMode {
  static let labelOrTaintRenamed = FailureMode(
    card: FailureModeCard(
      id: "label-or-taint-renamed", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "A pod asks for a node label that was renamed", ja: "廃止・改名されたノードラベルを指定している"),
      what: "Pods stay Pending: their nodeSelector names a label of old releases, and nodes have its successor.",
      why: """
        node-role.kubernetes.io/master became control-plane in 1.24, and the labels with `beta` in their names are gone \
        from new nodes. Selectors that name them stop matching after an upgrade.
        """,
      remedies: [
        Remedy(
          .now, "Name the label that nodes have today.",
          commands: [
            "kubectl get nodes --show-labels",
            "kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.nodeSelector}'",
          ])
      ],
      references: ["https://kubernetes.io/docs/reference/labels-annotations-taints/"]),
    recognize: { PlacementMode.occurrences(of: "label-or-taint-renamed", $0) },
    fires: selecting("The control plane by its old name", label: "node-role.kubernetes.io/control-plane: \"\""),
    staysSilent: selecting("No node has the successor either", label: "disk: ssd"))

  private static func selecting(_ title: String, label: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.unscheduled(
              "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
              spec: "nodeSelector: {node-role.kubernetes.io/master: \"\"}\ncontainers: [{name: web, image: a}]"),
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n1, uid: node-1, labels: {\(label)}}
            status: {conditions: [{type: Ready, status: "True", reason: KubeletReady}]}

            """)
        ), StartExample.date,
      ])
  }
}
