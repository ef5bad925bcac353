import Model

/// A pending pod that no node was found for, with the scheduler's last word about it.
struct UnscheduledPod: Sendable {
  /// Failure mode id of the decisive reason.
  var id: String
  var pod: Pod
  /// What the scheduler looks for or misses, ends the sentence `No node for w: …`.
  var what: String
  /// The message first, then the fields it is about.
  var evidence: [Evidence]
  var span: Span?
  var confidence: Diagnosis.Confidence
  /// Claims that the message is about, by name.
  var claims: [String] = []

  /// All in the bundle, in the order of its pods.
  static func all(in incident: Incident) -> [UnscheduledPod] {
    let pending = incident.index.pods.filter {
      $0.phase == "Pending" && $0.object.deleted == nil && $0.nodeName.isEmpty
    }
    let unlisted = UnlistedPod.all(in: incident).compactMap { told($0, incident) }
    guard !pending.isEmpty else { return unlisted }
    let deadlock = StrategyDeadlock(incident)
    return unlisted
      + pending.compactMap { pod in
        guard let (text, evidence, span) = lastWord(about: pod, incident) else { return derived(pod, incident) }
        if text.hasPrefix(noNodes) { return UnscheduledPod(withoutNodes: pod, evidence, span) }
        guard let message = SchedulerMessage(text), var (cause, isContested) = message.decisive else { return nil }
        if cause == .nodeSelection, isContested, let taint = taintOfSelected(message, pod, incident) {
          (cause, isContested) = (taint, false)
        }
        let unscheduled = UnscheduledPod(
          cause, pod, text, evidence, span, isContested: isContested, PlacementFacts(pod, incident))
        let held = message.reasons.first { $0.cause == cause }?.count ?? 0
        return unscheduled.map { deadlock.corrected($0, held: held) }
      }
  }

  /// Of a pod that only Events tell of.
  private static func told(_ unlisted: UnlistedPod, _ incident: Incident) -> UnscheduledPod? {
    guard let pod = unlisted.pod,
      let event = unlisted.failing(
        ["FailedScheduling"], until: "Scheduled", where: { SchedulerMessage($0.message) != nil }),
      !unlisted.events.contains(where: { $0.reason == "Started" || $0.reason == "Pulled" }),
      let message = SchedulerMessage(event.message), let (cause, isContested) = message.decisive,
      let line = event.evidence.first
    else { return nil }
    if case .nodeSelection = cause {
      var unscheduled = UnscheduledPod(
        pod, "node-selector-mismatch", "no node that it may use has what its node selector or affinity asks for", [line]
      )
      unscheduled.span = event.time
      // Which of the two it is, the pod's specification would tell.
      unscheduled.confidence = isContested ? .possible : .likely
      return unscheduled
    }
    return UnscheduledPod(
      cause, pod, event.message, line, event.time, isContested: isContested, PlacementFacts(pod, incident))
  }

  /// The taint of the nodes that have the labels which the pod asks for: the others are none of its business.
  private static func taintOfSelected(
    _ message: SchedulerMessage, _ pod: Pod, _ incident: Incident
  ) -> SchedulerMessage.Cause? {
    let needs = PodNeeds(pod, incident)
    let selected = incident.index.objects(kind: "Node").filter { needs.selects($0) == true }
    let causes = selected.map { NodeObstacle(needs, $0)?.cause }
    guard case .taint(let key)?? = causes.first, !SchedulerMessage.Cause.taint(key: key).isOfNode,
      causes.allSatisfy({ $0 == .taint(key: key) }), message.reasons.contains(where: { $0.cause == .taint(key: key) })
    else { return nil }
    return .taint(key: key)
  }

  /// The condition's message; where the text of the bundle lacks it, the latest Event's.
  private static func lastWord(about pod: Pod, _ incident: Incident) -> (String, Evidence, Span?)? {
    if let condition = pod.condition("PodScheduled"), condition.value["status"]?.string == "False",
      let message = condition.value["message"], let text = message.string
    {
      let since = condition.value["lastTransitionTime"]?.moment
      return (
        text, pod.object.evidence(for: message, field: "\(condition.field).message", time: since),
        since.map { Span($0) }
      )
    }
    let events = incident.index.events("FailedScheduling", about: pod.reference)
    let told = events.last { SchedulerMessage($0.message) != nil || $0.message.hasPrefix(noNodes) }
    guard let last = told, let evidence = last.evidence.first else { return nil }
    return (last.message, evidence, last.time)
  }

  /// A new pod is looked at within moments; for one that has waited this long the nodes' state is no coincidence.
  private static let patience = seconds(60)

  /// What the objects themselves say where the scheduler's word has expired or was not collected: each node, by itself,
  /// could not take the pod.
  ///
  /// A pod of the API always has the word; without it no scheduler has looked.
  private static func derived(_ pod: Pod, _ incident: Incident) -> UnscheduledPod? {
    guard pod.object.rendering < .api else { return nil }
    if let created = pod.object.created, let end = incident.bundle.captured?.to,
      end.latest.nanoseconds(since: created.earliest) < patience
    {
      return nil
    }
    let state = pod.object.evidence(at: "status.phase") ?? pod.object.evidence
    if let claim = incident.missingClaim(of: pod) {
      var unscheduled = UnscheduledPod(
        pod, "unbound-pvc-blocks-scheduling", "its claim \(claim) does not exist", [state])
      unscheduled.claims = [claim]
      return unscheduled
    }
    let nodes = incident.index.objects(kind: "Node").filter { $0.deleted == nil }
    let needs = PodNeeds(pod, incident)
    let obstacles = nodes.compactMap { NodeObstacle(needs, $0) }
    guard !nodes.isEmpty, obstacles.count == nodes.count else { return nil }
    let message = SchedulerMessage(total: nodes.count, causes: obstacles.map(\.cause))
    guard let (cause, isContested) = message.decisive else { return nil }
    let shown = obstacles.first { $0.cause == cause }?.evidence ?? []
    var unscheduled = UnscheduledPod(
      cause, pod, "", state, nil, isContested: isContested, PlacementFacts(pod, incident))
    unscheduled?.evidence += shown
    unscheduled?.confidence = isContested ? .possible : .likely
    return unscheduled
  }

