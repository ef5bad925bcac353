import Model

/// A workload whose controller may not create pods, with the API server's last refusal.
///
/// No pod exists, so nothing stands in the pod list: the refusal is in the controller's Events and in the condition
/// `ReplicaFailure`. Refusals while everything is being applied are ordinary; those that the controller got over are
/// no fault.
struct CreationFailure: Sendable {
  /// Failure mode id.
  var id: String
  /// The controller, e.g. a ReplicaSet.
  var owner: KubernetesObject
  /// The refusal.
  var text: String
  var evidence: [Evidence]
  var span: Span?
  var confidence = Diagnosis.Confidence.proven

  /// Whether the API server said it to somebody who asked by hand.
  var isAnswer = false

  /// Whether the refusal is the only sign of harm: a Deployment or StatefulSet without its pods is not ready, while a Job
  /// or DaemonSet merely counts none.
  var harmsByItself: Bool {
    isAnswer || ["DaemonSet", "Job"].contains(owner.kind) && owner.isShortOfPods == true
  }

  /// All in the bundle, in the order of its objects.
  static func all(in incident: Incident) -> [CreationFailure] {
    ["ReplicaSet", "StatefulSet", "DaemonSet", "Job"].flatMap { incident.index.objects(kind: $0) }.compactMap { owner in
      guard owner.deleted == nil, owner.isShortOfPods != false else { return nil }
      return find(owner, incident)
    } + toldByEvents(incident) + answers(incident)
  }

  /// Refusals in an answer of kubectl, where somebody picked that answer out. Collectors too are refused pods of theirs.
  private static func answers(_ incident: Incident) -> [CreationFailure] {
    guard incident.isExcerptOrAnswers else { return [] }
    var known: Set<String> = []
    return (incident.coverage.forbidden + incident.coverage.cut).compactMap { note in
      guard note.text.firstRange(of: "Error from server (Forbidden)") != nil, let id = mode(of: note.text),
        ["pod-security-violation", "limitrange-violation", "quota-requires-requests-or-limits"].contains(id),
        known.insert(id).inserted
      else { return nil }
      var failure = CreationFailure(
        id: id, owner: KubernetesObject(nameless: "Pod", artifact: note.path, line: note.line), text: note.text,
        evidence: [Evidence(path: note.path, line: note.line, text: note.text)], span: nil)
      failure.isAnswer = true
      return failure
    }
  }

  /// Of controllers that only Events tell of: no list of theirs is in the bundle.
  private static func toldByEvents(_ incident: Incident) -> [CreationFailure] {
    guard incident.isExcerpt else { return [] }
    let refusals = incident.events.filter { event in
      event.reason == "FailedCreate" && incident.index.object(event.regarding.object) == nil
    }
    let owners = Dictionary(grouping: refusals) { $0.regarding.object }
    return owners.sorted { $0.key < $1.key }.compactMap { reference, events in
      guard let line = events.first?.evidence.first else { return nil }
      guard !reference.name.isEmpty else {
        return find(KubernetesObject(nameless: reference.kind, artifact: line.path, line: line.line), incident)
      }
      func text(_ value: String) -> Value { Value(.scalar(value, isText: true), line: line.line) }
      let metadata = Value(
        .mapping([
          .init(key: "name", value: text(reference.name)), .init(key: "namespace", value: text(reference.namespace)),
        ]), line: line.line)
      let tree = Value(
        .mapping([.init(key: "kind", value: text(reference.kind)), .init(key: "metadata", value: metadata)]),
        line: line.line)
      return KubernetesObject(tree, artifact: line.path, rendering: .description).flatMap { find($0, incident) }
    }
  }

  private static func find(_ owner: KubernetesObject, _ incident: Incident) -> CreationFailure? {
    if let condition = owner.condition("ReplicaFailure"), condition.value["status"]?.string == "True",
      let message = condition.value["message"], let text = message.string, let id = mode(of: text)
    {
      let since = condition.value["lastTransitionTime"]?.moment
      let shown = owner.evidence(for: message, field: "\(condition.field).message", time: since)
      return confirmed(
        CreationFailure(id: id, owner: owner, text: text, evidence: [shown], span: since.map { Span($0) }), incident)
    }
    let events = incident.index.events("FailedCreate", about: owner.reference)
    guard let last = events.last(where: { mode(of: $0.message) != nil }), let id = mode(of: last.message) else {
      return events.isEmpty ? withoutAccount(owner, incident) : nil
    }
    let made = incident.index.events("SuccessfulCreate", about: owner.reference).last
    if owner.isShortOfPods == nil {
      // Without counts, a pod that was made at the same time or later says that the refusal was got over.
      if let made, !made.isProvablyOver(before: last) { return nil }
    }
    return confirmed(
      CreationFailure(
        id: id, owner: owner, text: last.message, evidence: Array(last.evidence.prefix(1)), span: last.time), incident)
  }

