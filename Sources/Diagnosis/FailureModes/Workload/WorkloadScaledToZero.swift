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
    recognize: { ServiceFailures.occurrences(of: "workload-scaled-to-zero", $0) + ScaledToZero.alerted($0) },
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

/// Workloads without pods and without a Service, of which an alert tells that they are missed.
enum ScaledToZero {
  static func alerted(_ investigation: Investigation) -> [Occurrence] {
    let known = Set(investigation.serviceFaults.filter { $0.mode == "workload-scaled-to-zero" }.map(\.subject.path))
    var found: [String: Occurrence] = [:]
    for active in investigation.alerts where !known.contains(active.workload.path) {
      guard found[active.workload.path] == nil, let object = investigation.index.object(active.workload),
        let replicas = object.value(at: "spec.replicas"), replicas.integer == 0
      else { continue }
      var occurrence = Occurrence(
        subject: active.workload, joints: active.joints, span: nil,
        text: "\(active.workload.path) is scaled to 0 pods, and an alert tells of it",
        evidence: [object.evidence(for: replicas, field: "spec.replicas"), active.alert.evidence])
      occurrence.confidence = .likely
      found[active.workload.path] = occurrence
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
