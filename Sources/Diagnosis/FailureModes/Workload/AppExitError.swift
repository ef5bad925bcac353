import Model

/// A program ends by its own decision and says why.
extension FailureMode {
  static let appExitError = FailureMode(
    card: FailureModeCard(
      id: "app-exit-error", role: .fault, layer: "Workload / application",
      title: Text(en: "The application ends with an error", ja: "アプリケーションがエラーで終了する"),
      what: """
        The container ends with an exit code other than 0, and its last lines say what went wrong; the kubelet \
        restarts it with growing pauses, or its Job counts a failure.
        """,
      why: """
        The process decides to end: a setting is missing, a migration fails, an exception is not caught. Kubernetes \
        only repeats the attempt; the reason stands in the log of the instance that ended.
        """,
      remedies: [
        ApplicationFailureMode.readLog,
        Remedy(
          .lasting,
          "Change what the line names: the setting, the file, the program. A higher restart limit changes nothing."),
      ],
      references: [
        ApplicationFailureMode.debugPods,
        "https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/",
      ]),
    recognize: { investigation in
      ApplicationFailureMode.occurrences(of: "app-exit-error", investigation).filter {
        !isForkRefused($0, investigation)
      }
    },
    fires: Example(
      "A setting is missing",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "starting\nFATAL: required environment variable ORDERS_URL is not set\n")),
    staysSilent: Example(
      "It failed once and has run since",
      ApplicationExample.pod(
        ApplicationExample.recovered,
        log: "ERROR: cannot parse request\n")))

  /// Programs, shells and runtimes that get no further process or thread.
  private static let forkErrors = [
    "can't fork", "cannot fork", "fork: Resource temporarily unavailable", "fork: retry", "can't start new thread",
    "unable to create new native thread", "unable to create native thread", "failed to create new OS thread",
    "pthread_create failed", "BlockingIOError: [Errno 11] Resource temporarily unavailable", "spawn EAGAIN",
  ]

  /// Whether the kernel gave the pod no further process: then its limit is the cause, not the program's last word.
  private static func isForkRefused(_ occurrence: Occurrence, _ investigation: Investigation) -> Bool {
    guard let line = occurrence.evidence.first, forkErrors.contains(where: { line.text.byteRange(of: $0) != nil }),
      let pod = investigation.index.pod(occurrence.subject.object)
    else { return false }
    return !PodPIDLimit.lines(about: pod, investigation).isEmpty
  }
}
