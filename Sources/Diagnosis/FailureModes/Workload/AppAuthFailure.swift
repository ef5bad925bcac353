import Model

/// A program is refused by what it logs in to.
extension FailureMode {
  static let appAuthFailure = FailureMode(
    card: FailureModeCard(
      id: "app-auth-failure", role: .fault, layer: "Workload / application",
      title: Text(en: "The application is refused: wrong credentials", ja: "認証情報が誤っていて拒否される"),
      what: """
        The container ends after a line such as `Access denied for user` or `password authentication failed`. The \
        database runs and answers.
        """,
      why: """
        User name or password do not fit: a Secret was changed, bound wrongly or never matched. Environment \
        variables keep the value that the Secret had when the container started.
        """,
      remedies: [
        Remedy(
          .now, "Compare the Secret with what the database expects, then restart the pods.",
          commands: ["kubectl -n {namespace} describe {kind} {name}"]),
        Remedy(.lasting, "Rotate both sides together, and roll the workload out with each change of the Secret."),
      ],
      references: ["https://kubernetes.io/docs/concepts/configuration/secret/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "app-auth-failure", $0) },
    fires: Example(
      "A database refuses the password",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "connecting to orders-db:5432\nFATAL: password authentication failed for user \"orders\"\n")),
    staysSilent: Example(
      "A user mistyped the password, the server runs on",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "WARN login: password authentication failed for user \"anna\"\n")))
}
