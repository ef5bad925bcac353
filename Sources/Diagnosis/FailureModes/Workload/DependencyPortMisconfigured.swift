import Model

/// A program calls a port that the Service does not have.
extension FailureMode {
  static let dependencyPortMisconfigured = FailureMode(
    card: FailureModeCard(
      id: "dependency-port-misconfigured", role: .fault, layer: "Workload / application",
      title: Text(en: "The application calls a port that the Service lacks", ja: "存在しないポートの Service を呼ぶ"),
      what: """
        The log or a setting names a Service with a port that is not among its ports. The Service and the pods behind \
        it are healthy, and no Event tells.
        """,
      why: """
        A setting of the application drifted from the Service. A ClusterIP refuses or drops what no port of the \
        Service matches.
        """,
      remedies: [
        Remedy(
          .now, "Set the port to one that the Service has, then restart the pods.",
          commands: ["kubectl -n {namespace} get services"]),
        Remedy(.lasting, "Keep the port in one place that both sides read."),
      ],
      references: [ApplicationFailureMode.debugServices]),
    recognize: { ApplicationFailureMode.occurrences(of: "dependency-port-misconfigured", $0) },
    fires: Example(
      "A port of the past",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp orders-db:5433: connect: connection refused\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]),
    staysSilent: Example(
      "The port is right, the database is down",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "dial tcp orders-db:5432: connect: connection refused\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]))
}
