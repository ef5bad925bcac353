import Model

/// A Job gives up: its pods failed too often, or it ran too long.
extension FailureMode {
  static let jobBackoffLimitExceeded = FailureMode(
    card: FailureModeCard(
      id: "job-backoff-limit-exceeded", role: .symptom, layer: "Workload / application",
      title: Text(en: "A Job failed: its pods failed too often", ja: "Job の再試行回数が上限を超えた"),
      what: "The Job's condition Failed is True with reason BackoffLimitExceeded; it makes no further pods.",
      why:
        "Each failed pod counts against backoffLimit (6 by default). Why the pods failed is in their exit codes and logs.",
      remedies: [
        Remedy(
          .now, "Read how its pods ended.",
          commands: [
            "kubectl -n {namespace} logs job/{name} --all-containers", "kubectl -n {namespace} describe job {name}",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy"]),
    recognize: {
      FailedJob.occurrences(
        of: "job-backoff-limit-exceeded", reason: "BackoffLimitExceeded", "failed: its pods failed too often", $0)
    },
    causes: [
      CausalLink(
        from: "pod-evicted", by: .workload, "counts as a failure", judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "disk-pressure-admission-reject", by: .workload, "counts as a failure",
        judge: { _, _, _ in .supported(direct: true) }),
      CausalLink(
        from: "graceful-node-shutdown", by: .workload, "ends its pods, which counts as a failure",
        delay: Int64.min...Int64.max),
    ]
      + (ApplicationFailureMode.ids + StartFailures.execution + PodRejectionMode.ids).map { id in
        CausalLink(
          from: id, by: .workload, "counts as a failure", delay: Int64.min...Int64.max,
          judge: { _, _, _ in .supported(direct: true) })
      },
    fires: Example(
      "A Job gave up after three failed pods", [("jobs.yaml", FailedJob.example(reason: "BackoffLimitExceeded"))]),
    staysSilent: Example("A Job ran into its deadline", [("jobs.yaml", FailedJob.example(reason: "DeadlineExceeded"))]))

  static let jobDeadlineExceeded = FailureMode(
    card: FailureModeCard(
      id: "job-deadline-exceeded", role: .symptom, layer: "Workload / application",
      title: Text(en: "A Job failed: it ran longer than its deadline", ja: "Job が制限時間を超えた"),
      what: "The Job's condition Failed is True with reason DeadlineExceeded; its pods were killed.",
      why:
        "activeDeadlineSeconds counts from the Job's start, over all retries. Nothing need be wrong in the container.",
      remedies: [
        Remedy(
          .now, "See whether the work takes longer than before, or the deadline is too short.",
          commands: ["kubectl -n {namespace} get job {name} -o yaml"])
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup"]),
    recognize: {
      FailedJob.occurrences(
        of: "job-deadline-exceeded", reason: "DeadlineExceeded", "failed: it ran longer than its deadline", $0)
    },
    fires: Example("A Job ran into its deadline", [("jobs.yaml", FailedJob.example(reason: "DeadlineExceeded"))]),
    staysSilent: Example(
      "A Job gave up after three failed pods", [("jobs.yaml", FailedJob.example(reason: "BackoffLimitExceeded"))]))
}

/// Jobs whose condition `Failed` is `True`, or of which an Event says so.
private enum FailedJob {
  static func occurrences(of id: String, reason: String, _ what: String, _ investigation: Investigation) -> [Occurrence]
  {
    investigation.index.objects(kind: "Job").compactMap { job in
      guard let (evidence, since) = statement(reason, of: job, investigation) else { return nil }
      let workload = investigation.index.workload(of: job.reference)
      var occurrence = Occurrence(
        subject: job.reference, workload: workload, joints: [.workload(workload), .namespace(job.namespace)],
        span: since.map { Span($0) }, text: "\(job.reference.path) \(what)",
        evidence: [evidence])
      occurrence.affected = [.init(entity: job.reference, role: .victim, effect: "failed")]
      occurrence.undecided = [
        .init(
          id: id, artifact: "how the pods of \(job.reference.path) ended",
          collect: .namespace(job.namespace),
          or:
            "kubectl -n \(job.namespace.shellNamespace) get pods -l job-name=\(job.name.shellName) -o yaml; "
            + "kubectl -n \(job.namespace.shellNamespace) logs job/\(job.name.shellName) --all-containers")
      ]
      return occurrence
    }
  }

  /// Where it is stated, and since when. Texts show no conditions, but the controller's last Event says the same.
  private static func statement(
    _ reason: String, of job: KubernetesObject, _ investigation: Investigation
  ) -> (evidence: Evidence, since: Moment?)? {
    if let failed = job.condition("Failed") {
      guard failed.value["status"]?.string == "True", let stated = failed.value["reason"], stated.string == reason
      else {
        return nil
      }
      let since = failed.value["lastTransitionTime"]?.moment
      return (job.evidence(for: stated, field: "\(failed.field).reason", time: since), since)
    }
    guard job.rendering < .api, job.value(at: "status.completionTime") == nil,
      let event = investigation.index.events(reason, about: job.reference).last, let line = event.evidence.first
    else { return nil }
    return (line, event.time?.from)
  }

  static func example(reason: String) -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: load, namespace: etl, uid: j1}
    status:
      failed: 3
      conditions:
      - {type: Failed, status: "True", reason: \(reason), lastTransitionTime: "2024-05-06T10:00:00Z"}
    """
  }
}
