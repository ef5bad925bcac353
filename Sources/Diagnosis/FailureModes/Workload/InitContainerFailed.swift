import Model

/// An init container ends with an error; the others never start.
extension FailureMode {
  static let initContainerFailed = FailureMode(
    card: FailureModeCard(
      id: "init-container-failed", role: .fault, layer: "Workload / application",
      title: Text(en: "An init container fails", ja: "init コンテナが失敗する"),
      what: """
        The pod stays in Init:Error or Init:CrashLoopBackOff; its main containers wait in PodInitializing and are \
        not to blame.
        """,
      why: "Init containers run one after another, and each must succeed before the next starts.",
      remedies: [
        Remedy(
          .now, "Read what the init container wrote.",
          commands: ["kubectl -n {namespace} logs {kind}/{name} --all-containers --prefix"]),
        Remedy(.lasting, "Let the init container be repeatable, and let it say what it lacks."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-init-containers/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "init-container-failed", $0) },
    fires: Example(
      "A migration fails",
      [
        ("pods.yaml", InitContainerExample.pod("terminated: {exitCode: 3, reason: Error}", restarts: 3)),
        ("namespaces/shop/logs/api-0/migrate.log", "Running migration 12\nERROR: relation \"orders\" does not exist\n"),
      ]),
    staysSilent: Example(
      "The init container has only just started",
      [
        ("pods.yaml", InitContainerExample.pod("running: {startedAt: \"2024-05-06T10:00:00Z\"}", restarts: 0)),
        ("namespaces/shop/logs/api-0/migrate.log", "Running migration 12\n"),
      ]))
}
