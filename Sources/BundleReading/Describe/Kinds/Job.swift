import Model

extension DescribedKind {
  /// A Job: `Pods Statuses:` and no schedule.
  static let job = DescribedKind(
    kind: "Job", apiVersion: "batch/v1",
    isShown: { ($0.has("Pods Statuses") || $0.has("Parallelism")) && !$0.has("Schedule") },
    fill: { object, tree in
      let parts = object.outline
      setJobSpec(parts, at: "spec", &tree)
      tree.set("spec.suspend", parts["Suspend"]?.boolean)
      tree.set("spec.selector", parts["Selector"]?.selector)
      tree.set("status.startTime", parts["Start Time"]?.time)
      tree.set("status.completionTime", parts["Completed At"]?.time)
      // `1 Active (1 Ready) / 0 Succeeded / 2 Failed`; before 1.23 the first is `Running`.
      guard let counts = parts["Pods Statuses"] else { return }
      for part in counts.value.split(separator: "/") {
        let words = part.split(separator: " ")
        guard words.count >= 2, Int(words[0]) != nil else { continue }
        let field = words[1] == "Running" ? "active" : words[1].lowercased()
        tree.set("status.\(field)", words[0], line: counts.line)
        if words.count == 4 { tree.set("status.ready", words[2].dropFirst(), line: counts.line) }
      }
    })

  /// What a Job and the template of a CronJob have in common.
  fileprivate static func setJobSpec(_ parts: DescribeOutline, at path: String, _ tree: inout ObjectTree) {
    tree.set("\(path).parallelism", parts["Parallelism"]?.number)
    tree.set("\(path).completions", parts["Completions"]?.number)
    tree.set("\(path).completionMode", parts["Completion Mode"]?.scalar)
    tree.set("\(path).backoffLimit", parts["Backoff Limit"]?.number)
    tree.set(
      "\(path).activeDeadlineSeconds", parts.any("Active Deadline Seconds", "Deadline Seconds")?.number)
    tree.set("\(path).ttlSecondsAfterFinished", parts["TTL Seconds After Finished"]?.number)
    DescribedPodSpec.setTemplate(parts["Pod Template"], at: "\(path).template", &tree)
  }

  /// A CronJob: it has a schedule.
  static let cronJob = DescribedKind(
    kind: "CronJob", apiVersion: "batch/v1",
    isShown: { $0.has("Schedule") && $0.has("Concurrency Policy") },
    fill: { object, tree in
      let parts = object.outline
      tree.set("spec.schedule", parts["Schedule"]?.textScalar)
      tree.set("spec.timeZone", parts["Time Zone"]?.scalar)
      tree.set("spec.concurrencyPolicy", parts["Concurrency Policy"]?.scalar)
      tree.set("spec.suspend", parts["Suspend"]?.boolean)
      tree.set("spec.successfulJobsHistoryLimit", parts["Successful Job History Limit"]?.number)
      tree.set("spec.failedJobsHistoryLimit", parts["Failed Job History Limit"]?.number)
      tree.set("spec.startingDeadlineSeconds", parts["Starting Deadline Seconds"]?.number)
      setJobSpec(parts, at: "spec.jobTemplate.spec", &tree)
      tree.set("status.lastScheduleTime", parts["Last Schedule Time"]?.time)
      guard let active = parts["Active Jobs"], !active.value.isEmpty else { return }
      let jobs = active.value.split(whereSeparator: { $0 == "," || $0 == " " })
      tree.set(
        "status.active",
        Value.list(
          jobs.map { name in
            var job = Members()
            job.set("kind", "Job", line: active.line)
            job.set("name", name, line: active.line)
            return job.value(line: active.line)
          }))
    })
}
