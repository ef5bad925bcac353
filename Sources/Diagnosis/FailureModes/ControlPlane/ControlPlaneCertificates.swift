import Model

/// Certificates and clocks between the API server and those who call it.
extension FailureMode {
  static let controlPlaneCertExpired = FailureMode(
    card: FailureModeCard(
      id: "apiserver-or-control-plane-cert-expired", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "A certificate of the control plane has expired", ja: "コントロールプレーンの証明書が失効した"),
      what: """
        Clients of the API server say `x509: certificate has expired or is not yet valid: current time … is after …`. kubectl, kubelets \
        and controllers can neither read nor change anything; containers go on running.
        """,
      why: """
        kubeadm's certificates live for one year. Nothing renewed them by an upgrade or by hand, or the API server still runs with the \
        old ones since it was not restarted.
        """,
      remedies: [
        Remedy(
          .now, "Renew the certificates, then restart the static pods of the control plane.",
          commands: ["kubeadm certs check-expiration", "kubeadm certs renew all"]),
        Remedy(.lasting, "Upgrade at least once a year, which renews them, and alert on the days that are left."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/"]),
    signatures: [APICertificates.line, APICertificates.refusedClient],
    recognize: { investigation in
      var stated = StatedInCluster.occurrences(
        [APICertificates.line], "The API server's certificate has expired, as its clients say",
        effect: "certificate expired", investigation,
        answers: StatedInCluster.answers(["x509: certificate has expired"], investigation).filter {
          $0.text.firstRange(of: " is before ") == nil
        }
      ) {
        APICertificates.isOfAPIServer($0) && APICertificates.says($0, "certificate has expired", not: " is before ")
          && !WrongClock.isAhead($0)
      }
      if stated.isEmpty { stated = APICertificates.expiredClients(investigation) }
      // What clients say tells more than a table of dates.
      return stated.isEmpty
        ? ExpiredCertificates.occurrences(
          ExpiredCertificates.ofAPIServer, "Certificates of the control plane have expired", investigation) : stated
    },
    fires: StatedInCluster.kubelet(
      "The kubelet refuses an outdated certificate", site: "controller.go:187",
      APICertificates.leaseError(
        "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is after 2024-05-05T08:11:04Z"
      )),
    staysSilent: StatedInCluster.kubelet(
      "A registry's certificate is outdated", site: "remote_image.go:238",
      "\"PullImage from image service failed\" err=\"failed to pull image: Get \\\"https://registry.example.com/v2/\\\": x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is after 2024-05-05T08:11:04Z\""
    ))

  static let unknownAuthorityAfterCAChange = FailureMode(
    card: FailureModeCard(
      id: "unknown-authority-after-ca-change", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "Clients do not trust the cluster's CA", ja: "クライアントがクラスターの CA を信頼していない"),
      what: """
        Clients of the API server say `x509: certificate signed by unknown authority`, often with `candidate authority certificate \
        "kubernetes"`.
        """,
      why: """
        The cluster was made anew or its CA was replaced, and the client still has the old one: in its kubeconfig, in \
        /etc/kubernetes/pki, or in a running pod that read it at its start.
        """,
      remedies: [
        Remedy(
          .now, "Compare the CA that the server's certificate names with the client's, then hand out the right one.",
          commands: [
            "openssl s_client -connect APISERVER:6443 -showcerts </dev/null | openssl x509 -noout -issuer -dates",
            "kubectl config view --raw -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d | openssl x509 -noout -subject -dates",
          ]),
        Remedy(
          .lasting,
          "Replace a CA in the documented order, with both trusted for a while, and restart all pods after it."),
      ],
      references: ["https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/"]),
    signatures: [APICertificates.line],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [APICertificates.line], "Clients do not trust the certificate authority of the API server",
        effect: "not trusted", investigation,
        answers: StatedInCluster.answers(["certificate signed by unknown authority"], investigation)
      ) { APICertificates.isOfAPIServer($0) && APICertificates.says($0, "certificate signed by unknown authority") }
    },
    fires: StatedInCluster.kubelet(
      "The kubelet has the CA of the cluster before", site: "controller.go:187",
      APICertificates.leaseError(
        "x509: certificate signed by unknown authority (possibly because of \\\\\\\"crypto/rsa: verification error\\\\\\\" while trying to verify candidate authority certificate \\\\\\\"kubernetes\\\\\\\")"
      )),
    staysSilent: StatedInCluster.kubelet(
      "A private registry is not trusted", site: "remote_image.go:238",
      "\"PullImage from image service failed\" err=\"failed to pull image: Get \\\"https://registry.example.com/v2/\\\": x509: certificate signed by unknown authority\""
    ))

  static let clockSkew = FailureMode(
    card: FailureModeCard(
      id: "clock-skew", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "The clocks of machines differ too much", ja: "マシン間の時計がずれている"),
      what: """
        Certificates and tokens are refused as not valid *yet*: `current time … is before …`, `service account token is not valid yet`. \
        Or one machine takes certificates for expired that have not expired.
        """,
      why: """
        A machine's clock is behind, or ahead: no time service runs, a virtual machine was resumed, or its hardware clock has another zone. What \
        was issued a moment ago by a machine with the right time lies in its future.
        """,
      remedies: [
        Remedy(
          .now, "Compare the clocks, then correct the one that is wrong.",
          commands: ["timedatectl", "chronyc tracking", "date -u; ssh OTHER date -u"]),
        Remedy(.lasting, "Run chrony or systemd-timesyncd on every machine, and alert on the offset."),
      ],
      references: ["https://kubernetes.io/docs/setup/best-practices/certificates/"]),
    signatures: [APICertificates.line, APICertificates.refusedClient],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [APICertificates.line, APICertificates.refusedClient],
        "Certificates or tokens are refused since they are not valid yet: a clock is behind", effect: "clock behind",
        investigation,
        answers: StatedInCluster.answers([" is before "], investigation)
      ) { record in
        APICertificates.isOfAPIServer(record) && APICertificates.says(record, " is before ")
          || APICertificates.says(record, "token is not valid yet")
      }
        + StatedOnNode.occurrences(
          APICertificates.line, "has a clock that is ahead: by it certificates have expired that have not",
          effect: "clock ahead", investigation, whileItLasts: true
        ) { APICertificates.isOfAPIServer($0) && WrongClock.isAhead($0) }
    },
    fires: StatedInCluster.kubelet(
      "The node's clock is hours behind", site: "controller.go:187",
      APICertificates.leaseError(
        "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is before 2024-05-06T13:11:04Z"
      )),
    staysSilent: StatedInCluster.kubelet(
      "The certificate has expired", site: "controller.go:187",
      APICertificates.leaseError(
        "x509: certificate has expired or is not yet valid: current time 2024-05-06T10:02:00Z is after 2024-05-05T08:11:04Z"
      )))

  static let serviceAccountTokenInvalid = FailureMode(
    card: FailureModeCard(
      id: "service-account-token-invalid", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "The API server refuses service account tokens", ja: "サービスアカウントのトークンが拒否される"),
      what: """
        Programs in pods get `Unauthorized`; the API server writes `Unable to authenticate the request` with `invalid bearer token`.
        """,
      why: """
        The tokens were signed with another key: it was replaced, or differs between API servers. Or a program never reads its token \
        again, which lives for an hour, or its ServiceAccount or pod was deleted and made anew.
        """,
      remedies: [
        Remedy(
          .now, "Compare the keys of all API servers with the controller manager's, then restart the pods.",
          commands: [
            "sha256sum /etc/kubernetes/pki/sa.pub", "grep -E 'service-account' /etc/kubernetes/manifests/*.yaml",
            "kubectl -n NAMESPACE rollout restart deployment NAME",
          ]),
        Remedy(.lasting, "Give all API servers the same keys, and use client libraries that read the token again."),
      ],
      references: [
        "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
      ]),
    signatures: [APICertificates.refusedClient],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [APICertificates.refusedClient], "The API server refuses service account tokens", effect: "tokens refused",
        investigation, atLeast: 3
      ) { record in
        APICertificates.says(record, "invalid bearer token", not: "token is not valid yet")
          && [
            "token has expired", "has been invalidated", "error in cryptographic primitive", "verification error",
          ].contains { APICertificates.says(record, $0) }
      }
    },
    fires: StatedInCluster.apiServer(
      "Tokens of another key", site: "authentication.go:73", APICertificates.foreignToken, APICertificates.foreignToken,
      APICertificates.foreignToken),
    staysSilent: StatedInCluster.apiServer(
      "Somebody calls with a wrong token of a user", site: "authentication.go:73",
      "\"Unable to authenticate the request\" err=\"invalid bearer token\"",
      "\"Unable to authenticate the request\" err=\"invalid bearer token\"",
      "\"Unable to authenticate the request\" err=\"invalid bearer token\""))
}

