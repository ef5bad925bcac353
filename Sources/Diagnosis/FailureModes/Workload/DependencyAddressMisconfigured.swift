import Model

/// A setting names a Service that does not exist while one of a similar name does.
extension FailureMode {
  static let dependencyAddressMisconfigured = FailureMode(
    card: FailureModeCard(
      id: "dependency-address-misconfigured", role: .fault, layer: "Workload / application",
      title: Text(en: "A setting names a Service that does not exist", ja: "存在しない Service を設定が指す"),
      what: """
        An environment variable, a ConfigMap or a Secret names a host that is no Service of the namespace. A Service \
        with nearly that name, and with just that port, exists. The container fails at it, or runs and fails requests.
        """,
      why: """
        A typing error, a renamed Service or a setting of another environment. All objects are healthy; only the \
        comparison shows it.
        """,
      remedies: [
        Remedy(
          .now, "Set the address to the Service that exists, then restart the pods.",
          commands: ["kubectl -n {namespace} get services"]),
        Remedy(.lasting, "Check addresses in the pipeline against the Services that it deploys."),
      ],
      references: [ApplicationFailureMode.debugServices]),
    recognize: { ApplicationFailureMode.occurrences(of: "dependency-address-misconfigured", $0) },
    fires: Example(
      "A Service by its old name",
      ApplicationExample.pod(
        ApplicationExample.crashing(
          exit: 1, spec: #"env: [{name: CACHE_ADDR, value: "cache-old:6379"}]"#),
        log: "dial tcp: lookup cache-old on 10.96.0.10:53: no such host\n")
        + [("services.yaml", ApplicationExample.service("cache", port: 6379))]),
    staysSilent: Example(
      "The Service exists",
      ApplicationExample.pod(
        ApplicationExample.crashing(
          exit: 1, spec: #"env: [{name: CACHE_ADDR, value: "cache:6379"}]"#),
        log: "dial tcp cache:6379: i/o timeout\n")
        + [("services.yaml", ApplicationExample.service("cache", port: 6379))]))
}
