import Model

/// A program that ran for long stops answering its liveness probe.
extension FailureMode {
  static let livenessProbeAppHung = FailureMode(
    card: FailureModeCard(
      id: "liveness-probe-app-hung", role: .fault, layer: "Probes",
      title: Text(en: "The application hangs: its liveness probe times out", ja: "アプリケーションが応答しなくなる"),
      what:
        "The container ran for minutes or longer, then its liveness probe timed out until the kubelet restarted it.",
      why: "A deadlock, an overload, a long garbage collection, or a liveness endpoint that waits for a dependency.",
      remedies: [
        ProbeFailureMode.compare,
        Remedy(
          .lasting, "Let the liveness endpoint answer without asking others; find the lock or the pause in the program."
        ),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "liveness-probe-app-hung", $0) },
    fires: Example(
      "No answer after an hour",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "context deadline exceeded (Client.Timeout exceeded while awaiting headers)", restarts: 2,
        lived: "09:00:00")),
    staysSilent: Example(
      "It was restarted right after its start",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "context deadline exceeded (Client.Timeout exceeded while awaiting headers)", restarts: 2)))
}
