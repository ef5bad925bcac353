import Model

/// The mesh or the cloud keeps a program from what it needs.
extension FailureMode {
  static let serviceMeshPolicyBlocksTraffic = FailureMode(
    card: FailureModeCard(
      id: "service-mesh-policy-blocks-traffic", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A policy of the service mesh refuses calls", ja: "サービスメッシュのポリシーが通信を拒否している"),
      what: "Calls are answered with 403 `RBAC: access denied` by the proxy of a service mesh.",
      why:
        "An AuthorizationPolicy allows some callers only, and this one's identity, path or method is not among them.",
      remedies: [
        Remedy(
          .now, "Compare the caller's ServiceAccount with the policies of the called workload.",
          commands: ["kubectl get authorizationpolicies -A -o yaml"]),
        Remedy(.lasting, "Test each policy with one allowed and one denied call."),
      ],
      references: ["https://istio.io/latest/docs/ops/common-problems/security-issues/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "service-mesh-policy-blocks-traffic", $0) },
    fires: Example("The policy is in the bundle", denied(more: "---\n" + policy)),
    staysSilent: Example("No mesh in sight", denied(more: "")))

  static let instanceMetadataUnreachable = FailureMode(
    card: FailureModeCard(
      id: "instance-metadata-or-identity-unreachable", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The cloud's metadata service does not answer", ja: "クラウドのメタデータサービスに到達できない"),
      what:
        "A program ends because it gets no credentials: calls of 169.254.169.254 time out, or it has no role there.",
      why: """
        The machine's metadata tells programs who they are. A hop limit of 1 keeps pods from it, a NetworkPolicy drops the \
        packets, or the machine has no role.
        """,
      remedies: [
        Remedy(
          .now, "Give the pod an identity of its own, or allow the way to the metadata service.",
          commands: ["kubectl -n {namespace} describe networkpolicy"]),
        Remedy(.lasting, "Use the cloud's identity for ServiceAccounts instead of the machine's."),
      ],
      references: ["https://kubernetes.io/docs/concepts/security/cloud-native-security/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "instance-metadata-or-identity-unreachable", $0) },
    fires: Example(
      "A hop too far",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "FATAL Get \"http://169.254.169.254/latest/api/token\": dial tcp 169.254.169.254:80: i/o timeout\n")),
    staysSilent: Example(
      "Another address",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1), log: "FATAL dial tcp 169.254.20.10:53: i/o timeout\n")))

  private static func denied(more: String) -> [(path: String, text: String)] {
    ApplicationExample.pod(
      ApplicationExample.crashing(exit: 1) + more, log: "FATAL catalog answered 403: RBAC: access denied\n")
  }

  private static let policy = """
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: catalog, namespace: shop, uid: ap1, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec: {action: ALLOW, rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]}

    """
}
