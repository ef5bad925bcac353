import Model

/// A Service leads to nothing.
extension FailureMode {
  static let serviceWithoutReadyEndpoints = FailureMode(
    card: FailureModeCard(
      id: "service-without-ready-endpoints", role: .symptom, layer: "CNI, network, DNS",
      title: Text(en: "A Service has no endpoints", ja: "Service にエンドポイントがない"),
      what: "Whoever calls the Service is refused at once, or gets 503 from a proxy.",
      why: """
        Endpoints are the ready pods that the selector matches. None match, none run, or a named port is missing in \
        all of them.
        """,
      remedies: [
        ServiceFailures.describe,
        Remedy(.lasting, "Alert on Services without endpoints."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    recognize: { ServiceFailures.empty($0) },
    causes: [
      CausalLink(
        from: "service-selector-mismatch", by: .object, "leaves it without endpoints", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "service-port-mismatch", by: .object, "leaves it without endpoints", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "workload-scaled-to-zero", by: .object, "leaves it without endpoints", delay: Int64.min...Int64.max,
        judge: { _, _, _ in .supported(direct: true) }),
    ],
    fires: Example(
      "A selector with an underscore",
      ServiceExample.bundle(selector: "app: cata_log", port: "port: 8080, targetPort: 8080", checkFails: false)),
    staysSilent: Example(
      "The selector fits",
      ServiceExample.bundle(selector: "app: catalog", port: "port: 8080, targetPort: 8080", checkFails: false)))
}
