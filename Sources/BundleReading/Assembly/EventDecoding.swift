import Model

extension ClusterEvent {
  /// An Event object of `v1` or `events.k8s.io`, whose fields have different names; nil for any other kind.
  init?(from object: KubernetesObject) {
    guard object.kind == "Event",
      object.apiVersion.isEmpty || object.apiVersion == "v1" || object.apiVersion.hasPrefix("events.k8s.io/")
    else { return nil }
    let root = object.root
    guard let regarding = root.present("regarding") ?? root.present("involvedObject") else { return nil }
    let messageField = root["message"] == nil && root["note"] != nil ? "note" : "message"
    let time = Self.span(of: object)
    self.init(
      regarding: Self.reference(regarding),
      reason: root["reason"]?.string ?? "",
      message: Self.withoutPrefix(root[messageField]?.string ?? ""),
      isWarning: root["type"]?.string == "Warning",
      component: Self.component(of: root),
      host: Self.host(of: root),
      count: max(Self.count(of: root), 1),
      time: time,
      uid: object.uid,
      evidence: [
        object.evidence(at: messageField, time: time?.from) ?? object.evidence(at: "reason", time: time?.from)
          ?? object.evidence
      ])
    age = root[ObjectTree.undatedAge]?.string.flatMap { AgeText($0) }?.nanoseconds
  }

  /// The kubelet's and the API server's mark on a message that stands for several alike.
  private static func withoutPrefix(_ message: String) -> String {
    let prefix = "(combined from similar events): "
    return message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
  }

  private static func reference(_ value: Value) -> EntityReference {
    let kind = value["kind"]?.string ?? ""
    let name = value["name"]?.string ?? ""
    let uid = value["uid"]?.string ?? ""
    return EntityReference(
      kind: kind,
      // Events about a node stand in namespace `default`, which is the Event's and not the node's.
      namespace: kind == "Node" ? "" : value["namespace"]?.string ?? "",
      name: name,
      container: container(value["fieldPath"]?.string ?? ""),
      // The kubelet does not know its node's uid and writes the name in its place.
      uid: kind == "Node" && uid == name ? "" : uid)
  }

  /// The container of a field path such as `spec.containers{api}`; empty for any other path.
  private static func container(_ fieldPath: String) -> String {
    guard let open = fieldPath.utf8.firstIndex(of: UInt8(ascii: "{")), fieldPath.hasSuffix("}") else { return "" }
    return String(fieldPath[fieldPath.utf8.index(after: open)...].dropLast())
  }

  private static func component(of root: Value) -> String {
    [
      root.value(at: "source.component"), root["reportingComponent"], root["reportingController"],
      root.value(at: "deprecatedSource.component"),
    ].lazy.compactMap { $0?.string }.first { !$0.isEmpty } ?? ""
  }

  /// The node on which the component runs. A `reportingInstance` is one only for the kubelet; a scheduler's is its pod.
  private static func host(of root: Value) -> String {
    let source = root.value(at: "source.host")?.string ?? root.value(at: "deprecatedSource.host")?.string ?? ""
    guard source.isEmpty, component(of: root) == "kubelet" else { return source }
    return root["reportingInstance"]?.string ?? ""
  }

  private static func count(of root: Value) -> Int {
    [root["count"], root.value(at: "series.count"), root["deprecatedCount"]].compactMap { $0?.integer }.max() ?? 1
  }

  /// First to last time, each from the best field that is not null.
  fileprivate static func span(of object: KubernetesObject) -> Span? {
    let eventTime = object.moment(at: "eventTime")
    let first = object.moment(at: "firstTimestamp") ?? object.moment(at: "deprecatedFirstTimestamp")
    let last =
      object.moment(at: "lastTimestamp") ?? object.moment(at: "series.lastObservedTime")
      ?? object.moment(at: "deprecatedLastTimestamp")
    guard let end = last ?? eventTime ?? first ?? object.created else { return nil }
    return Span(first ?? eventTime ?? end, end)
  }
}

extension KubernetesObject {
  /// Whether it is an Event that says when; texts only tell its age.
  var isDatedEvent: Bool { kind == "Event" && ClusterEvent.span(of: self) != nil }

  fileprivate func moment(at path: String) -> Moment? { root.value(at: path)?.moment }
}

extension Value {
  fileprivate func present(_ key: String) -> Value? { self[key].flatMap { $0.isNull ? nil : $0 } }
}
