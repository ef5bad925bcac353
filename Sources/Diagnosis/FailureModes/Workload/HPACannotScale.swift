import Model

/// A HorizontalPodAutoscaler cannot tell how many pods there should be.
extension FailureMode {
  static let hpaCannotScale = FailureMode(
    card: FailureModeCard(
      id: "hpa-cannot-scale", role: .fault, layer: "Workload / application",
      title: Text(en: "An autoscaler cannot scale its workload", ja: "HPA がスケールできない"),
      what: "The HPA's condition ScalingActive or AbleToScale is False: replicas stay as they are, whatever the load.",
      why: """
        It computes a share of the requests, so every container needs a request for that resource; it reads metrics from \
        an aggregated API that must answer; its scaleTargetRef must exist.
        """,
      remedies: [
        Remedy(
          .now, "Repair what the condition names: requests of each container, the metrics server, the target's name.",
          commands: ["kubectl -n {namespace} describe {kind} {name}", "kubectl get apiservice v1beta1.metrics.k8s.io"]),
        Remedy(.lasting, "Set resource requests on every container, sidecars too; alert on ScalingActive=False."),
      ],
      references: ["https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/"]),
    signatures: [AutoscalerLog.line],
    recognize: { investigation in
      let stated = investigation.index.objects(kind: "HorizontalPodAutoscaler").compactMap {
        occurrence(of: $0, investigation)
      }
      let reported = reported(investigation, besides: Set(stated.map(\.subject.path)))
      return stated + reported + (reported.isEmpty ? AutoscalerLog.occurrences(investigation) : [])
    },
    fires: Example(
      "A container has no request for the resource",
      [("hpa.yaml", autoscaler(reason: "FailedGetResourceMetric")), StartExample.date]),
    staysSilent: Example(
      "Its workload is scaled to zero on purpose, which switches it off",
      [("hpa.yaml", autoscaler(reason: "ScalingDisabled")), StartExample.date]))

  /// Metrics of a new pod come with the second scrape.
  private static let patience = seconds(300)

  private static func occurrence(of object: KubernetesObject, _ investigation: Investigation) -> Occurrence? {
    for type in ["AbleToScale", "ScalingActive"] {
      guard let entry = object.condition(type), entry.value["status"]?.string == "False",
        let reason = entry.value["reason"]?.string, reason != "ScalingDisabled",
        // It waits on purpose: it has scaled a moment ago.
        !reason.hasPrefix("Backoff")
      else { continue }
      // Where the API of metrics is shown to be down, that is what to name.
      guard !isWithoutMetricsAPI(investigation) else { return nil }
      let since = entry.value["lastTransitionTime"]?.moment
      guard
        investigation.hasLasted(patience, since: since ?? object.created)
          || since == nil && isOnlyMoment(object.created, investigation)
      else { continue }
      let message = entry.value["message"] ?? entry.value["status"] ?? entry.value
      let evidence = object.evidence(for: message, field: "\(entry.field).message", time: since)
      let target = EntityReference(
        kind: object.string(at: "spec.scaleTargetRef.kind") ?? "", namespace: object.namespace,
        name: object.string(at: "spec.scaleTargetRef.name") ?? "")
      var occurrence = Occurrence(
        subject: object.reference,
        joints: [.object(object.reference.path), .workload(target), .namespace(object.namespace), .cluster],
        span: since.map { Span($0) },
        text: "\(object.reference.path) cannot scale \(target.path) (\(reason)): \(evidence.text)",
        evidence: [evidence])
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: target, role: .victim, effect: "not scaled")]
      return occurrence
    }
    return nil
  }

  /// Whether a description tells no other time than when the object was made: then nothing says how old it is.
  private static func isOnlyMoment(_ created: Moment?, _ investigation: Investigation) -> Bool {
    guard let created, let end = investigation.end else { return false }
    return end.latest <= created.latest
  }

  /// What does not pass by itself, as metrics do that a new pod has not given yet.
  private static let lasting = [
    "missing request for ", "the server could not find the requested resource", "unable to handle the request",
  ]

  /// Reasons of the Events of an autoscaler that computes nothing, the more telling first.
  private static let reasons = ["FailedGetScale", "FailedGetResourceMetric", "FailedComputeMetricsReplicas"]
  /// It tries each 15 s; what lasts as long as this is no start.
  private static let repeated = seconds(90)

  /// Autoscalers of which only Events tell: their objects are not in the bundle, or are of autoscaling/v1, which has no conditions.
  private static func reported(_ investigation: Investigation, besides known: Set<String>) -> [Occurrence] {
    guard !isWithoutMetricsAPI(investigation) else { return [] }
    let events = investigation.incident.events.filter {
      $0.regarding.kind == "HorizontalPodAutoscaler" && reasons.contains($0.reason)
        && !known.contains($0.regarding.object.path)
    }
    return Dictionary(grouping: events, by: \.regarding.object.path).sorted { $0.key < $1.key }.compactMap {
      _, events in
      let spans = events.compactMap(\.time)
      let object = events[0].regarding.object
      guard isRepeated(events, investigation),
        investigation.index.object(object)?.condition("ScalingActive")?.value["status"]?.string != "True",
        let told = reasons.lazy.compactMap({ reason in events.last { $0.reason == reason } }).first
      else { return nil }
      var occurrence = Occurrence(
        subject: object, joints: [.object(object.path), .namespace(object.namespace), .cluster],
        span: spans.reduce(nil as Span?) { $0?.union($1) ?? $1 },
        text: "\(object.path) cannot scale (\(told.reason)): \(LoggedFailure.quoted(told.message))",
        evidence: Array(told.evidence.prefix(2)))
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: object, role: .victim, effect: "does not scale")]
      return occurrence
    }
  }

  /// Whether it goes on for longer than a start; of Events without times, how often it was tried.
  private static func isRepeated(_ events: [ClusterEvent], _ investigation: Investigation) -> Bool {
    let spans = events.compactMap(\.time)
    guard let first = spans.map(\.from).min(), let last = spans.map(\.to).max() else {
      // A message that somebody quoted, without its row.
      if investigation.isExcerpt, events.allSatisfy({ $0.age == nil && $0.regarding.name.isEmpty }),
        events.contains(where: { event in lasting.contains { event.message.firstRange(of: $0) != nil } })
      {
        return true
      }
      return events.map(\.count).reduce(0, +) * 15 >= 90
    }
    return last.latest.nanoseconds(since: first.earliest) >= repeated && !investigation.hasLasted(repeated, since: last)
  }

  private static func isWithoutMetricsAPI(_ investigation: Investigation) -> Bool {
    investigation.index.objects(kind: "APIService").contains { service in
      service.name.hasSuffix("metrics.k8s.io")
        && service.condition("Available")?.value["status"]?.string == "False"
    }
  }

  private static func autoscaler(reason: String) -> String {
    """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web, namespace: shop, uid: h1, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5}
    status:
      currentReplicas: 1
      conditions:
      - {type: AbleToScale, status: "True", reason: SucceededGetScale, lastTransitionTime: "2024-05-06T08:00:15Z"}
      - {type: ScalingActive, status: "False", reason: \(reason), lastTransitionTime: "2024-05-06T08:00:15Z", \
    message: "the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu \
    in container proxy of Pod web-0"}

    """
  }
}
