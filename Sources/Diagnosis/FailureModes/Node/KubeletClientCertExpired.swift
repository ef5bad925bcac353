import Model

/// The certificate with which a kubelet speaks to the API server has expired.
extension FailureMode {
  static let kubeletClientCertExpired = FailureMode(
    card: FailureModeCard(
      id: "kubelet-client-cert-expired", role: .fault, layer: "Node / kubelet",
      title: Text(en: "A kubelet's client certificate has expired", ja: "kubelet のクライアント証明書が失効した"),
      what: """
        The kubelet exits because its client certificate has expired, or the API server answers it with `Unauthorized`; the node's \
        conditions turn to Unknown.
        """,
      why: """
        The kubelet renews its certificate in time, but not while its node is off, when requests are not approved, or when the \
        kubeconfig holds the certificate itself instead of the rotated file.
        """,
      remedies: [
        Remedy(
          .now, "Give the kubelet a new certificate and start it.",
          commands: [
            "openssl x509 -noout -enddate -in /var/lib/kubelet/pki/kubelet-client-current.pem", "kubectl get csr",
          ]),
        Remedy(
          .lasting, "Keep rotateCertificates on, see that requests are approved, and alert on the certificate's age."),
      ],
      references: ["https://kubernetes.io/docs/tasks/tls/certificate-rotation/"]),
    signatures: [
      NodeService.kubelet.signature, KubeletExit.signature, RefusedKubelet.unauthorized, RefusedKubelet.lifetime,
      APICertificates.refusedClient,
    ],
    recognize: {
      KubeletExit.occurrences(of: "kubelet-client-cert-expired", effect: "kubelet down", $0)
        + RefusedKubelet.occurrences($0)
    },
    fires: KubeletExit.example(
      "The kubelet exits for its certificate",
      error:
        "failed to run Kubelet: part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: 2024-05-01 00:00:00 +0000 UTC"
    ),
    staysSilent: KubeletExit.example(
      "The kubelet ends for another reason", error: "failed to run Kubelet: unable to determine runtime API version"))
}
