import Model

/// A probe fails for the way it is asked, not for what the program is.
extension FailureMode {
  static let execProbeTimeoutEnforced = FailureMode(
    card: FailureModeCard(
      id: "exec-probe-timeout-enforced", role: .fault, layer: "Probes",
      title: Text(en: "A probe's command takes longer than it may", ja: "exec プローブがタイムアウトしている"),
      what: "Unhealthy: `command … timed out` or `failed to exec in container: timeout 1s exceeded`.",
      why: """
        timeoutSeconds is 1 by default, and since 1.20 it holds for commands too. A shell, a client that connects anew, \
        or an interpreter often needs longer, most of all on a busy node.
        """,
      remedies: [
        Remedy(
          .now, "Raise timeoutSeconds, or use a cheaper probe.",
          commands: ["kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Prefer httpGet, tcpSocket or grpc probes to commands."),
      ],
      references: ProbeFailureMode.references),
    recognize: { ProbeFailureMode.occurrences(of: "exec-probe-timeout-enforced", $0) },
    fires: Example(
      "A command with the default timeout",
      ProbeExample.bundle(
        .readiness, "{exec: {command: [check.sh]}, periodSeconds: 10}",
        message: "command \"check.sh\" timed out", restarts: 0)),
    staysSilent: Example(
      "A command that fails",
      ProbeExample.bundle(
        .readiness, "{exec: {command: [check.sh]}, periodSeconds: 10}", message: "not yet ready", restarts: 0)))

  static let probeBlockedByMesh = FailureMode(
    card: FailureModeCard(
      id: "probe-blocked-by-network-policy-or-mtls", role: .fault, layer: "Probes",
      title: Text(en: "The mesh's proxy turns the kubelet's probe away", ja: "メッシュのプロキシがプローブを拒否している"),
      what: "HTTP probes of a container beside istio-proxy end with `connection reset by peer`, `EOF` or 403.",
      why: """
        The kubelet is no part of the mesh. Where strict mutual TLS or a policy holds and the probes are not rewritten to \
        the proxy's own port, the proxy refuses them, while the program is well.
        """,
      remedies: [
        Remedy(
          .now,
          "Let the mesh rewrite probes (annotation sidecar.istio.io/rewriteAppHTTPProbers), then restart the pods.",
          commands: ["kubectl -n {namespace} rollout restart {kind} {name}"])
      ],
      references: ["https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/"]),
    recognize: { ProbeFailureMode.occurrences(of: "probe-blocked-by-network-policy-or-mtls", $0) },
    fires: Example("A probe that was not rewritten", mesh("istio-proxy")),
    staysSilent: Example("No proxy beside it", mesh("log-shipper")))

  private static func mesh(_ sidecar: String) -> [(path: String, text: String)] {
    ProbeExample.bundle(
      .readiness, "{httpGet: {path: /healthz, port: 8080}, periodSeconds: 10}",
      message:
        "Get \"http://10.1.2.3:8080/healthz\": read tcp 10.1.2.1:40000->10.1.2.3:8080: read: connection reset by peer",
      restarts: 0
    ).map { path, text in
      guard path == "pods.yaml" else { return (path, text) }
      return (
        path,
        text.split(separator: "\n").map {
          $0 == "  containers:" ? "  containers:\n  - {name: \(sidecar), image: p}" : String($0)
        }.joined(separator: "\n")
      )
    }
  }
}
