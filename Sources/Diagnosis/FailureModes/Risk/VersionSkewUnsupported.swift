import Model

/// Kubelets and API server are too many releases apart.
extension FailureMode {
  static let versionSkewUnsupported = FailureMode(
    card: FailureModeCard(
      id: "version-skew-unsupported", role: .risk, layer: "Upgrades and version skew",
      title: Text(en: "Kubelets and API server are too far apart", ja: "kubelet と API サーバーのバージョン差が大きい"),
      what: "A node's kubelet is newer than the API server, or more than three minor releases older.",
      why: """
        Only a kubelet of the same release or up to three older ones (two before 1.28) is tested with an API server. Others \
        may ask for what is not served, or miss what is.
        """,
      remedies: [
        Remedy(
          .lasting, "Upgrade the control plane first, then the nodes, one release after the other.",
          commands: ["kubectl get nodes -o wide", "kubectl version"])
      ],
      references: ["https://kubernetes.io/releases/version-skew-policy/"]),
    recognize: { VersionSkew.occurrences($0) },
    fires: VersionSkew.example("Five releases behind", kubelet: "v1.25.9"),
    staysSilent: VersionSkew.example("Two releases behind", kubelet: "v1.28.4"))
}

/// Minor releases of kubelets against that of the API server's image.
private enum VersionSkew {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let servers = investigation.index.pods.filter {
      $0.object.namespace == "kube-system" && $0.object.name.hasPrefix("kube-apiserver-") && !$0.isFinished
    }
    let versions = servers.compactMap { pod -> (minor: Int, evidence: Evidence)? in
      guard let (value, field) = pod.containers.first, let image = value["image"], let text = image.string,
        let tag = text.split(separator: ":").last, let minor = minor(of: tag)
      else { return nil }
      return (minor, pod.object.evidence(for: image, field: "\(field).image"))
    }
    // During an upgrade of several servers the oldest counts.
    guard let server = versions.min(by: { $0.minor < $1.minor }) else { return [] }
    let least = server.minor - (server.minor >= 28 ? 3 : 2)
    return investigation.index.objects(kind: "Node").compactMap { node in
      guard let version = node.value(at: "status.nodeInfo.kubeletVersion"), let text = version.string,
        let minor = minor(of: text[...]), minor > server.minor || minor < least
      else { return nil }
      return Occurrence(
        subject: node.reference, joints: [.node(node.name)], span: nil,
        text: "The kubelet of \(node.name) is \(text), the API server 1.\(server.minor)",
        evidence: [node.evidence(for: version, field: "status.nodeInfo.kubeletVersion"), server.evidence])
    }
  }

  /// 29 of `v1.29.3`.
  private static func minor(of version: Substring) -> Int? {
    let parts = version.drop { $0 == "v" }.split(separator: ".")
    guard parts.count >= 2, parts[0] == "1" else { return nil }
    return Int(parts[1].prefix { $0.isNumber })
  }

  static func example(_ title: String, kubelet: String) -> Example {
    Example(
      title,
      [
        (
          "cluster.yaml",
          """
          apiVersion: v1
          kind: Node
          metadata: {name: n1, uid: node-1}
          status: {nodeInfo: {kubeletVersion: \(kubelet)}, conditions: [{type: Ready, status: "True"}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: kube-apiserver-m1, namespace: kube-system, uid: u1}
          spec: {nodeName: m1, containers: [{name: kube-apiserver, image: "registry.k8s.io/kube-apiserver:v1.30.2"}]}
          status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

          """
        )
      ])
  }
}
