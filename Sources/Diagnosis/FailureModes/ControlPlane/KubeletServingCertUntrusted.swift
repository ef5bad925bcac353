import Model

/// metrics-server does not accept the certificates that kubelets show.
extension FailureMode {
  static let kubeletServingCertUntrusted = FailureMode(
    card: FailureModeCard(
      id: "kubelet-serving-cert-untrusted", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "Clients do not trust the kubelets' certificates", ja: "kubelet のサーバー証明書が信頼されない"),
      what: """
        metrics-server cannot scrape nodes: `x509: cannot validate certificate for … because it doesn't contain any IP SANs` or \
        `certificate signed by unknown authority`. `kubectl top` and autoscalers have no metrics.
        """,
      why: """
        A kubelet without serverTLSBootstrap signs its serving certificate itself, for its host name only. Whoever checks it against the \
        cluster's CA and the node's address refuses it.
        """,
      remedies: [
        Remedy(
          .now, "Let kubelets get certificates of the cluster's CA, and approve their requests.",
          commands: [
            "kubectl -n kube-system edit configmap kubelet-config", "kubectl get csr",
            "kubectl certificate approve CSR",
          ]),
        Remedy(
          .lasting,
          "Set serverTLSBootstrap: true on all nodes. --kubelet-insecure-tls of metrics-server is for test clusters."),
      ],
      references: [
        "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#kubelet-serving-certs"
      ]),
    signatures: [scrapeLine],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [scrapeLine], "metrics-server refuses the certificates of kubelets", effect: "no metrics", investigation
      ) { record in record.evidence.text.firstRange(of: "x509: ") != nil && isScrape(record.evidence.text) }
    },
    fires: StatedInCluster.kubelet(
      "Nodes are scraped by address", site: "scraper.go:140",
      "\"Failed to scrape node\" err=\"Get \\\"https://10.0.0.1:10250/metrics/resource\\\": x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs\" node=\"n1\""
    ),
    staysSilent: StatedInCluster.kubelet(
      "A node does not answer", site: "scraper.go:140",
      "\"Failed to scrape node\" err=\"Get \\\"https://10.0.0.1:10250/metrics/resource\\\": context deadline exceeded\" node=\"n1\""
    ))

  private static func isScrape(_ text: String) -> Bool {
    ["/metrics/resource", "/stats/summary"].contains { text.firstRange(of: $0) != nil }
  }

  private static let scrapeLine = LogSignature(
    "kubelet-certificate-refused", component: "",
    callSites: ["scraper.go", "manager.go", "summary.go"],
    literals: [
      "it doesn't contain any IP SANs", "x509: certificate signed by unknown authority",
      "x509: certificate is valid for",
    ])
}
