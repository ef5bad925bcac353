import Model

/// Nodes run versions that do not go together.
extension FailureMode {
  static let versionSkewUnsupported = FailureMode(
    card: FailureModeCard(
      id: "version-skew-unsupported", role: .risk, layer: "Upgrades and version skew",
      title: Text(en: "Versions of nodes are too far apart", ja: "ノード間のバージョン差がサポート範囲外"),
      what: """
        A kubelet is newer than the control plane's nodes, or more than three minor versions older (two before 1.28).
        """,
      why: """
        Workers were upgraded first, or forgotten over several upgrades. Such pairs are not tested: fields are dropped, flags and APIs are \
        missing.
        """,
      remedies: [
        Remedy(
          .lasting, "Upgrade the control plane first, then the nodes, one minor version at a time.",
          commands: ["kubectl get nodes -o wide", "kubeadm upgrade plan"])
      ],
      references: ["https://kubernetes.io/releases/version-skew-policy/"]),
    recognize: { investigation in
      let nodes = investigation.index.objects(kind: "Node")
      let plane = nodes.filter { $0.label(control) != nil || $0.label(master) != nil }.compactMap(minor)
      guard let newest = plane.max(), let oldest = plane.min() else { return [] }
      return nodes.compactMap { node in
        guard let own = minor(of: node), own > oldest || newest - own > (newest >= 28 ? 3 : 2),
          node.label(control) == nil, node.label(master) == nil,
          let evidence = node.evidence(at: "status.nodeInfo.kubeletVersion")
        else { return nil }
        return Occurrence(
          subject: node.reference, joints: [.node(node.name)], span: nil,
          text: "The kubelet of \(node.name) is of 1.\(own), the control plane of 1.\(own > oldest ? oldest : newest)",
          evidence: [evidence])
      }
    },
    fires: Example("A worker was upgraded first", [("nodes.yaml", nodes(worker: "v1.31.2"))]),
    staysSilent: Example("A worker is one minor version behind", [("nodes.yaml", nodes(worker: "v1.29.9"))]))

  private static let control = "node-role.kubernetes.io/control-plane"
  private static let master = "node-role.kubernetes.io/master"

  /// `v1.30.4` is minor version 30.
  private static func minor(of node: KubernetesObject) -> Int? {
    let parts = (node.string(at: "status.nodeInfo.kubeletVersion") ?? "").split(separator: ".")
    return parts.count > 2 && parts[0] == "v1" ? Int(parts[1]) : nil
  }

  private static func nodes(worker: String) -> String {
    """
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: Node
      metadata: {name: m1, uid: node-0, labels: {node-role.kubernetes.io/control-plane: ""}}
      status: {nodeInfo: {kubeletVersion: v1.30.4}}
    - apiVersion: v1
      kind: Node
      metadata: {name: n1, uid: node-1}
      status: {nodeInfo: {kubeletVersion: \(worker)}}

    """
  }
}
