import Model

/// A liveness probe gives up before the program can be up.
extension FailureMode {
  static let livenessProbeTooAggressive = FailureMode(
    card: FailureModeCard(
      id: "liveness-probe-too-aggressive", role: .fault, layer: "Probes",
      title: Text(en: "The liveness probe gives up too early", ja: "liveness プローブが早すぎる"),
      what: """
        The container is restarted within seconds of each start; the probe gets no connection or no answer in time, \
        and no other fault shows.
        """,
      why: """
        initialDelaySeconds, periodSeconds, failureThreshold and timeoutSeconds together leave less time than the \
        program needs to start or to answer under load.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Add a startup probe, and let the liveness probe be slower than any pause of the program."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "liveness-probe-too-aggressive", $0) },
    fires: Example(
      "One attempt after one second",
      ProbeExample.bundle(
        .liveness, "{tcpSocket: {port: 8080}, initialDelaySeconds: 1, periodSeconds: 1, failureThreshold: 1}",
        message: "dial tcp 10.1.2.3:8080: i/o timeout", restarts: 4)),
    staysSilent: Example(
      "A patient probe",
      ProbeExample.bundle(
        .liveness, "{tcpSocket: {port: 8080}, initialDelaySeconds: 60, periodSeconds: 10, failureThreshold: 6}",
        message: "dial tcp 10.1.2.3:8080: i/o timeout", restarts: 4)))
}
