import Model

/// An Event as `v1` has it, from the merged one.
enum EventObject {
  /// `number` tells Events without a name apart: they are kept without it. `apiVersion` is that of the object it is about.
  static func value(_ event: ClusterEvent, number: Int, apiVersion: String?) -> Value {
    let regarding = event.regarding
    let namespace = regarding.namespace.isEmpty ? "default" : regarding.namespace
    // kubelets write their node's name as its uid, and old kubectls look for that.
    let uid = regarding.uid.isEmpty && regarding.kind == "Node" ? regarding.name : regarding.uid
    // A client would show the age of an unknown year.
    let time = event.time.flatMap { $0.to.instant.isYearKnown ? $0 : nil }
    let first = time.map { Value.text($0.from.instant.rfc3339(.second)) }
    let last = time.map { Value.text($0.to.instant.rfc3339(.second)) }
    let field = regarding.container.isEmpty ? nil : Value.text("spec.containers{\(regarding.container)}")
    return .object([
      "apiVersion": .text("v1"), "kind": .text("Event"),
      "metadata": .object([
        "name": .text("\(regarding.name).\(String(number, radix: 16))"), "namespace": .text(namespace),
        "uid": event.uid.isEmpty ? nil : .text(event.uid), "creationTimestamp": first ?? Value(.null, line: 0),
      ]),
      "involvedObject": .object([
        "kind": .text(regarding.kind), "namespace": regarding.namespace.isEmpty ? nil : .text(regarding.namespace),
        "name": .text(regarding.name), "uid": uid.isEmpty ? nil : .text(uid), "fieldPath": field,
        "apiVersion": apiVersion.map(Value.text),
      ]),
      "reason": .text(event.reason), "message": .text(event.message),
      "type": .text(event.isWarning ? "Warning" : "Normal"), "count": .number(event.count),
      "source": .object([
        "component": .text(event.component), "host": event.host.isEmpty ? nil : .text(event.host),
      ]),
      "reportingComponent": .text(event.component), "reportingInstance": .text(event.host),
      "firstTimestamp": first ?? Value(.null, line: 0), "lastTimestamp": last ?? Value(.null, line: 0),
    ])
  }
}
