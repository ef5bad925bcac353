import Model

/// A readiness probe speaks a protocol that the server does not.
extension FailureMode {
  static let readinessProbeWrongProtocol = FailureMode(
    card: FailureModeCard(
      id: "readiness-probe-wrong-protocol", role: .fault, layer: "Probes",
      title: Text(en: "The readiness probe speaks the wrong protocol", ja: "readiness プローブのプロトコルが誤っている"),
      what: """
        The pod runs and is never ready, although the program works. Its Events say `malformed HTTP`, `server gave \
        HTTP response to HTTPS client` or name gRPC.
        """,
      why: """
        The kubelet reaches the port but does not understand the answer: an HTTP probe meets gRPC, HTTP meets HTTPS, \
        or a gRPC probe meets a server without the health service.
        """,
      remedies: [
        ProbeFailureMode.compare,
        Remedy(.lasting, "Use the handler that fits the server: grpc, httpGet with its scheme, or tcpSocket."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "readiness-probe-wrong-protocol", $0) },
    fires: Example(
      "HTTP meets gRPC",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message:
          "Get \"http://10.1.2.3:8080/\": net/http: HTTP/1.x transport connection broken: malformed HTTP response",
        restarts: 0)),
    staysSilent: Example(
      "The server answers with an error",
      ProbeExample.bundle(
        .readiness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 503", restarts: 0)))
}
