import Model

/// A program asks for a name that no Service has.
extension FailureMode {
  static let dnsNameWrong = FailureMode(
    card: FailureModeCard(
      id: "dns-name-wrong", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The application calls a name that does not exist", ja: "存在しない名前を解決しようとする"),
      what: """
        The log says that a name cannot be resolved; the bundle holds the Services of the namespace, none of that \
        name but one of a similar name.
        """,
      why: """
        A name without a namespace is looked up in the namespace of the pod. A wrong letter or a missing namespace \
        gives `no such host`, while DNS itself works.
        """,
      remedies: [
        Remedy(.now, "Compare the name with the Services.", commands: ["kubectl get services -A"]),
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
