import Model

/// A program asks for a name that no Service has.
extension FailureMode {
  static let dnsNameWrong = FailureMode(
    card: FailureModeCard(
      id: "dns-name-wrong", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The name that the application calls does not resolve", ja: "アプリケーションが呼ぶ名前を解決できない"),
      what: """
        The log says that a name cannot be resolved. Either no Service has that name, but one a similar name; or the \
        Service exists, and the pod's own DNS settings ask a server that knows no Services.
        """,
      why: """
        A name without a namespace is looked up in the namespace of the pod. A wrong letter or a missing namespace \
        gives `no such host`, while DNS itself works. So does a dnsPolicy of None or Default, or ClusterFirst on the \
        node's network: the pod then does not ask the cluster's DNS at all.
        """,
      remedies: [
        Remedy(
          .now, "Compare the name with the Services, and see dnsPolicy and dnsConfig of the pod.",
          commands: ["kubectl get services -A", "kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(.lasting, "Call Services of other namespaces as `service.namespace`."),
      ],
      references: ["https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "dns-name-wrong", $0) },
    fires: Example(
      "A letter too many",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp: lookup orders-dbb on 10.96.0.10:53: no such host\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]),
    staysSilent: Example(
      "The Service exists, DNS fails",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp: lookup orders-db on 10.96.0.10:53: i/o timeout\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]))
}
