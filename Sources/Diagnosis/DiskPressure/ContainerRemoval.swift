import Model

/// A line that tells of the removal of one container.
struct ContainerRemoval: Sendable {
  /// The node that wrote it; empty where nothing tells it.
  var node: String
  /// Container id without scheme.
  var id: String
  /// When.
  var time: Moment
  /// Whether the runtime states the deletion. The kubelet's own line also stands at every normal exit.
  var isDeletion: Bool
  /// The line.
  var evidence: Evidence

  /// All removals, one a container and kind of line and time, in time order.
  static func all(in incident: Incident) -> [ContainerRemoval] {
    let results =
      incident.records(EvictionSignatures.runtimeRemoved) + incident.records(EvictionSignatures.crioRemoved)
    let runtime = results.compactMap { record -> ContainerRemoval? in
      // containerd writes the request and its result; CRI-O only the result. Failures carry an error.
      let isResult = record.message.hasSuffix("returns successfully") || record.message.hasPrefix("Removed container ")
      guard isResult, let time = record.time, let id = ContainerID.all(in: record.message).first else { return nil }
      return ContainerRemoval(
        node: record.source.node, id: id, time: time, isDeletion: true, evidence: record.evidence)
    }
    let kubelet = incident.records(EvictionSignatures.kubeletRemoved).compactMap { record -> ContainerRemoval? in
      let text = record.field("containerID") ?? record.message
      guard let time = record.time, let id = ContainerID.all(in: text).first else { return nil }
      return ContainerRemoval(
        node: record.source.node, id: id, time: time, isDeletion: false, evidence: record.evidence)
    }
    return (runtime + kubelet).sorted { ($0.time, $0.evidence) < ($1.time, $1.evidence) }
  }
}
