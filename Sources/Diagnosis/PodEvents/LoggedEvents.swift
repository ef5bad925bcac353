import Model

/// Events that only the logs of components still hold: who made one writes it down as well.
///
///     event.go:218] Event(v1.ObjectReference{Kind:"Pod", Namespace:"shop", Name:"web-0", …}): type: 'Warning' reason: 'FailedMount' …
///     event.go:291] "Event occurred" object="shop/web-0" kind="Pod" type="Warning" reason="FailedMount" message="…"
///     factory.go:660] Error scheduling shop/web-0: pod has unbound immediate PersistentVolumeClaims; retrying
enum LoggedEvents {
  static let signatures = [
    LogSignature(
      "logged-event", component: "", callSites: ["event.go"],
      literals: [
        "type: 'Warning' reason: '", "type=\"Warning\" reason=\"", "reason: 'SuccessfulAttachVolume'",
        "reason=\"SuccessfulAttachVolume\"",
      ]),
    LogSignature(
      "scheduling-refused", component: "kube-scheduler",
      callSites: ["factory.go", "scheduler.go", "schedule_one.go", "default_binder.go"],
      literals: ["Unable to schedule ", "Error scheduling "]),
    schedulingEnd,
  ]

  /// A pod that was bound after all, or is being deleted: one line each, as there is one for each pod that a kubelet drops.
  private static let schedulingEnd = LogSignature(
    "scheduling-ended", component: "kube-scheduler",
    callSites: ["factory.go", "scheduler.go", "schedule_one.go", "default_binder.go", "event_broadcaster.go"],
    literals: ["Successfully bound pod to node", " is bound successfully on node ", "kip schedule deleting pod"])

  /// What is not told again for so long while the log goes on has been got over.
  private static let longestPause = seconds(600)

  /// The incident with these Events beside those of the API. Only where somebody picked logs out: elsewhere the API's own
  /// tell of today.
  static func added(to incident: Incident) -> Incident {
    guard incident.isExcerpt else { return incident }
    let known = Set(incident.events.map { Key($0) })
    var last: [Key: ClusterEvent] = [:]
    var order: [Key] = []
    let ends = Dictionary(grouping: incident.records(schedulingEnd.id)) { ended($0) }
    for record in signatures.flatMap({ incident.records($0.id) }) where !record.signatures.contains(schedulingEnd.id) {
      guard let event = event(record), !incident.goesOn(after: record, for: longestPause),
        !(ends[event.regarding.path] ?? []).contains(where: { isLater($0, record) })
      else { continue }
      let key = Key(event)
      guard !known.contains(key) else { continue }
      if var older = last[key] {
        older.count += 1
        older.message = event.message
        older.time = event.time.map { older.time?.union($0) ?? $0 } ?? older.time
        older.evidence = (event.evidence + older.evidence).prefix(4).map(\.self)
        last[key] = older
      } else {
        order.append(key)
        last[key] = event
      }
    }
    guard !order.isEmpty else { return incident }
    return incident.with(events: incident.events + order.compactMap { last[$0] })
  }

  private struct Key: Hashable {
    var regarding: EntityReference
    var reason: String

    init(_ event: ClusterEvent) {
      regarding = event.regarding.object
      regarding.uid = ""
      reason = event.reason
    }
  }

  private static func event(_ record: LogRecord) -> ClusterEvent? {
    if record.callSite != "event.go" { return scheduling(record) }
    return record.fields.isEmpty ? printed(record) : structured(record)
  }

  /// `Event(v1.ObjectReference{Kind:"Pod", …}): type: 'Warning' reason: 'FailedMount' message`.
  private static func printed(_ record: LogRecord) -> ClusterEvent? {
    let text = record.message
    guard let kind = text.quoted(after: "Kind:"), let name = text.quoted(after: ", Name:"),
      let opening = text.firstRange(of: " reason: '"),
      let close = text[opening.upperBound...].firstRange(of: "' ")
    else { return nil }
    return make(
      EntityReference(kind: kind, namespace: text.quoted(after: "Namespace:") ?? "", name: name),
      reason: String(text[opening.upperBound..<close.lowerBound]), message: String(text[close.upperBound...]),
      isWarning: text.firstRange(of: "type: 'Warning'") != nil, record)
  }

  /// `"Event occurred" object="shop/web-0" kind="Pod" … reason="FailedMount" message="…"`.
  private static func structured(_ record: LogRecord) -> ClusterEvent? {
    guard let object = record.field("object"), let kind = record.field("kind"), let reason = record.field("reason"),
      let message = record.field("message")
    else { return nil }
    let parts = object.split(separator: "/", maxSplits: 1)
    guard let name = parts.last else { return nil }
    return make(
      EntityReference(kind: kind, namespace: parts.count > 1 ? String(parts[0]) : "", name: String(name)),
      reason: reason, message: message, isWarning: record.field("type") == "Warning", record)
  }

  /// `Unable to schedule shop/web-0: no fit: 0/3 nodes are available: …; waiting`.
  private static func scheduling(_ record: LogRecord) -> ClusterEvent? {
    let named = record.field("pod").map { ($0, record.field("err") ?? "") } ?? told(record.message)
    guard let (pod, told) = named, pod.contains("/") else { return nil }
    var message = told[...]
    for ending in ["; waiting", "; retrying"] where message.hasSuffix(ending) {
      message = message.dropLast(ending.count)
    }
    for beginning in ["no fit: ", "error selecting node for pod: "] where message.hasPrefix(beginning) {
      message = message.dropFirst(beginning.count)
    }
    let parts = pod.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, !message.isEmpty else { return nil }
    return make(
      EntityReference(kind: "Pod", namespace: String(parts[0]), name: String(parts[1])), reason: "FailedScheduling",
      message: String(message), isWarning: true, record)
  }

  /// `Pod/shop/web-0` of the line that ends its scheduling.
  private static func ended(_ record: LogRecord) -> String {
    let text = record.message
    var name = record.field("pod").map { $0[...] }
    if name == nil, let bound = text.firstRange(of: " is bound successfully on node ") {
      name = text[..<bound.lowerBound].split(separator: " ").last
    }
    if name == nil, let skipped = text.firstRange(of: "kip schedule deleting pod: ") {
      name = text[skipped.upperBound...].prefix { !" \"\\".contains($0) }
    }
    return "Pod/\(name ?? "")"
  }

  private static func isLater(_ record: LogRecord, _ other: LogRecord) -> Bool {
    if record.evidence.path == other.evidence.path { return record.evidence.line > other.evidence.line }
    guard let time = record.time, let before = other.time else { return false }
    return before.isProvablyBefore(time)
  }

  /// The pod and what is said of it, in the wording of before structured logs.
  private static func told(_ message: String) -> (String, String)? {
    for opening in ["Unable to schedule ", "Error scheduling "] {
      guard let range = message.firstRange(of: opening) else { continue }
      let rest = message[range.upperBound...]
      guard let colon = rest.firstRange(of: ": ") else { return nil }
      return (String(rest[..<colon.lowerBound]), String(rest[colon.upperBound...]))
    }
    return nil
  }

  private static func make(
    _ object: EntityReference, reason: String, message: String, isWarning: Bool, _ record: LogRecord
  ) -> ClusterEvent {
    let component = record.source.component == "kube-scheduler" ? "default-scheduler" : record.source.component
    return ClusterEvent(
      regarding: object, reason: reason, message: message, isWarning: isWarning, component: component,
      host: record.source.component == "kubelet" ? record.source.node : "", count: 1,
      time: record.time.map { Span($0) }, uid: "", evidence: [record.evidence])
  }
}
