import Model

/// A startup probe fails until its container is restarted.
extension FailureMode {
  static let startupProbeExhausted = FailureMode(
    card: FailureModeCard(
      id: "startup-probe-exhausted", role: .fault, layer: "Probes",
      title: Text(en: "The startup probe ran out of attempts", ja: "startup プローブの試行回数が尽きる"),
      what: "The Event says `failed startup probe, will be restarted`; the container never gets beyond its start.",
      why: """
        The program needs longer to start than failureThreshold times periodSeconds, or the probe asks the wrong \
        thing. Until a startup probe succeeds no other probe runs.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Allow for the slowest start: failureThreshold times periodSeconds."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "startup-probe-exhausted", $0) },
    fires: Example(
      "A slow start",
      ProbeExample.bundle(
        .startup, "{tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 5}",
        message: "dial tcp 10.1.2.3:8080: connect: connection refused", restarts: 3)),
    staysSilent: Example(
      "Some attempts fail, then it is up",
      ProbeExample.bundle(
        .startup, "{tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 30}",
        message: "dial tcp 10.1.2.3:8080: connect: connection refused", restarts: 0, ready: true)))
}
