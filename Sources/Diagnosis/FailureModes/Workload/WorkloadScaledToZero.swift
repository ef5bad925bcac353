import Model

/// A workload that a Service needs is asked for no pods.
extension FailureMode {
  static let workloadScaledToZero = FailureMode(
    card: FailureModeCard(
      id: "workload-scaled-to-zero", role: .fault, layer: "Workload / application",
      title: Text(en: "A workload is scaled to zero", ja: "ワークロードが 0 にスケールされている"),
      what: "The Deployment or StatefulSet wants 0 pods and has 0; a Service selects its pods and has no endpoints.",
      why:
        "Somebody, a pipeline or an autoscaler set replicas to 0. Nothing warns of it, since what is wanted is there.",
      remedies: [
        Remedy(.now, "Scale it up again.", commands: ["kubectl -n {namespace} scale {kind} {name} --replicas=1"]),
        Remedy(.lasting, "Let one place decide about replicas, and alert on Services without endpoints."),
      ],
      references: ["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    recognize: { ServiceFailures.occurrences(of: "workload-scaled-to-zero", $0) },
    fires: Example(
      "A Deployment without pods behind a Service",
      [
        (
          "services.yaml",
          ApplicationExample.service("catalog", port: 8080)
        ),
        ("deployments.yaml", ScaledWorkloadExample.deployment(replicas: 0)),
      ]),
    staysSilent: Example(
      "A Deployment without pods behind a Service",
      [
        (
          "services.yaml",
          ApplicationExample.service("catalog", port: 8080)
        ),
        ("deployments.yaml", ScaledWorkloadExample.deployment(replicas: 1)),
      ]))
}
