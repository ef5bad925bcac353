import Model

/// The kubelet has no certificate with which to answer the API server.
extension FailureMode {
  static let kubeletServingCertMissing = FailureMode(
    card: FailureModeCard(
      id: "kubelet-serving-cert-missing", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "A kubelet has no serving certificate", ja: "kubelet にサーバー証明書がない"),
      what: """
        `kubectl logs`, `exec` and metrics of a node fail with `remote error: tls: internal error`; the kubelet says `no serving certificate \
        available for the kubelet`. Its pods run.
        """,
      why: """
        With serverTLSBootstrap the kubelet asks for a certificate, and nobody approved the request: Kubernetes itself approves none of \
        signer kubernetes.io/kubelet-serving.
        """,
      remedies: [
        Remedy(
          .now, "Check the pending requests, and approve those of your nodes.",
          commands: ["kubectl get csr", "kubectl certificate approve CSR"]),
        Remedy(.lasting, "Run a controller that approves requests of known nodes, or leave serverTLSBootstrap off."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#kubelet-serving-certs",
        "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/",
      ]),
    signatures: [servingLine],
    recognize: { investigation in
      let stated = StatedOnNode.occurrences(
        servingLine, "has a kubelet without a serving certificate", effect: "logs and exec fail", investigation,
        whileItLasts: true)
      let known = Set(stated.map(\.workload.name))
      // What kubectl answers names no node: it may be of one that says so itself.
      return stated
        + unanswered(investigation).filter {
          !known.contains($0.workload.name) && (known.isEmpty || !$0.workload.name.isEmpty)
        }
    },
    fires: Example(
      "A log could not be fetched",
      [
        ("pods.yaml", PodDisruptionMode.ended("", "")),
        (
          "namespaces/shop/logs/web-0/main.log",
          "Error from server: Get \"https://10.0.0.11:10250/containerLogs/shop/web-0/main\": remote error: tls: internal error\n"
        ),
      ]),
    staysSilent: Example(
      "The kubelet does not answer at all",
      [
        ("pods.yaml", PodDisruptionMode.ended("", "")),
        (
          "namespaces/shop/logs/web-0/main.log",
          "Error from server: Get \"https://10.0.0.11:10250/containerLogs/shop/web-0/main\": dial tcp 10.0.0.11:10250: connect: connection refused\n"
        ),
      ]))

  private static let servingLine = LogSignature(
    "kubelet-without-serving-certificate", component: "kubelet",
    // The second is how versions before 1.20 say it.
    literals: ["no serving certificate available for the kubelet", ": no certificate available"])

  /// Logs that the API server could not fetch since the handshake with the kubelet failed.
  private static func unanswered(_ investigation: Investigation) -> [Occurrence] {
    let printed = investigation.incident.coverage.cut.filter { note in
      note.text.firstRange(of: ":10250/") != nil && note.text.firstRange(of: "remote error: tls: internal error") != nil
    }.map { (node: "", evidence: Evidence(path: $0.path, line: $0.line, text: $0.text)) }
    let answers =
      printed
      + investigation.incident.containerLogs.compactMap { log -> (node: String, evidence: Evidence)? in
        guard let evidence = log.answerEvidence,
          evidence.text.firstRange(of: "remote error: tls: internal error") != nil
        else { return nil }
        return (log.container.flatMap { investigation.index.pod($0.object) }?.nodeName ?? "", evidence)
      }
    return Dictionary(grouping: answers, by: \.node).sorted { $0.key < $1.key }.map { node, answers in
      let subject = investigation.node(node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster], span: nil,
        text: "The kubelet of \(node.isEmpty ? "a node" : node) has no certificate to answer the API server with",
        evidence: answers.prefix(3).map(\.evidence))
      occurrence.confidence = .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "logs and exec fail")]
      return occurrence
    }
  }
}
