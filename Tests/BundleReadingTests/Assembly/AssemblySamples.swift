import Model

@testable import BundleReading

/// Facts as the readers give them, in few words.
enum Sample {
  /// `Nov 21 04:01:19.994978` as a clock on the wall.
  static func local(
    _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0, nanosecond: Int = 0, year: Int? = nil,
    precision: Precision = .microsecond
  ) -> LocalTime {
    LocalTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond,
      precision: precision)
  }

  static func absolute(_ text: String) throws -> ClockReading { .absolute(try moment(text)) }

  static func moment(_ text: String) throws -> Moment {
    guard let moment = Moment(rfc3339: text) else { throw SampleError.noTime(text) }
    return moment
  }

  enum SampleError: Error {
    case noTime(String), noObject(String)
  }

  static func line(
    _ message: String, _ time: ClockReading?, journal: ClockReading? = nil, host: String = "worker-1",
    component: String = "kubelet", fields: [(String, String)] = [], path: String, _ number: Int = 1
  ) -> LogLine {
    LogLine(
      time: time, journalTime: journal, host: host, component: component, severity: nil, callSite: "",
      message: message, fields: fields.map { LogRecord.Field(key: $0.0, value: $0.1) }, signatures: ["s"],
      evidence: Evidence(path: path, line: number, text: message))
  }

  /// An artifact whose extents are those of its lines.
  static func log(
    _ path: String, _ lines: [LogLine], pairs: [ClockPair] = [], extents: [LogExtent]? = nil
  ) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: "journal-short")
    var log = LogFacts(lines: lines, extents: extents ?? [], clockPairs: pairs)
    if extents == nil, let first = lines.first, let last = lines.last,
      let from = first.journalTime ?? first.time, let to = last.journalTime ?? last.time
    {
      log.extents = [LogExtent(host: first.host, component: first.component, first: from, last: to)]
    }
    facts.log = log
    return facts
  }

  static func extent(
    _ first: ClockReading, _ last: ClockReading, host: String = "worker-1", component: String = "kubelet",
    gaps: [ClockReading] = []
  ) -> LogExtent {
    LogExtent(host: host, component: component, first: first, last: last, gaps: gaps)
  }

  static func date(_ text: String, node: String, _ reading: ClockReading, path: String) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: "date")
    facts.captureTimes = [
      CaptureTime(reading: reading, node: node, evidence: Evidence(path: path, line: 1, text: text))
    ]
    return facts
  }

  /// An object from nested members, e.g. `["kind": "Node", "metadata": ["name": "worker-1"]]`.
  static func object(_ root: Tree, artifact: String = "cluster/objects.yaml") throws -> KubernetesObject {
    guard let object = KubernetesObject(root.value, artifact: artifact) else { throw SampleError.noObject(artifact) }
    return object
  }

  static func node(_ name: String, hostname: String? = nil, addresses: [(String, String)] = []) throws
    -> KubernetesObject
  {
    try object([
      "kind": "Node",
      "metadata": ["name": .text(name), "labels": ["kubernetes.io/hostname": .text(hostname ?? name)]],
      "status": ["addresses": .list(addresses.map { ["type": .text($0.0), "address": .text($0.1)] })],
    ])
  }

  static func event(
    _ reason: String, on regarding: EntityReference, at time: String?, host: String = "", component: String = "kubelet"
  ) throws -> ClusterEvent {
    ClusterEvent(
      regarding: regarding, reason: reason, message: reason, isWarning: true, component: component, host: host,
      count: 1, time: try time.map { Span(try moment($0)) }, uid: "",
      evidence: [Evidence(path: "cluster/events.yaml", line: 1, text: reason)])
  }

  static func incident(
    _ facts: [ArtifactFacts], objects: [KubernetesObject] = [], events: [ClusterEvent] = []
  ) -> Incident {
    assembleIncident(BundleDescription(name: "bundle.tar.gz"), facts: facts, objects: objects, events: events)
  }
}

/// A document written as Swift literals.
indirect enum Tree: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
  case text(String)
  case list([Tree])
  case map([(String, Tree)])

  init(dictionaryLiteral elements: (String, Tree)...) { self = .map(elements) }
  init(arrayLiteral elements: Tree...) { self = .list(elements) }
  init(stringLiteral value: String) { self = .text(value) }

  var value: Model.Value {
    switch self {
    case .text(let text): Model.Value(.scalar(text, isText: false), line: 1)
    case .list(let items): Model.Value(.sequence(items.map(\.value)), line: 1)
    case .map(let members):
      Model.Value(.mapping(members.map { Model.Value.Member(key: $0.0, value: $0.1.value) }), line: 1)
    }
  }
}
