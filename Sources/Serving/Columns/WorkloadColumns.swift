import Model

/// The columns of what owns pods.
enum WorkloadColumns {
  static let deployment: [Column] =
    [
      .name, .text("Ready") { "\(count($0, "status.readyReplicas"))/\(count($0, "spec.replicas"))" },
      .number("Up-to-date", "status.updatedReplicas"), .number("Available", "status.availableReplicas"), .age,
    ] + Column.template

  static let replicaSet: [Column] =
    [
      .name, .number("Desired", "spec.replicas"), .number("Current", "status.replicas"),
      .number("Ready", "status.readyReplicas"), .age,
    ] + Column.template

  static let statefulSet: [Column] =
    [.name, .text("Ready") { "\(count($0, "status.readyReplicas"))/\(count($0, "spec.replicas"))" }, .age]
    + Column.template.prefix(2)

  static let daemonSet: [Column] =
    [
      .name, .number("Desired", "status.desiredNumberScheduled"), .number("Current", "status.currentNumberScheduled"),
      .number("Ready", "status.numberReady"), .number("Up-to-date", "status.updatedNumberScheduled"),
      .number("Available", "status.numberAvailable"),
      .text("Node Selector") { Column.labels($0.value(at: "spec.template.spec.nodeSelector")) }, .age,
    ] + Column.template

  static let job: [Column] =
    [
      .name, .text("Status", jobStatus),
      .text("Completions") { "\(count($0, "status.succeeded"))/\($0.value(at: "spec.completions")?.integer ?? 1)" },
      Column(name: "Duration") { .text(duration($0, $1)) }, .age,
    ] + Column.template

  static let cronJob: [Column] =
    [
      .name, .field("Schedule", "spec.schedule"), .field("Timezone", "spec.timeZone"),
      .text("Suspend") { $0.value(at: "spec.suspend")?.boolean == true ? "True" : "False" },
      Column(name: "Active", type: "integer") { object, _ in
        .number(object.value(at: "status.active")?.items.count ?? 0)
      },
      .age("Last Schedule", "status.lastScheduleTime", missing: "<none>"), .age,
    ]

  static let autoscaler: [Column] = [
    .name, .text("Reference") { "\(text($0, "spec.scaleTargetRef.kind"))/\(text($0, "spec.scaleTargetRef.name"))" },
    .text("Targets", targets), .field("MinPods", "spec.minReplicas", missing: "<unset>"),
    .number("MaxPods", "spec.maxReplicas"), .number("Replicas", "status.currentReplicas"), .age,
  ]

  static let disruptionBudget: [Column] = [
    .name, .field("Min Available", "spec.minAvailable", missing: "N/A"),
    .field("Max Unavailable", "spec.maxUnavailable", missing: "N/A"),
    .number("Allowed Disruptions", "status.disruptionsAllowed"), .age,
  ]

  private static func count(_ object: Value, _ path: String) -> Int { object.value(at: path)?.integer ?? 0 }
  private static func text(_ object: Value, _ path: String) -> String { object.value(at: path)?.string ?? "" }

  private static func jobStatus(_ job: Value) -> String {
    let conditions = job.value(at: "status.conditions")?.items.filter { $0["status"]?.string == "True" } ?? []
    let types = conditions.compactMap { $0["type"]?.string }
    for (type, status) in [("Complete", "Complete"), ("Failed", "Failed")] where types.contains(type) { return status }
    if job.value(at: "metadata.deletionTimestamp")?.isNull == false { return "Terminating" }
    for (type, status) in [("Suspended", "Suspended"), ("FailureTarget", "FailureTarget")] where types.contains(type) {
      return status
    }
    return "Running"
  }

  private static func duration(_ job: Value, _ ages: AgeReference) -> String {
    guard let start = job.value(at: "status.startTime")?.moment else { return "" }
    let end = job.value(at: "status.completionTime")?.moment?.instant ?? ages.now
    return AgeReference.duration(seconds: end.nanoseconds(since: start.instant) / 1_000_000_000)
  }

  /// `cpu: 12%/80%`; of the first metric that tells both.
  private static func targets(_ autoscaler: Value) -> String {
    let wanted = autoscaler.value(at: "spec.metrics")?.items ?? []
    let current = autoscaler.value(at: "status.currentMetrics")?.items ?? []
    let parts = wanted.enumerated().map { place, metric -> String in
      let name = text(metric, "resource.name")
      let target = metric.value(at: "resource.target.averageUtilization")?.integer.map { "\($0)%" } ?? "<unknown>"
      let now = current.indices.contains(place) ? current[place] : nil
      let value = now?.value(at: "resource.current.averageUtilization")?.integer.map { "\($0)%" } ?? "<unknown>"
      return name.isEmpty ? "<unknown>/<unknown>" : "\(name): \(value)/\(target)"
    }
    return parts.isEmpty ? "<none>" : parts.joined(separator: ", ")
  }
}
