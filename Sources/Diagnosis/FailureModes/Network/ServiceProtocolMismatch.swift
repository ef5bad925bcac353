import Model

/// A Service forwards another protocol than its pods speak.
extension FailureMode {
  static let serviceProtocolMismatch = FailureMode(
    card: FailureModeCard(
      id: "service-protocol-mismatch", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service forwards the wrong protocol", ja: "Service のプロトコルが誤っている"),
      what: """
        The Service has endpoints, but connections to it are refused or time out; its port is UDP where the \
        containers listen for TCP, or the reverse.
        """,
      why: "kube-proxy makes rules for the stated protocol alone. Packets of the other one meet no rule.",
      remedies: [
        ServiceFailures.describe,
        Remedy(.lasting, "State the protocol in one place for container and Service."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    recognize: { ServiceFailures.occurrences(of: "service-protocol-mismatch", $0) },
    fires: Example(
      "UDP in front of TCP",
      ServiceExample.bundle(
        selector: "app: catalog", port: "port: 8080, targetPort: 8080, protocol: UDP", checkFails: true)),
    staysSilent: Example(
      "TCP on both sides",
      ServiceExample.bundle(
        selector: "app: catalog", port: "port: 8080, targetPort: 8080, protocol: TCP", checkFails: true)))
}
