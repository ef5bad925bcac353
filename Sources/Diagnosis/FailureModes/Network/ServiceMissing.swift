import Model

/// A program needs a Service that does not exist.
extension FailureMode {
  static let serviceMissing = FailureMode(
    card: FailureModeCard(
      id: "service-missing", role: .fault, layer: "CNI, network, DNS",
      title: Text(en: "A Service that the application needs does not exist", ja: "必要な Service が存在しない"),
      what: """
        The log, or an init container that waits, names a Service; the bundle holds the Services of the namespace, \
        and none comes near that name.
        """,
      why: """
        The Service was never created, was deleted, or lives in another namespace. Its name resolves to nothing \
        until it exists.
        """,
      remedies: [
        Remedy(.now, "Create the Service, or correct the name.", commands: ["kubectl get services -A"]),
        Remedy(.lasting, "Deploy Services before what depends on them."),
      ],
      references: [ApplicationFailureMode.debugServices]),
    recognize: { ApplicationFailureMode.occurrences(of: "service-missing", $0) },
    fires: Example(
      "A queue that nobody created",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp: lookup queue on 10.96.0.10:53: no such host\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]),
    staysSilent: Example(
      "A host outside the cluster",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp: lookup mail.example.com on 10.96.0.10:53: no such host\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]))
}
