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
  /// Who says so: `kubelet`, `containerd`, … of a log, `event` of the API's Events, `object` of an object's fields.
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
    var subjects: [EntityReference] = []
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
