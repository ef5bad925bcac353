import Model

/// An init container runs and waits for something.
extension FailureMode {
  static let initContainerWaiting = FailureMode(
    card: FailureModeCard(
      id: "init-container-waiting", role: .state, layer: "Workload / application",
      title: Text(en: "An init container waits for something", ja: "init コンテナが何かを待ち続ける"),
      what: "The pod stays in Init:0/1, the init container runs and writes the same line again and again.",
      why: """
        Init containers are often loops that wait for a database or a Service. What they wait for is missing or not \
        ready.
        """,
      remedies: [
        Remedy(
          .now, "See what it waits for.",
          commands: ["kubectl -n {namespace} logs {kind}/{name} --all-containers --prefix"]),
        Remedy(.lasting, "Let it name what it waits for and give up after a while."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-init-containers/"]),
    recognize: { ApplicationFailureMode.occurrences(of: "init-container-waiting", $0) },
    fires: Example(
      "A loop that waits for a queue",
      [
        ("pods.yaml", InitContainerExample.pod("running: {startedAt: \"2024-05-06T09:00:00Z\"}", restarts: 0)),
        ("namespaces/shop/logs/api-0/migrate.log", "waiting for queue\nwaiting for queue\nwaiting for queue\n"),
      ]),
    staysSilent: Example(
      "An init container at work",
      [
        ("pods.yaml", InitContainerExample.pod("running: {startedAt: \"2024-05-06T09:00:00Z\"}", restarts: 0)),
        ("namespaces/shop/logs/api-0/migrate.log", "copied 10 of 300\ncopied 20 of 300\ncopied 30 of 300\n"),
      ]))
}
