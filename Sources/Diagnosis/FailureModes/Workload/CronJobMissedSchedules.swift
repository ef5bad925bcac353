import Model

/// A CronJob does not start its Jobs when it should.
extension FailureMode {
  static let cronJobMissedSchedules = FailureMode(
    card: FailureModeCard(
      id: "cronjob-missed-schedules", role: .fault, layer: "Workload / application",
      title: Text(en: "A CronJob misses its schedule", ja: "CronJob が予定どおりに実行されない"),
      what: "Events of the CronJob tell that start times were missed, or that its schedule or zone cannot be read.",
      why: """
        After 100 missed start times the controller gives up unless startingDeadlineSeconds narrows what it looks at. \
        Schedules are missed while the controller is down, clocks differ, or a Job that never ends blocks the next \
        (concurrencyPolicy Forbid).
        """,
      remedies: [
        Remedy(
          .now, "Read the Events; end the Job that blocks, or correct schedule and timeZone.",
          commands: ["kubectl -n {namespace} describe cronjob {name}", "kubectl -n {namespace} get jobs"]),
        Remedy(.lasting, "Set startingDeadlineSeconds (at least 10) and an activeDeadlineSeconds for the Jobs."),
      ],
      references: ["https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#cron-job-limitations"]),
    recognize: { investigation in
      investigation.index.objects(kind: "CronJob").compactMap { occurrence(of: $0, investigation) }
        + unlisted(investigation)
    },
    fires: Example(
      "More than a hundred start times were missed",
      [
        ("cronjobs.yaml", cronJob(lastRun: "2024-05-01T09:00:00Z")),
        (
          "events.yaml",
          StartExample.event(
            "TooManyMissedTimes",
            "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew",
            about: "CronJob", "report", uid: "cj1")
        ), StartExample.date,
      ]),
    staysSilent: Example(
      "It has run since",
      [
        ("cronjobs.yaml", cronJob(lastRun: "2024-05-06T09:45:00Z")),
        (
          "events.yaml",
          StartExample.event(
            "TooManyMissedTimes",
            "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew",
            about: "CronJob", "report", uid: "cj1")
        ), StartExample.date,
      ]))

  /// Event reasons of the CronJob controller that say a run did not happen and why.
  private static let reasons = [
    "TooManyMissedTimes", "FailedNeedsStart", "UnparseableSchedule", "UnknownTimeZone", "InvalidSchedule",
    "MissSchedule",
  ]

  private static func occurrence(of job: KubernetesObject, _ investigation: Investigation) -> Occurrence? {
    let events = reasons.flatMap { investigation.index.events($0, about: job.reference) }
    guard
      let event = events.max(by: { ($0.time?.to.instant.nanoseconds ?? 0) < ($1.time?.to.instant.nanoseconds ?? 0) }),
      let evidence = event.evidence.first
    else { return nil }
    let lastRun = job.value(at: "status.lastScheduleTime")
    if let run = lastRun?.moment, let told = event.time?.to, told.isProvablyBefore(run) { return nil }
    var occurrence = Occurrence(
      subject: job.reference, joints: [.workload(job.reference), .namespace(job.namespace), .cluster],
      span: event.time, text: "\(job.reference.path) does not run when it should: \(event.message)",
      evidence: [evidence]
        + (lastRun.map { [job.evidence(for: $0, field: "status.lastScheduleTime", time: $0.moment)] } ?? []))
    occurrence.harmsByItself = true
    return occurrence
  }

  /// CronJobs that only Events tell of.
  private static func unlisted(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.isExcerpt else { return [] }
    let events = investigation.incident.events.filter { event in
      event.regarding.kind == "CronJob" && reasons.contains(event.reason)
        && investigation.index.object(event.regarding.object) == nil
    }
    return Dictionary(grouping: events) { $0.regarding.object }.sorted { $0.key < $1.key }.compactMap { job, events in
      guard let last = events.last, let line = last.evidence.first else { return nil }
      var occurrence = Occurrence(
        subject: job, joints: [.workload(job), .cluster], span: last.time,
        text: "\(job.name.isEmpty ? "A CronJob" : job.path) does not run when it should: \(last.message)",
        evidence: [line])
      occurrence.harmsByItself = true
      return occurrence
    }
  }

  private static func cronJob(lastRun: String) -> String {
    """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: report, namespace: shop, uid: cj1, creationTimestamp: "2024-04-01T09:00:00Z"}
    spec: {schedule: "*/5 * * * *", concurrencyPolicy: Forbid}
    status: {lastScheduleTime: "\(lastRun)"}

    """
  }
}
