import Model

/// A readiness probe fails, for a reason that the probe does not tell.
extension FailureMode {
  static let readinessProbeFailing = FailureMode(
    card: FailureModeCard(
      id: "readiness-probe-failing", role: .state, layer: "Probes",
      title: Text(en: "The readiness probe fails", ja: "readiness プローブが失敗する"),
      what: "The pod runs but is not ready, and gets no traffic from Services; Events say `Readiness probe failed`.",
      why: """
        The program answers that it is not ready, or does not answer. Why stands in its log and in the state of what \
        it depends on.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Let the readiness endpoint say what is missing."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "readiness-probe-failing", $0) },
    fires: Example(
      "The program says that it is not ready",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /ready, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 503", restarts: 0)),
    staysSilent: Example(
      "It failed at the start and is ready",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /ready, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 503", restarts: 0, ready: true, count: 2)))
}
