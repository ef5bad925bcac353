import Model

/// Brings the times in objects that a kubelet with a wrong clock wrote to the common clock, as `Moment.bounds`. What the
/// API server and controllers wrote stays as it is.
func correctingNodeTimes(_ objects: [KubernetesObject], on clocks: ClockResolution) -> [KubernetesObject] {
  guard clocks.offsets.contains(where: { $0.offset != 0 }) else { return objects }
  return objects.map { object in
    guard let host = host(of: object), clocks.offset(ofNode: clocks.names.node(host: host)) != 0 else { return object }
    var object = object
    let node = clocks.names.node(host: host)
    object.root = corrected(object.root, path: [], kind: object.kind) { clocks.onCommonClock($0, node: node) }
    return object
  }
}

/// Logs with the times of their lines on the common clock: the runtime stamps them on the pod's node.
func correctingNodeTimes(
  _ logs: [ContainerLog], objects: [KubernetesObject], on clocks: ClockResolution
) -> [ContainerLog] {
  guard clocks.offsets.contains(where: { $0.offset != 0 }) else { return logs }
  var nodes: [EntityReference: String] = [:]
  for object in objects where object.kind == "Pod" { nodes[object.reference] = host(of: object) }
  return logs.map { log in
    guard var pod = log.container else { return log }
    pod.container = ""
    guard let node = nodes[pod].map({ clocks.names.node(host: $0) }), clocks.offset(ofNode: node) != 0 else {
      return log
    }
    var log = log
    func correct(_ lines: inout [ContainerLog.Line]) {
      for index in lines.indices { lines[index].time = lines[index].time.map { clocks.onCommonClock($0, node: node) } }
    }
    correct(&log.head)
    correct(&log.tail)
    correct(&log.notable)
    return log
  }
}

/// The host whose kubelet writes the object's status; nil where none does.
private func host(of object: KubernetesObject) -> String? {
  switch object.kind {
  case "Pod": object.string(at: "spec.nodeName")
  case "Node": object.name
  case "Lease" where object.namespace == "kube-node-lease": object.string(at: "spec.holderIdentity")
  default: nil
  }
}

/// Keys of times that kubelets write.
private let kubeletTimes: Set<String> = [
  "startTime", "startedAt", "finishedAt", "lastHeartbeatTime", "lastTransitionTime", "lastProbeTime", "renewTime",
  "acquireTime",
]
/// Conditions that the API server and controllers write.
private let otherConditions: Set<String> = ["PodScheduled", "DisruptionTarget", "NetworkUnavailable"]

private func corrected(_ value: Value, path: [String], kind: String, _ onCommon: (Moment) -> Moment) -> Value {
  // Status is shallow; what lies deeper is no time of a kubelet.
  guard path.count < 8 else { return value }
  switch value.content {
  case .null, .scalar: return value
  case .sequence(let items):
    return Value(.sequence(items.map { corrected($0, path: path, kind: kind, onCommon) }), line: value.line)
  case .mapping(let members):
    if path == ["status", "conditions"] {
      // The node controller writes `Unknown` where the kubelet is silent.
      let isOther = value["type"]?.string.map { otherConditions.contains($0) } == true
      if isOther || value["status"]?.string == "Unknown" { return value }
    }
    let changed = members.map { member -> Value.Member in
      if path.isEmpty, member.key != "status", kind != "Lease" || member.key != "spec" { return member }
      var member = member
      if kubeletTimes.contains(member.key), let moment = member.value.moment {
        member.value.content = .scalar(onCommon(moment).bounds, isText: true)
      } else {
        member.value = corrected(member.value, path: path + [member.key], kind: kind, onCommon)
      }
      return member
    }
    return Value(.mapping(changed), line: value.line)
  }
}