  private init(_ pod: Pod, _ id: String, _ what: String, _ evidence: [Evidence]) {
    self.id = id
    self.pod = pod
    self.what = what
    self.evidence = evidence
    confidence = .likely
  }

  /// The scheduler's words where the cluster has no node at all.
  private static let noNodes = "no nodes available to schedule pods"

  private init(withoutNodes pod: Pod, _ evidence: Evidence, _ span: Span?) {
    id = "no-nodes-registered"
    self.pod = pod
    what = "the cluster has no nodes"
    self.evidence = [evidence]
    self.span = span
    confidence = .proven
  }

  private init?(
    _ cause: SchedulerMessage.Cause, _ pod: Pod, _ text: String, _ evidence: Evidence, _ span: Span?,
    isContested: Bool, _ facts: PlacementFacts
  ) {
    self.pod = pod
    self.span = span
    self.evidence = [evidence]
    confidence = isContested ? .possible : .proven
    switch cause {
    case .cordoned: (id, what) = ("nodes-cordoned", "the nodes that could take it are cordoned")
    case .taint(let named):
      let unnamed = facts.reservingTaint ?? facts.onlyTaint(ofAll: SchedulerMessage(text)?.total)
      guard let key = named.isEmpty ? unnamed : named else { return nil }
      (id, what) = ("untolerated-taint", "it does not tolerate the taint \(key)")
    case .hostPort: (id, what) = ("host-port-conflict", "the host port it asks for is taken on every node")
    case .tooManyPods: (id, what) = ("too-many-pods-on-nodes", "the nodes run as many pods as they may")
    case .topologySpread:
      (id, what) = ("topology-spread-unsatisfied", "its topology spread constraints cannot be met")
    case .podAffinity: (id, what) = ("pod-affinity-unsatisfied", "no node runs the pods that its affinity asks for")
    case .podAntiAffinity:
      (id, what) = ("pod-anti-affinity-unsatisfied", "every node runs a pod that anti-affinity keeps it away from")
    case .volumeNode: (id, what) = ("volume-zone-or-node-conflict", "its volume can be used on other nodes only")
    case .claim:
      (id, what) = ("unbound-pvc-blocks-scheduling", "a claim that it uses has no volume")
      claims = facts.claims.isEmpty ? SchedulerMessage.missingClaim(in: text).map { [$0] } ?? [] : facts.claims
    case .exclusiveClaim:
      (id, what) = ("rwop-conflict", "a claim that only one pod may use is used by another pod")
      claims = pod.claims
    case .foreignClaim:
      (id, what) = (
        "generic-ephemeral-volume-failed", "a claim that has the name of its ephemeral volume's is somebody else's"
      )
      claims = pod.claims
    case .nodeSelection:
      guard let selection = facts.selection else { return nil }
      (id, what) = (selection.id, selection.what)
      self.evidence += selection.evidence
    case .insufficient(let resource):
      // Extended resources bear a domain: devices that a plugin offers.
      guard let mode = Self.resources[resource] ?? (resource.contains("/") ? "device-unavailable" : nil) else {
        return nil
      }
      id = mode
      what = "no node has enough \(resource) left" + (facts.shortage(of: resource).map { "; \($0.text)" } ?? "")
      self.evidence += facts.shortage(of: resource)?.evidence ?? []
    case .other: return nil
    }
  }

  private static let resources = [
    "cpu": "insufficient-cpu", "memory": "insufficient-memory", "ephemeral-storage": "insufficient-ephemeral-storage",
  ]
}

extension Pod {
  /// Names of the claims that its volumes name, in written order.
  var claims: [String] { claims(in: object.value(at: "spec.volumes")) }

  fileprivate func claims(in volumes: Value?) -> [String] {
    (volumes?.items ?? []).compactMap { volume in
      if let claim = volume.value(at: "persistentVolumeClaim.claimName")?.string { return claim }
      guard volume["ephemeral"] != nil, let name = volume["name"]?.string else { return nil }
      return "\(object.name)-\(name)"
    }
  }
}

extension Incident {
  /// The claims of a pod; of a row of a table, those of its workload's manifest.
  func claims(of pod: Pod) -> [String] {
    guard pod.object.rendering == .table else { return pod.claims }
    return pod.claims(in: wantedSpec(of: pod).flatMap { $0.manifest.value(at: "\($0.path).volumes") })
  }

  /// Whether all objects of a kind in a namespace are known: then one that is not among them does not exist.
  func lists(_ kind: String, in namespace: String) -> Bool {
    coverage.lists.contains { list in
      list.kind == kind && list.isComplete && (list.namespace.isEmpty || list.namespace == namespace)
    }
  }

  /// A claim of a pod that is not among all those of its namespace.
  fileprivate func missingClaim(of pod: Pod) -> String? {
    let namespace = pod.object.namespace
    guard lists("PersistentVolumeClaim", in: namespace) else { return nil }
    return claims(of: pod).first { name in
      index.object(EntityReference(kind: "PersistentVolumeClaim", namespace: namespace, name: name)) == nil
    }
  }
}
