import Model

/// A liveness probe speaks a protocol that the server does not.
extension FailureMode {
  static let livenessProbeWrongProtocol = FailureMode(
    card: FailureModeCard(
      id: "liveness-probe-wrong-protocol", role: .fault, layer: "Probes",
      title: Text(en: "The liveness probe speaks the wrong protocol", ja: "liveness プローブのプロトコルが誤っている"),
      what: """
        The kubelet restarts the container again and again although the program works. Its Events say `malformed \
        HTTP`, `server gave HTTP response to HTTPS client` or name gRPC.
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
    recognize: { ProbeFailureMode.occurrences(of: "liveness-probe-wrong-protocol", $0) },
    fires: Example(
      "HTTP meets gRPC",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message:
          "Get \"http://10.1.2.3:8080/\": net/http: HTTP/1.x transport connection broken: malformed HTTP response",
        restarts: 3)),
    staysSilent: Example(
      "The server answers with an error",
      ProbeExample.bundle(
        .liveness, "{httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 3}",
        message: "HTTP probe failed with statuscode: 503", restarts: 3)))
}
