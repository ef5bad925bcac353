import Model

/// A readiness probe asks for a path that the server does not know.
extension FailureMode {
  static let readinessProbeWrongPath = FailureMode(
    card: FailureModeCard(
      id: "readiness-probe-wrong-path", role: .fault, layer: "Probes",
      title: Text(en: "The readiness probe asks for a wrong path", ja: "readiness プローブのパスが誤っている"),
      what: """
        The pod runs and is never ready, although the program works. Its Events say `HTTP probe failed with \
        statuscode: 404`.
        """,
      why: """
        The server runs and answers, but knows nothing at the path of the probe: a renamed endpoint, a prefix that \
        is missing.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Test the path against each new version of the program."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "readiness-probe-wrong-path", $0) },
    fires: Example(
      "A path that is gone",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /health, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 404", restarts: 0)),
    staysSilent: Example(
      "The server says that it is not healthy",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /health, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 503", restarts: 0)))
}
