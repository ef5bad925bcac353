import Model

/// A Service forwards to a port that its pods do not have.
extension FailureMode {
  static let servicePortMismatch = FailureMode(
    card: FailureModeCard(
      id: "service-port-mismatch", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service forwards to the wrong port", ja: "Service の targetPort が誤っている"),
      what: "The Service has endpoints, but connections to it are refused or time out; the pods are ready.",
      why: """
        targetPort is not among the ports of the containers. Endpoints are made from ready pods; nobody checks that \
        something listens there.
        """,
      remedies: [
        ServiceFailures.describe,
        Remedy(.lasting, "Name the port in the container, and use the name as targetPort."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    recognize: { ServiceFailures.occurrences(of: "service-port-mismatch", $0) },
    fires: Example(
      "A target that nobody declares",
      ServiceExample.bundle(selector: "app: catalog", port: "port: 8080, targetPort: 9090", checkFails: true)),
    staysSilent: Example(
      "The target is declared, the check fails for another reason",
      ServiceExample.bundle(selector: "app: catalog", port: "port: 8080, targetPort: 8080", checkFails: true)))
}