/// What is written when certificates and tokens between the API server and its clients are refused.
enum APICertificates {
  /// A client refuses the server's certificate.
  static let line = LogSignature(
    "api-certificate-refused", component: "",
    callSites: [
      "controller.go", "reflector.go", "kubelet_node_status.go", "leaderelection.go", "event.go", "csi_plugin.go",
      "kubelet.go", "certificate_manager.go", "run.go", "server.go",
    ],
    literals: ["x509: certificate has expired", "x509: certificate signed by unknown authority"])

  /// The server refuses a client's certificate or token.
  static let refusedClient = LogSignature(
    "api-client-refused", component: "kube-apiserver", callSites: ["authentication.go"],
    literals: ["Unable to authenticate the request"])

  /// Clients whose certificates the API server refuses as expired, where nothing but its own log is there to tell whose.
  static func expiredClients(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.holdsLogsAlone, investigation.incident.records(RefusedKubelet.unauthorized.id).isEmpty else {
      return []
    }
    return StatedInCluster.occurrences(
      [refusedClient], "The API server refuses clients whose certificates have expired", effect: "certificate expired",
      investigation, atLeast: 2
    ) { says($0, "certificate has expired", not: " is before ") && says($0, " is after ") }.map { found in
      var occurrence = found
      // It may be anybody's.
      occurrence.confidence = .likely
      return occurrence
    }
  }

  /// Components that call nobody but the API server with such paths. The API server itself also calls webhooks, extensions and etcd.
  private static let clients: Set<String> = [
    "kubelet", "kube-controller-manager", "kube-scheduler", "kube-proxy", "cloud-controller-manager",
  ]

  static func isOfAPIServer(_ record: LogRecord) -> Bool {
    let text = record.evidence.text
    return clients.contains(record.source.component)
      && ["/api/v1/", "/apis/"].contains { text.firstRange(of: $0) != nil }
      && !["webhook", "RequestHeader"].contains { text.firstRange(of: $0) != nil }
  }

  static func says(_ record: LogRecord, _ wording: String, not other: String? = nil) -> Bool {
    record.evidence.text.firstRange(of: wording) != nil
      && other.map { record.evidence.text.firstRange(of: $0) == nil } ?? true
  }

  /// A lease that could not be renewed.
  static func leaseError(_ error: String) -> String {
    "\"Failed to update lease\" err=\"Put \\\"https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1?timeout=10s\\\": \(error)\""
  }

  static let foreignToken =
    "\"Unable to authenticate the request\" err=\"[invalid bearer token, square/go-jose: error in cryptographic primitive]\""
}
