import Model

/// A node cannot join since its token is not good any more.
extension FailureMode {
  static let bootstrapTokenInvalid = FailureMode(
    card: FailureModeCard(
      id: "bootstrap-token-invalid", role: .fault, layer: "Certificates and credentials",
      title: Text(en: "The token for joining is not valid", ja: "クラスター参加用トークンが無効"),
      what: """
        `kubeadm join` ends with `could not find a JWS signature in the cluster-info ConfigMap for token ID`, or its requests are \
        answered with `Unauthorized`. A server of k3s or RKE2 ends with `bootstrap data already found and encrypted with different \
        token`.
        """,
      why: """
        Bootstrap tokens live for 24 hours. Their Secret in kube-system is then deleted, and with it the signature in cluster-info. \
        The token of k3s and RKE2 does not change: it also encrypts what their servers share.
        """,
      remedies: [
        Remedy(
          .now, "Make a new token and join with the command that is printed.",
          commands: ["kubeadm token list", "kubeadm token create --print-join-command"]),
        Remedy(.lasting, "Make the token as part of adding a node, not once for all."),
      ],
      references: [
        "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/"
      ]),
    signatures: [joinLine, serverLine, KubeletExit.signature],
    recognize: { investigation in
      let stated =
        StatedInCluster.occurrences(
          [joinLine], "A node cannot join: its token is not valid any more", effect: "node not joined", investigation)
        + StatedInCluster.occurrences(
          [serverLine], "A server cannot join: its token is not that of the cluster", effect: "server not joined",
          investigation)
      return stated.map { found in
        var occurrence = found
        occurrence.harmsByItself = true
        return occurrence
      } + KubeletExit.occurrences(of: "bootstrap-token-invalid", effect: "kubelet down", investigation)
    },
    fires: Example(
      "The token is of last week",
      [("join.txt", "[preflight] Running pre-flight checks\n" + expired + "\n")]),
    staysSilent: Example(
      "The API server is not reached",
      [
        (
          "join.txt",
          "[preflight] Running pre-flight checks\nerror execution phase preflight: couldn't validate the identity of the API Server: Get \"https://10.0.0.1:6443/api/v1/namespaces/kube-public/configmaps/cluster-info\": dial tcp 10.0.0.1:6443: connect: connection refused\n"
        )
      ]))

  private static let expired =
    "error execution phase preflight: couldn't validate the identity of the API Server: could not find a JWS signature in the cluster-info ConfigMap for token ID \"abcdef\""

  private static let joinLine = LogSignature(
    "join-token-refused", component: "",
    literals: [
      "could not find a JWS signature in the cluster-info ConfigMap",
      "There is no JWS signed token in the cluster-info",
      "is invalid for this cluster or it has expired",
    ])

  /// As servers of k3s and RKE2 say it.
  private static let serverLine = LogSignature(
    "server-token-refused", component: "",
    literals: ["bootstrap data already found and encrypted with different token", "failed to normalize server token"])
}
