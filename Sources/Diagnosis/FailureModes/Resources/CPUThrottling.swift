import Model

/// A CPU limit slows a workload down.
extension FailureMode {
  static let cpuThrottling = FailureMode(
    card: FailureModeCard(
      id: "cpu-throttling", role: .fault, layer: "Resources and OOM",
      title: Text(en: "A workload is slowed down by its CPU limit", ja: "CPU limit によりスロットリングされている"),
      what: """
        Requests to one workload are slow, its pods are ready, and no Event tells. Metrics or an alert say that its \
        containers are throttled.
        """,
      why: """
        A container that has used up its CPU limit waits for the next period of 100 ms, even where the node has CPU to \
        spare. Either it works more than the limit foresees, or the limit is too low.
        """,
      remedies: [
        Remedy(
          .now, "See what uses the CPU; raise or remove the limit.",
          commands: ["kubectl -n {namespace} top pods --containers", "kubectl -n {namespace} edit {kind} {name}"]),
        Remedy(.lasting, "Set CPU requests by what is measured, and limits only where neighbors must be kept apart."),
      ],
      references: [
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run"
      ]),
    recognize: { investigation in
      let throttled = investigation.alerts.filter { $0.entity.kind != "Node" && $0.says("throttl") }
      // Throttling alone is common and harmless; of several throttled workloads nothing tells which one is to blame.
      guard let first = throttled.first, throttled.allSatisfy({ $0.workload == first.workload }) else { return [] }
      let slow = investigation.alerts.filter { $0.workload == first.workload && $0.tellsOfRequests }
      guard let harm = slow.first(where: { !$0.says("throttl") }) else { return [] }
      var occurrence = Occurrence(
        subject: first.entity, workload: first.workload, joints: first.joints,
        span: first.alert.starts.map { Span($0) },
        text: "\(first.workload.path) is throttled while its requests suffer: \(first.sentence)",
        evidence: throttled.map(\.alert.evidence) + [harm.alert.evidence])
      occurrence.confidence = .likely
      occurrence.affected = [.init(entity: first.workload, role: .culprit, effect: "throttled")]
      return [occurrence]
    },
    fires: AlertExample.bundle(
      "A throttled workload whose requests are slow", AlertExample.slow,
      ("CPUThrottlingHigh", "62% throttling of CPU", "cfs")),
    staysSilent: AlertExample.bundle(
      "Throttled, but nobody suffers", ("CPUThrottlingHigh", "62% throttling of CPU", "cfs")))
}
