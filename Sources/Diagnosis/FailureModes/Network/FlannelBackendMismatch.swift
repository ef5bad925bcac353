import Model

/// Nodes of one flannel network speak different backends.
extension FailureMode {
  static let flannelBackendMismatch = FailureMode(
    card: FailureModeCard(
      id: "flannel-backend-mismatch", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "Nodes announce different flannel backends", ja: "ノード間で flannel のバックエンドが一致していない"),
      what: """
        flannel says `ignoring non-vxlan … type=host-gw` or finds `Backend type: vxlan` while annotations of nodes say another \
        `backend-type`. Pods do not reach those of these nodes.
        """,
      why: """
        The backend was changed in the ConfigMap, and nodes keep the annotation and routes of before until their flannel is started anew \
        with a clean record.
        """,
      remedies: [
        Remedy(
          .now, "Remove the old annotations, then restart flannel on these nodes, one after another.",
          commands: [
            "kubectl get nodes -o yaml | grep -E '  name:|backend-type'",
            "kubectl annotate node NODE flannel.alpha.coreos.com/backend-type- flannel.alpha.coreos.com/backend-data-",
            "kubectl -n kube-flannel rollout restart daemonset kube-flannel-ds",
          ]),
        Remedy(.lasting, "Change the backend with all nodes drained, and reboot them."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/networking/"]),
    signatures: [FlannelBackends.foreignLine, FlannelBackends.configuredLine, FlannelBackends.annotatedLine],
    recognize: { FlannelBackends.occurrences($0) },
    fires: StatedInCluster.kubelet(
      "The ConfigMap was changed, a node was not", site: "main.go:452", "Found network config - Backend type: vxlan",
      "List of node(n1) annotations: map[string]string{\"flannel.alpha.coreos.com/backend-data\":\"null\", \"flannel.alpha.coreos.com/backend-type\":\"host-gw\"}"
    ),
    staysSilent: StatedInCluster.kubelet(
      "All say the same", site: "main.go:452", "Found network config - Backend type: vxlan",
      "List of node(n1) annotations: map[string]string{\"flannel.alpha.coreos.com/backend-type\":\"vxlan\"}"))
}

/// What flannel says of its own backend and of those of nodes.
private enum FlannelBackends {
  static let foreignLine = LogSignature(
    "flannel-foreign-subnet", component: "",
    literals: ["gnoring non-vxlan ", "gnoring non-host-gw ", "gnoring non-wireguard "])
  static let configuredLine = LogSignature(
    "flannel-backend-configured", component: "", literals: ["Found network config - Backend type: "])
  static let annotatedLine = LogSignature(
    "flannel-backend-annotated", component: "",
    literals: ["flannel.alpha.coreos.com/backend-type\":\"", "BackendType:\\\"", "BackendType:\""])

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let foreign = investigation.incident.records(foreignLine.id)
    let configured = investigation.incident.records(configuredLine.id).last
    let backend = configured.flatMap { word(after: "Backend type: ", in: $0.evidence.text) }
    let annotated = investigation.incident.records(annotatedLine.id).filter { record in
      guard let backend else { return false }
      return ["backend-type\":\"", "BackendType:\""].contains { key in
        word(after: key, in: record.evidence.text).map { !$0.isEmpty && $0 != backend } ?? false
      }
    }
    let lines = foreign.isEmpty ? annotated : foreign
    guard let first = lines.first, first.time.map({ !investigation.hasLasted(seconds(3600), since: $0) }) ?? true else {
      return []
    }
    let node = annotated.lazy.compactMap { word(after: "List of node(", in: $0.evidence.text) }.first.map(String.init)
    let subject = investigation.node(node ?? first.source.node)
    let times = lines.compactMap(\.time)
    var occurrence = Occurrence(
      subject: subject, joints: [.node(subject.name), .cluster],
      span: times.first.map { Span($0, times.last ?? $0) },
      text: "flannel\(backend.map { " is set to \($0), and" } ?? "") meets nodes that announce another backend",
      evidence: lines.prefix(2).map(\.evidence) + (configured.map { [$0.evidence] } ?? []))
    occurrence.confidence = .likely
    occurrence.harmsByItself = investigation.isExcerpt || !foreign.isEmpty
    occurrence.affected = [.init(entity: subject, role: .victim, effect: "pods of other nodes not reached")]
    return [occurrence]
  }

  private static func word(after key: String, in text: String) -> Substring? {
    guard let start = text.firstRange(of: key)?.upperBound else { return nil }
    return text[start...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
  }
}
