import Model

/// A liveness probe asks a port where nothing listens.
extension FailureMode {
  static let livenessProbeWrongPort = FailureMode(
    card: FailureModeCard(
      id: "liveness-probe-wrong-port", role: .fault, layer: "Probes",
      title: Text(en: "The liveness probe asks the wrong port", ja: "liveness プローブのポートが誤っている"),
      what: """
        The kubelet restarts the container again and again although the program works. Its Events say that the \
        connection is refused or times out.
        """,
      why: """
        The probe names a port on which the container does not listen: the container declares another one, or its \
        log or another probe of it names another one.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Give the port a name in the container, and use that name in probes and Services."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "liveness-probe-wrong-port", $0) },
    fires: Example(
      "A port that nobody declares",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 9090}, periodSeconds: 10, failureThreshold: 3}",
        message: "Get \"http://10.1.2.3:9090/\": dial tcp 10.1.2.3:9090: connect: connection refused", restarts: 3)),
    staysSilent: Example(
      "The right port, the program is down",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "Get \"http://10.1.2.3:8080/\": dial tcp 10.1.2.3:8080: connect: connection refused", restarts: 3)))
}
