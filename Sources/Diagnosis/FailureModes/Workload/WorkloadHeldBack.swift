import Model

/// A workload waits because its own spec says so.
extension FailureMode {
  static let paused = FailureMode(
    card: FailureModeCard(
      id: "paused", role: .fault, layer: "Workload / application",
      title: Text(en: "A Deployment is paused", ja: "Deployment が一時停止されている"),
      what:
        "spec.paused is true. A new Deployment has no pods at all; of an older one the new template is not rolled out.",
      why: """
        A paused Deployment makes no ReplicaSet for its current template. Somebody, or a tool that batches changes, paused \
        it and did not resume.
        """,
      remedies: [
        Remedy(
          .now, "Resume the rollout when the template is as it should be.",
          commands: ["kubectl -n {namespace} rollout resume deployment {name}"])
      ],
      references: [
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment"
      ]),
    recognize: { HeldBack.pausedDeployments($0) },
    fires: HeldBack.deployment("Paused before it had any pod", paused: true, status: "{observedGeneration: 1}"),
    staysSilent: HeldBack.deployment("No pods yet, but not paused", paused: false, status: "{observedGeneration: 1}"))

  static let suspended = FailureMode(
    card: FailureModeCard(
      id: "suspended", role: .fault, layer: "Workload / application",
      title: Text(en: "A Job or CronJob is suspended", ja: "Job または CronJob が停止 (suspend) されている"),
      what: "spec.suspend is true: a CronJob starts no Jobs, a Job has no pods. An alert tells that it is missed.",
      why: "Somebody, or a queue controller that admits Jobs, suspended it and has not let it go on.",
      remedies: [
        Remedy(
          .now, "Let it run again.",
          commands: ["kubectl -n {namespace} patch {kind} {name} -p '{\"spec\":{\"suspend\":false}}'"])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job"]),
    recognize: { HeldBack.suspendedJobs($0) },
    fires: HeldBack.cronJob("An alert misses its runs", suspended: true),
    staysSilent: HeldBack.cronJob("It is not suspended", suspended: false))
}

/// Deployments, Jobs and CronJobs whose spec holds them back.
private enum HeldBack {
  static func pausedDeployments(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.objects(kind: "Deployment").compactMap { object in
      guard let paused = object.value(at: "spec.paused"), paused.boolean == true, object.rendering == .api else {
        return nil
      }
      let wanted = object.value(at: "spec.replicas")?.integer ?? 1
      let updated = object.value(at: "status.updatedReplicas")?.integer ?? 0
      let all = object.value(at: "status.replicas")?.integer ?? 0
      guard wanted > 0, updated < wanted else { return nil }
      var occurrence = Occurrence(
        subject: object.reference,
        // Only where it has no pod at all is this why it has none; else a rollout waits, as somebody wants it to.
        joints: all == 0 ? [.workload(object.reference)] : [.namespace(object.namespace)], span: nil,
        text: all == 0
          ? "\(object.reference.path) is paused and was never rolled out"
          : "\(object.reference.path) is paused: \(updated) of \(wanted) pods have the new template",
        evidence: [object.evidence(for: paused, field: "spec.paused")])
      occurrence.affected = [.init(entity: object.reference, role: .victim, effect: "not rolled out")]
      return occurrence
    }
  }

  static func suspendedJobs(_ investigation: Investigation) -> [Occurrence] {
    let alerts = investigation.incident.alerts
    return ["CronJob", "Job"].flatMap { investigation.index.objects(kind: $0) }.compactMap { object in
      guard let suspend = object.value(at: "spec.suspend"), suspend.boolean == true,
        // Jobs of a CronJob are its own business.
        object.controller == nil
      else { return nil }
      let label = object.kind == "CronJob" ? "cronjob" : "job_name"
      let alert = alerts.first {
        ["active", "firing", ""].contains($0.state) && $0.label(label) == object.name
          && ($0.label("namespace") ?? object.namespace) == object.namespace
      }
      var occurrence = Occurrence(
        subject: object.reference, joints: [.workload(object.reference)], span: nil,
        text: "\(object.reference.path) is suspended" + (alert == nil ? "" : ", and an alert tells that it is missed"),
        evidence: [object.evidence(for: suspend, field: "spec.suspend")] + (alert.map { [$0.evidence] } ?? []))
      occurrence.confidence = .likely
      occurrence.harmsByItself = alert != nil
      return occurrence
    }
  }

  static func deployment(_ title: String, paused: Bool, status: String) -> Example {
    Example(
      title,
      [
        (
          "deployments.yaml",
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 2, paused: \(paused)}
          status: \(status)

          """
        ), StartExample.date,
      ])
  }

  static func cronJob(_ title: String, suspended: Bool) -> Example {
    Example(
      title,
      [
        (
          "cronjobs.yaml",
          """
          apiVersion: batch/v1
          kind: CronJob
          metadata: {name: report, namespace: shop, uid: cj1, creationTimestamp: "2024-04-01T09:00:00Z"}
          spec: {schedule: "*/5 * * * *", suspend: \(suspended)}
          status: {lastScheduleTime: "2024-05-05T09:00:00Z"}

          """
        ),
        (
          "alerts.json",
          """
          [
            {"annotations": {"description": "report has not run"}, "status": {"state": "active"},
             "startsAt": "2024-05-06T09:00:00Z",
             "labels": {"alertname": "CronJobMissed", "severity": "warning", "namespace": "shop", "cronjob": "report"}}
          ]

          """
        ),
      ])
  }
}
