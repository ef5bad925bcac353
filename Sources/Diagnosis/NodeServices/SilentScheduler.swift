import Model

/// Schedulers whose silence alone shows that they do not run: pods wait without even the condition PodScheduled, which a
/// scheduler writes at its first look, and since then no other pod was given a node either.
enum SilentScheduler {
  /// A scheduler looks at a new pod within moments; one that has just lost its lease is replaced within half a minute.
  private static let patience = seconds(120)

  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let waiting = investigation.index.pods.filter { isOverlooked($0, investigation) }
    guard let first = waiting.min(by: { created($0) < created($1) }), let since = first.object.created,
      !hasScheduled(after: since, investigation), !isExplained(since, investigation)
    else { return [] }
    let subject = controlPlane(investigation)
    var occurrence = Occurrence(
      subject: subject, joints: [.cluster],
      span: Span(since, max(since, investigation.end ?? since)),
      text: "No scheduler has looked at \(first.reference.path) since it was made, nor placed another pod since",
      evidence: waiting.prefix(3).map { pod in
        pod.object.evidence(at: "status.phase") ?? pod.object.evidence
      })
    occurrence.confidence = .likely
    occurrence.affected = [.init(entity: subject, role: .culprit, effect: "no scheduler")]
    occurrence.undecided = [
      .init(
        id: "scheduler-not-running", artifact: "state of kube-scheduler",
        collect: subject.kind == "Node" ? .node(subject.name) : .namespace("kube-system"),
        or:
          "kubectl -n kube-system get pods,leases; systemctl status kube-scheduler; journalctl -u kube-scheduler -n 200"
      )
    ]
    return [occurrence]
  }

  /// A pod of the default scheduler, read whole, that nobody has tried to place for a long time.
  private static func isOverlooked(_ pod: Pod, _ investigation: Investigation) -> Bool {
    let object = pod.object
    guard pod.phase == "Pending", object.deleted == nil, pod.nodeName.isEmpty, object.rendering == .api,
      pod.condition("PodScheduled") == nil, object.value(at: "spec.schedulingGates")?.items.isEmpty ?? true,
      object.string(at: "spec.schedulerName") ?? "default-scheduler" == "default-scheduler",
      let since = object.created, let end = investigation.captured?.from
    else { return false }
    return end.earliest.nanoseconds(since: since.latest) >= patience
      && investigation.index.events("FailedScheduling", about: pod.reference).isEmpty
  }

  /// Whether something else tells why nobody looked, or that somebody runs: an outage since, of the scheduler itself or of
  /// the API server, without which it exits and needs a while to come back; or a log of the scheduler that goes on.
  private static func isExplained(_ since: Moment, _ investigation: Investigation) -> Bool {
    investigation.outages.contains { outage in
      [.scheduler, .apiServer, .etcd].contains(outage.service)
        && (outage.to.map { !$0.isProvablyBefore(since) } ?? true)
    }
      || investigation.incident.coverage.logs.contains { log in
        log.source.component == "kube-scheduler"
          && log.spans.contains { $0.to.latest.nanoseconds(since: since.earliest) > seconds(30) }
      }
  }

  private static func created(_ pod: Pod) -> Int64 { pod.object.created?.instant.nanoseconds ?? .max }

  /// Whether a scheduler placed some pod, or tried to, after a moment.
  private static func hasScheduled(after moment: Moment, _ investigation: Investigation) -> Bool {
    investigation.index.pods.contains { pod in
      pod.condition("PodScheduled")?.value["lastTransitionTime"]?.moment.map { moment.isProvablyBefore($0) } ?? false
    }
      || investigation.incident.events.contains { event in
        ["Scheduled", "FailedScheduling"].contains(event.reason)
          && event.time.map { moment.isProvablyBefore($0.to) } ?? false
      }
  }

  /// The node of the control plane where the bundle shows one, else the scheduler's lease.
  private static func controlPlane(_ investigation: Investigation) -> EntityReference {
    let node = StatedInCluster.apiServer(investigation)
    if node.kind == "Node" { return node }
    let components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"]
    let logged = investigation.incident.coverage.logs.filter { components.contains($0.source.component) }
    let names = Set(logged.map(\.source.node)).subtracting([""])
    if names.count == 1, let only = names.first { return investigation.node(only) }
    return EntityReference(kind: "Lease", namespace: "kube-system", name: "kube-scheduler")
  }
}
