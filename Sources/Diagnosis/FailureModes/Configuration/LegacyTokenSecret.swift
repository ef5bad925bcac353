import Model

/// A pod names the Secret with its ServiceAccount's token, which Kubernetes no longer makes by itself.
extension FailureMode {
  static let saTokenSecretNotCreated = FailureMode(
    card: FailureModeCard(
      id: "sa-token-secret-not-created", role: .fault, layer: "Upgrades and version skew",
      title: Text(en: "The token Secret of a ServiceAccount is not made", ja: "ServiceAccount のトークン Secret が作成されない"),
      what: """
        Pods wait for `secret "…-token-…" not found` on a cluster of 1.24 or newer, although the ServiceAccount exists.
        """,
      why: """
        Since 1.24 (LegacyServiceAccountTokenNoAutoGeneration) a ServiceAccount comes without a Secret. Pods get a token of limited life \
        mounted instead; whoever names the Secret waits for something that nobody makes.
        """,
      remedies: [
        Remedy(
          .now, "Use the token that is mounted into the pod, or make a Secret for the ServiceAccount.",
          commands: [
            "kubectl -n {namespace} create token SERVICEACCOUNT",
            "kubectl -n {namespace} get serviceaccounts,secrets",
          ]),
        Remedy(
          .lasting,
          "Read projected tokens; where a lasting one is needed, keep a Secret of type kubernetes.io/service-account-token."
        ),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets",
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
      ]),
    recognize: { ConfigurationMode.occurrences(of: "sa-token-secret-not-created", $0) },
    fires: LegacyToken.example("A cluster of 1.29", kubelet: "v1.29.4"),
    staysSilent: LegacyToken.example("Before 1.24 somebody must have deleted it", kubelet: "v1.20.2"))
}