  /// A controller whose refusals have expired: it lacks pods, and its ServiceAccount is not among all those of its
  /// namespace.
  private static func withoutAccount(_ owner: KubernetesObject, _ incident: Incident) -> CreationFailure? {
    guard owner.isShortOfPods == true, incident.lists("ServiceAccount", in: owner.namespace) else { return nil }
    let manifest = owner.rendering == .table ? incident.manifest(incident.index.workload(of: owner.reference)) : nil
    let path = "spec.template.spec.serviceAccountName"
    guard let source = [owner, manifest].compactMap({ $0 }).first(where: { $0.string(at: path) != nil }),
      let field = source.value(at: path), let name = field.string, !name.isEmpty,
      let counts = owner.evidence(at: "status.replicas") ?? owner.evidence(at: "spec.replicas")
    else { return nil }
    let account = EntityReference(kind: "ServiceAccount", namespace: owner.namespace, name: name)
    guard incident.index.object(account) == nil else { return nil }
    return CreationFailure(
      id: "service-account-missing", owner: owner, text: "serviceaccount \"\(name)\" does not exist",
      evidence: [source.evidence(for: field, field: path), counts], span: nil, confidence: .likely)
  }

  /// Nil where what was missing then exists now.
  private static func confirmed(_ failure: CreationFailure, _ incident: Incident) -> CreationFailure? {
    let missing: EntityReference
    switch failure.id {
    case "service-account-missing":
      guard let name = failure.text.quoted(after: "serviceaccount ") else { return nil }
      missing = EntityReference(kind: "ServiceAccount", namespace: failure.owner.namespace, name: name)
    case "priority-class-missing":
      let phrase = "no PriorityClass with name "
      guard let range = failure.text.firstRange(of: phrase) else { return nil }
      missing = EntityReference(
        kind: "PriorityClass", name: String(failure.text[range.upperBound...].prefix { $0 != " " }))
    case "runtimeclass-not-found":
      guard let name = failure.text.quoted(after: "RuntimeClass ") else { return nil }
      missing = EntityReference(kind: "RuntimeClass", name: name)
    default: return failure
    }
    return incident.index.object(missing)?.isSurelyLive == true ? nil : failure
  }

  /// What a refusal is about; of quotas, which resource is later decided by its figures.
  private static func mode(of text: String) -> String? {
    for (literals, id) in wordings where literals.allSatisfy({ text.firstRange(of: $0) != nil }) { return id }
    guard text.firstRange(of: "xceeded quota: ") != nil else { return nil }
    return QuotaRefusal(text)?.exceeded.first.map { QuotaResource.mode(of: $0.resource) }
  }

  private static let wordings: [([String], String)] = [
    (["failed calling webhook"], "webhook-unavailable"),
    (["admission webhook ", "denied the request"], "webhook-denied"),
    (["ValidatingAdmissionPolicy '", "denied request"], "webhook-denied"),
    (["error looking up service account", "not found"], "service-account-missing"),
    (["no PriorityClass with name ", "was found"], "priority-class-missing"),
    (["RuntimeClass \"", "\" not found"], "runtimeclass-not-found"),
    (["ailed quota: ", "must specify"], "quota-requires-requests-or-limits"),
    (["violates PodSecurity "], "pod-security-violation"),
    (["unable to validate against any pod security policy"], "pod-security-violation"),
    (["PodSecurityPolicy: unable to admit pod"], "pod-security-violation"),
    (["unable to validate against any security context constraint"], "pod-security-violation"),
    (["maximum ", " usage per "], "limitrange-violation"),
    (["minimum ", " usage per "], "limitrange-violation"),
    ([" max limit to request ratio per "], "limitrange-violation"),
    (["is forbidden: User ", "cannot create resource \"pods\""], "rbac-forbidden"),
  ]
}

extension KubernetesObject {
  /// Whether a controller has fewer pods than it wants; nil where the counts are not known.
  var isShortOfPods: Bool? {
    switch kind {
    case "DaemonSet":
      guard let wanted = value(at: "status.desiredNumberScheduled")?.integer,
        let current = value(at: "status.currentNumberScheduled")?.integer
      else { return nil }
      return current < wanted
    case "Job":
      guard let active = value(at: "status.active")?.integer else {
        return value(at: "status.succeeded") == nil && condition("Failed") == nil
      }
      return active == 0
    default:
      guard let wanted = value(at: "spec.replicas")?.integer else { return nil }
      if wanted == 0 { return false }
      // The API leaves out a count of zero.
      guard let current = value(at: "status.replicas")?.integer ?? (rendering == .api ? 0 : nil) else { return nil }
      return current < wanted
    }
  }
}

extension String {
  /// The text in quotes that follows a phrase: `serviceaccount "x" not found` has x after `serviceaccount `.
  func quoted(after phrase: String) -> String? {
    guard let range = firstRange(of: phrase + "\"") else { return nil }
    let rest = self[range.upperBound...]
    return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
  }
}

extension ClusterEvent {
  /// Whether this was last seen before another was.
  fileprivate func isProvablyOver(before other: ClusterEvent) -> Bool {
    if let mine = time?.to, let theirs = other.time?.to { return mine.isProvablyBefore(theirs) }
    // Descriptions show the last of them last.
    guard let mine = evidence.first, let theirs = other.evidence.first, mine.path == theirs.path else { return false }
    return mine.line < theirs.line
  }
}
