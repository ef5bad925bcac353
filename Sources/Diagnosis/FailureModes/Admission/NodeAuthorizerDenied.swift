import Model

/// The API server does not let a kubelet read what its pod needs.
extension FailureMode {
  static let nodeAuthorizerDenied = FailureMode(
    card: FailureModeCard(
      id: "node-authorizer-denied", role: .fault, layer: QuotaMode.layer,
      title: Text(en: "The kubelet may not read what its pod names", ja: "ノード認可により kubelet が拒否されている"),
      what: "A volume is not mounted: `no relationship found between node 'n' and this object`.",
      why: """
        A kubelet may only read Secrets, ConfigMaps and claims of pods that are bound to its node. The kubelet's \
        certificate bears another node's name, or the pod was bound elsewhere meanwhile.
        """,
      remedies: [
        Remedy(
          .now, "Compare the name in the kubelet's certificate with that of the Node.",
          commands: [
            "openssl x509 -in /var/lib/kubelet/pki/kubelet-client-current.pem -noout -subject", "kubectl get nodes",
          ])
      ],
      references: ["https://kubernetes.io/docs/reference/access-authn-authz/node/"]),
    recognize: {
      PodStartMode.occurrences(
        of: "node-authorizer-denied", on: .node, "its kubelet may not read what the pod names", $0)
    },
    fires: PodStartMode.example("A Secret of the pod", "FailedMount", refusal),
    staysSilent: PodStartMode.healed("It could be read later", "FailedMount", refusal))

  private static let refusal =
    "MountVolume.SetUp failed for volume \"tls\" : secrets \"edge\" is forbidden: User \"system:node:n1\" cannot get resource \"secrets\" in API group \"\" in the namespace \"shop\": no relationship found between node 'n1' and this object"
}
