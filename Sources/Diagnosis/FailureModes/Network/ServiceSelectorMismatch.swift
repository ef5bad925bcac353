import Model

/// A Service selects labels that no pod has.
extension FailureMode {
  static let serviceSelectorMismatch = FailureMode(
    card: FailureModeCard(
      id: "service-selector-mismatch", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "The selector of a Service matches no pod", ja: "Service のセレクターに合う Pod がない"),
      what:
        "The Service has no endpoints although the pods that it is meant for run and are ready; callers are refused.",
      why: """
        Selector and pod labels differ in a letter, a separator or a key. Nothing warns of it: a Service without \
        pods is valid.
        """,
      remedies: [
        ServiceFailures.describe,
        Remedy(.lasting, "Render selector and labels from one template."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    recognize: { ServiceFailures.occurrences(of: "service-selector-mismatch", $0) },
    fires: Example(
      "A selector with an underscore",
      ServiceExample.bundle(selector: "app: cata_log", port: "port: 8080, targetPort: 8080", checkFails: false)),
    staysSilent: Example(
      "The selector fits",
      ServiceExample.bundle(selector: "app: catalog", port: "port: 8080, targetPort: 8080", checkFails: false)))
}
