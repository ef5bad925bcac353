import Model

/// A database takes no writes.
extension FailureMode {
  static let dependencyReadOnly = FailureMode(
    card: FailureModeCard(
      id: "dependency-read-only", role: .fault, layer: "Workload / application",
      title: Text(en: "A database is read-only", ja: "データベースが読み取り専用になっている"),
      what: """
        Clients fail after `--read-only option`, `in a read-only transaction` or `READONLY You can't write against a \
        read only replica`. Reading works.
        """,
      why: """
        The database was switched to read-only, or clients reach a replica instead of the primary, for instance \
        after a failover.
        """,
      remedies: [
        Remedy(
          .now, "See whether this is the primary, and switch writing on there.",
          commands: ["kubectl -n {namespace} logs {kind}/{name} --tail=100"]),
        Remedy(.lasting, "Let the Service for writing select the primary only."),
      ],
      references: [ApplicationFailureMode.debugPods]),
    recognize: { ApplicationFailureMode.occurrences(of: "dependency-read-only", $0) },
    fires: Example(
      "A database that only reads",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log:
          "connecting to orders-db:3306\nERROR 1290 (HY000): The MySQL server is running with the --read-only option so it cannot execute this statement\n"
      ) + [
        (
          "services.yaml",
          ApplicationExample.service("orders-db", port: 3306)
        )
      ]),
    staysSilent: Example(
      "It complained once and has run since",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "ERROR 1290: The MySQL server is running with the --read-only option\n")))
}
