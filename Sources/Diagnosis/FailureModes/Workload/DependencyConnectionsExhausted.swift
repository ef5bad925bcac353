import Model

/// A database has no connection left for its clients.
extension FailureMode {
  static let dependencyConnectionsExhausted = FailureMode(
    card: FailureModeCard(
      id: "dependency-connections-exhausted", role: .fault, layer: "Workload / application",
      title: Text(en: "A database has no connections left", ja: "データベースの接続数が尽きる"),
      what: """
        Clients end after `Too many connections`, `remaining connection slots are reserved` or the like. The \
        database runs and looks healthy.
        """,
      why: """
        Its limit of connections is too low for the pools of all clients together, or a client does not give \
        connections back. The fault is in the database or in who holds the connections, not in who is refused.
        """,
      remedies: [
        Remedy(
          .now, "See who holds the connections, and raise the limit.",
          commands: ["kubectl -n {namespace} logs {kind}/{name} --tail=100"]),
        Remedy(.lasting, "Keep the sum of all pools below the limit; put a pooler in front."),
      ],
      references: [ApplicationFailureMode.debugPods]),
    recognize: { ApplicationFailureMode.occurrences(of: "dependency-connections-exhausted", $0) },
    fires: Example(
      "A database refuses further clients",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "connecting to orders-db:5432\nFATAL: sorry, too many clients already\n")
        + [("services.yaml", ApplicationExample.service("orders-db", port: 5432))]),
    staysSilent: Example(
      "It waited for a connection and runs",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "too many connections, retrying\n")))
}
