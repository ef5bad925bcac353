import Model

/// The API server is called by a name that its certificate does not bear.
extension FailureMode {
  static let apiserverCertNameMismatch = FailureMode(
    card: FailureModeCard(
      id: "apiserver-cert-name-mismatch", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "The API server's certificate lacks the name in use", ja: "API サーバー証明書に接続先の名前がない"),
      what: """
        kubectl, kubelets and controllers say `x509: certificate is valid for …, not …` and reach nothing.
        """,
      why: """
        The certificate was made for other addresses: the machine's address changed, a load balancer or a public address was put in front, or \
        a client was given another name.
        """,
      remedies: [
        Remedy(
          .now,
          "Make the certificate anew with all names, then restart the API server; or call it by a name that it has.",
          commands: [
            "openssl x509 -in /etc/kubernetes/pki/apiserver.crt -noout -ext subjectAltName",
            // kubeadm keeps a certificate that is there.
            "mv /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key /root/",
            "kubeadm init phase certs apiserver --apiserver-cert-extra-sans NAME",
          ]),
        Remedy(.lasting, "Use one name for the API server from the start (controlPlaneEndpoint)."),
      ],
      references: ["https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/"]),
    signatures: [APICertificates.line],
    recognize: { investigation in
      StatedInCluster.occurrences(
        [APICertificates.line], "Clients call the API server by a name that its certificate does not bear",
        effect: "not trusted", investigation,
        answers: StatedInCluster.answers(["x509: certificate is valid for "], investigation)
      ) { APICertificates.isOfAPIServer($0) && APICertificates.says($0, "x509: certificate is valid for ") }
    },
    fires: StatedInCluster.kubelet(
      "The machine has another address by now", site: "controller.go:187",
      APICertificates.leaseError("x509: certificate is valid for 10.96.0.1, 10.0.0.7, not 10.0.0.1")),
    staysSilent: StatedInCluster.kubelet(
      "A registry is called by another name", site: "remote_image.go:238",
      "\"PullImage from image service failed\" err=\"failed to pull image: Get \\\"https://10.0.0.9/v2/\\\": x509: certificate is valid for registry.example.com, not 10.0.0.9\""
    ))
}
