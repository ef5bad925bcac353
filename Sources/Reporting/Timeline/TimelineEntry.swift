public import Model

/// One dated fact of a bundle, from whatever artifact, on the common clock.
public struct TimelineEntry: Sendable {
  /// When; of folded repeats the first. Nil where nothing dates it.
  public var time: Moment?
  /// The last of folded repeats, or of an Event that the API counted.
  public var last: Moment?
  /// How often it was seen, at least.
  public var count: Int
  /// The node where it happened; empty where it is unknown or none.
  public var node: String
  /// Who says so: `kubelet`, `containerd`, … of a log, `event` of the API's Events, `object` of an object's
  /// fields, `alert`, `unit` (of systemd) and `change` (of the user).
  public var source: String
  /// Its severity; nil where the line does not rate itself.
  public var severity: Severity?
  /// What it is about; the first is shown.
  public var subjects: [EntityReference]
  /// Container ids that it names.
  public var containerIDs: [String]
  /// Whether a failure mode asks for such lines.
  public var isTelling: Bool
  /// What happened.
  public var text: String
  /// The line or field.
  public var evidence: Evidence
}

extension TimelineEntry {
  /// A line of a log. Pods are those that it names, or whose container it names by id.
  init(_ record: LogRecord, _ index: IncidentIndex) {
    let fields = record.fields.map { "\($0.key)=\($0.value)" }
    let text = ([record.message] + fields).joined(separator: " ")
    let ids = ContainerID.all(in: text)
    var subjects = [record.container].compactMap(\.self)
    for pod in PodName.all(in: record.evidence.text) {
      subjects.append(index.pod(pod.reference)?.reference ?? pod.reference)
    }
    for field in record.fields where field.key == "pod" || field.key == "pods" {
      for pod in PodName.all(in: field.value) { subjects.append(index.pod(pod.reference)?.reference ?? pod.reference) }
    }
    for id in ids {
      if let known = index.container(id: id) { subjects.append(known.pod.reference) }
    }
    var seen: Set<EntityReference> = []
    self.init(
      time: record.time, last: nil, count: 1, node: record.source.node, source: record.source.component,
      severity: record.severity, subjects: subjects.filter { seen.insert($0).inserted }, containerIDs: ids,
      isTelling: !record.signatures.isEmpty, text: text, evidence: record.evidence)
  }

  /// An Event of the API.
  init(_ event: ClusterEvent, _ index: IncidentIndex) {
    let node =
      if !event.host.isEmpty {
        event.host
      } else if event.regarding.kind == "Node" {
        event.regarding.name
      } else {
        index.pod(event.regarding)?.nodeName ?? ""
      }
    let place = event.evidence.first ?? Evidence(path: "", line: 0, text: event.message)
    self.init(
      time: event.time?.from, last: event.time.flatMap { $0.to > $0.from ? $0.to : nil }, count: max(1, event.count),
      node: node, source: "event", severity: event.isWarning ? .warning : .information,
      subjects: [event.regarding], containerIDs: ContainerID.all(in: event.message), isTelling: event.isWarning,
      text: "\(event.reason): \(event.message)", evidence: place)
  }

  /// An alert, dated by its start; about the pod, node or namespace that its labels name.
  init(_ alert: Alert, _ index: IncidentIndex) {
    func label(_ key: String) -> String { alert.label(key) ?? "" }
    var subject: EntityReference?
    if !label("pod").isEmpty {
      let pod = EntityReference(kind: "Pod", namespace: label("namespace"), name: label("pod"))
      subject = index.pod(pod)?.reference ?? pod
    } else if !label("node").isEmpty {
      subject = EntityReference(kind: "Node", name: label("node"))
    } else if !label("namespace").isEmpty {
      subject = EntityReference(kind: "Namespace", name: label("namespace"))
    }
    let node = subject.flatMap { $0.kind == "Pod" ? index.pod($0)?.nodeName : nil } ?? label("node")
    let details = [alert.state.isEmpty ? "" : "(\(alert.state))", alert.summary].filter { !$0.isEmpty }
    self.init(
      time: alert.starts, last: nil, count: 1, node: node, source: "alert",
      severity: alert.severity == "critical" ? .error : .warning, subjects: subject.map { [$0] } ?? [],
      containerIDs: [], isTelling: true, text: ([alert.name] + details).joined(separator: " "),
      evidence: alert.evidence)
  }

  /// Since when a unit of systemd is in its state; nil where the bundle does not say.
  init?(_ unit: UnitStatus) {
    guard let since = unit.since, let state = unit.activeState, let place = unit.evidence.first else { return nil }
    let details = [unit.subState, unit.result].filter { !$0.isEmpty }
    let words = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
    self.init(
      time: since, last: nil, count: 1, node: unit.node, source: "unit",
      severity: state == .failed ? .error : .information,
      subjects: unit.node.isEmpty ? [] : [EntityReference(kind: "Node", name: unit.node)], containerIDs: [],
      isTelling: state == .failed, text: "\(unit.unit) became \(state.rawValue)\(words)", evidence: place)
  }

  /// Work on the cluster that the user told of.
  init(_ marker: Change) {
    self.init(
      time: marker.time, last: nil, count: 1, node: marker.entity.kind == "Node" ? marker.entity.name : "",
      source: "change", severity: .information, subjects: marker.entity.name.isEmpty ? [] : [marker.entity],
      containerIDs: [], isTelling: true, text: marker.text, evidence: marker.evidence)
  }

  /// A dated field of an object.
  init(
    _ object: KubernetesObject, node: String, at moment: Moment, _ text: String, field: String, _ value: Value,
    severity: Severity = .information, container: String = "", containerIDs: [String] = []
  ) {
    var subject = object.reference
    subject.container = container
    self.init(
      time: moment, last: nil, count: 1, node: node, source: "object", severity: severity, subjects: [subject],
      containerIDs: containerIDs, isTelling: severity > .information, text: text,
      evidence: object.evidence(for: value, field: field, time: moment))
  }
}
