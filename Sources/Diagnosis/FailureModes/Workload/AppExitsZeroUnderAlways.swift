import Model

/// A program that ends with success is restarted for ever.
extension FailureMode {
  static let appExitsZeroUnderAlways = FailureMode(
    card: FailureModeCard(
      id: "app-exits-zero-under-always", role: .fault, layer: "Workload / application",
      title: Text(en: "The main process ends with success and is restarted", ja: "正常終了したプロセスが再起動され続ける"),
      what: "The status flips between Completed and CrashLoopBackOff, the exit code is 0.",
      why: """
        Deployments, StatefulSets and DaemonSets restart whatever ends. The main process did its work or went to the \
        background.
        """,
      remedies: [
        Remedy(
          .now, "See whether the command is meant to end.",
          commands: ["kubectl -n {namespace} get {kind} {name} -o yaml"]),
        Remedy(
          .lasting, "Run servers in the foreground; put work that ends into a Job, a CronJob or an init container."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy"]),
    recognize: { ApplicationFailureMode.occurrences(of: "app-exits-zero-under-always", $0) },
    fires: Example(
      "A script that ends",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 0, reason: "Completed"),
        log: "done\n")),
    staysSilent: Example(
      "It failed once and has run since",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "done\n")))
}
