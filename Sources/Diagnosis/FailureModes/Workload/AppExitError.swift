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
    recognize: { ApplicationFailureMode.occurrences(of: "app-exit-error", $0) },
    causes: [forkRefused(from: "pod-pid-limit-reached", by: .pod), forkRefused(from: "node-pid-pressure", by: .node)]
      + [forkRefused(from: "host-pid-exhaustion", by: .node)],
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

  private static func forkRefused(from id: String, by joint: Joint.Kind) -> CausalLink {
    CausalLink(
      from: id, by: joint, "leaves the program no process to start", delay: Int64.min...Int64.max,
      judge: { _, effect, _ in
        guard let line = effect.evidence.first, forkErrors.contains(where: { line.text.byteRange(of: $0) != nil })
        else {
          return .contradicted(reason: "the program does not end for want of processes", evidence: effect.evidence)
        }
        return .supported(direct: true, evidence: [line])
      })
  }
}
