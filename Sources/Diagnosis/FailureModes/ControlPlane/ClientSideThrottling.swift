import Model

/// A component asks more of the API than its own limit lets it.
extension FailureMode {
  static let clientSideThrottling = FailureMode(
    card: FailureModeCard(
      id: "client-side-throttling", role: .risk, layer: "Control plane and etcd",
      title: Text(en: "A component holds back its own requests", ja: "クライアント側の流量制限で API 要求が遅れる"),
      what: "A component logs `Waited for … due to client-side throttling, not priority and fairness` many times.",
      why: """
        Clients of the API limit themselves to a rate (QPS and burst). Above it requests wait in the client, for seconds: \
        controllers and kubelets act late. The API server is not at fault, and nothing fails by this alone.
        """,
      remedies: [
        Remedy(
          .now, "Look what the component asks for so often, and stop what makes it: crash loops, very many objects.",
          commands: ["kubectl get events -A --sort-by=.lastTimestamp", "kubectl get --raw /metrics"]),
        Remedy(
          .lasting, "Raise the client's QPS and burst (kubelet: kubeAPIQPS, kubeAPIBurst), or list and watch less."),
      ],
      references: ["https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/"]),
    signatures: [
      LogSignature("client-throttled", component: "", callSites: ["request.go"], literals: ["client-side throttling"]),
      LogSignature(
        "client-throttled-old", component: "", callSites: ["request.go"], literals: ["Throttling request took"]),
    ],
    recognize: { investigation in
      let incident = investigation.incident
      let records = incident.records("client-throttled") + incident.records("client-throttled-old")
      let sources = Dictionary(grouping: records) { "\($0.source.component) \($0.source.node)" }
      return sources.sorted { $0.key < $1.key }.compactMap { _, records in
        // A burst at start waits a little each time.
        guard records.count >= least, let last = records.last else { return nil }
        let node = last.source.node
        let component = last.source.component.isEmpty ? "A component" : last.source.component
        return Occurrence(
          subject: node.isEmpty
            ? EntityReference(kind: "Cluster", name: "cluster") : EntityReference(kind: "Node", name: node),
          joints: node.isEmpty ? [.cluster] : [.node(node)], span: last.time.map { Span($0) },
          text: "\(component)\(node.isEmpty ? "" : " on \(node)") holds back its requests to the API",
          evidence: [last.evidence])
      }
    },
    fires: Example("A kubelet that has too much to ask", [journal(12)]),
    staysSilent: Example("A few requests at start", [journal(3)]))

  /// Fewer waits are those of a start.
  private static let least = 10

  private static func journal(_ count: Int) -> (path: String, text: String) {
    (
      "nodes/n1/journal/kubelet.log",
      (0..<count).map { round in
        """
        2024-05-06T10:00:\(10 + round).000000+0000 n1 kubelet[801]: I0506 10:00:\(10 + round).000000     801 \
        request.go:697] Waited for 1.19\(round)s due to client-side throttling, not priority and fairness, request: \
        GET:https://10.0.0.1:6443/api/v1/namespaces/shop/secrets/api-\(round)

        """
      }.joined()
    )
  }
}
