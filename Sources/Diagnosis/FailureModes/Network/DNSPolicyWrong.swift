import Model

/// A pod does not ask the cluster's DNS, by its own policy.
extension FailureMode {
  static let dnsPolicyWrong = FailureMode(
    card: FailureModeCard(
      id: "dns-policy-wrong", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The pod's DNS policy bypasses the cluster's DNS", ja: "dnsPolicy によりクラスタ DNS を使っていない"),
      what: "The log says that the name of a Service cannot be resolved; the Service exists, and other pods find it.",
      why: """
        With dnsPolicy Default, or with ClusterFirst on the node's network, a pod asks the name server of its node, which \
        knows no Services.
        """,
      remedies: [
        Remedy(
          .now, "Set ClusterFirst, or ClusterFirstWithHostNet where the pod uses the node's network.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o jsonpath='{.spec.template.spec.dnsPolicy}'"])
      ],
      references: [
        "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy"
      ]),
    recognize: { ApplicationFailureMode.occurrences(of: "dns-policy-wrong", $0) },
    fires: lookup("It asks the node's name server", policy: "Default"),
    staysSilent: lookup("It asks the cluster's DNS", policy: "ClusterFirst"))

  private static func lookup(_ title: String, policy: String) -> Example {
    let pod = ApplicationExample.crashing(exit: 1).split(separator: "\n").map {
      $0 == "  restartPolicy: Always" ? "  restartPolicy: Always\n  dnsPolicy: \(policy)" : String($0)
    }.joined(separator: "\n")
    return Example(
      title,
      ApplicationExample.pod(pod, log: "FATAL dial tcp: lookup orders-db on 192.0.2.2:53: no such host\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))])
  }
}
