import Model

/// A program looks a Service up once, before that Service exists.
extension FailureMode {
  static let startupDependencyOrder = FailureMode(
    card: FailureModeCard(
      id: "startup-dependency-order", role: .fault, layer: "Workload / application",
      title: Text(en: "The application started before a Service existed", ja: "Service より先に起動した"),
      what: """
        The log says `host not found in upstream` or `no such host` for a Service that exists by now but is younger \
        than the pod.
        """,
      why: """
        nginx and others look names up once, when they start. Applied in the wrong order, the pod ends until the \
        Service exists; the back-off then delays the recovery.
        """,
      remedies: [
        Remedy(
          .now, "Nothing, if the next restart succeeds; else delete the pod to skip the back-off.",
          commands: ["kubectl -n {namespace} get pods"]),
        Remedy(.lasting, "Apply Services first; let nginx resolve at run time (resolver and a variable)."),
      ],
      references: [ApplicationFailureMode.debugServices]),
    recognize: { ApplicationFailureMode.occurrences(of: "startup-dependency-order", $0) },
    fires: Example(
      "nginx came first",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "nginx: [emerg] host not found in upstream \"catalog\" in /etc/nginx/conf.d/default.conf:2\n")
        + [("services.yaml", ApplicationExample.service("catalog", port: 80, created: "2024-05-06T09:00:09Z"))]),
    staysSilent: Example(
      "The Service was there first",
      ApplicationExample.pod(
        ApplicationExample.crashing(exit: 1),
        log: "nginx: [emerg] host not found in upstream \"catalog\" in /etc/nginx/conf.d/default.conf:2\n")
        + [("services.yaml", ApplicationExample.service("catalog", port: 80))]))
}
