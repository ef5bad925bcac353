import Model

/// A pod that the kubelet evicted because its node ran out of disk.
struct DiskEviction: Sendable {
  /// What a container was using, as the kubelet's message says. Counts writable layer and logs, never volumes, and lags
  /// by up to a minute: a small figure neither convicts nor clears.
  typealias Usage = EvictionMessage.Usage

  /// The pod; its object may be gone.
  var pod: EntityReference
  /// The pod's object where the bundle has it.
  var object: Pod?
  /// Its node; empty where nothing tells it.
  var node: String
  /// When; nil where only the pod's status tells of it.
  var time: Moment?
  /// What its containers used.
  var usages: [Usage]
  /// The line that states it.
  var evidence: Evidence

  /// Evictions for disk by pod status, Event and kubelet line; one a pod.
  static func all(in incident: Incident) -> [DiskEviction] {
    var found: [DiskEviction] = []
    var offsets: [String: Int] = [:]
    func known(_ pod: EntityReference) -> Int? {
      offsets[pod.path].flatMap { found[$0].pod.isSameObject(as: pod) ? $0 : nil }
    }
    func add(_ eviction: DiskEviction) {
      if let known = known(eviction.pod) {
        // The kubelet's line is finer than the Event, whose whole second may lie before the pass it belongs to.
        if let time = eviction.time, found[known].time.map({ time.precision < $0.precision }) ?? true {
          found[known].time = time
        }
        if found[known].usages.isEmpty { found[known].usages = eviction.usages }
        if found[known].node.isEmpty { found[known].node = eviction.node }
      } else {
        offsets[eviction.pod.path] = found.count
        found.append(eviction)
      }
    }
    for pod in incident.index.pods where pod.reason == "Evicted" && isForDisk(pod.message) {
      guard let evidence = pod.object.evidence(at: "status.message") else { continue }
      add(
        DiskEviction(
          pod: pod.reference, object: pod, node: pod.nodeName, time: nil, usages: usages(in: pod.message),
          evidence: evidence))
    }
    for event in incident.events where event.reason == "Evicted" && isForDisk(event.message) {
      guard let evidence = event.evidence.first else { continue }
      let object = incident.index.pod(event.regarding)
      add(
        DiskEviction(
          pod: object?.reference ?? event.regarding.object, object: object, node: object?.nodeName ?? event.host,
          time: event.time?.from, usages: usages(in: event.message), evidence: evidence))
    }
    for record in incident.records(EvictionSignatures.evicted) {
      guard let name = ReclaimCycle.pods(in: record).first else { continue }
      let object = incident.index.pod(name.reference)
      let isKnown = known(object?.reference ?? name.reference) != nil
      // The line does not name the resource: without a status or Event it counts only next to a pass for disk.
      guard isKnown || (object == nil && isAfterDiskReclaim(record, in: incident)) else { continue }
      add(
        DiskEviction(
          pod: object?.reference ?? name.reference, object: object, node: record.source.node, time: record.time,
          usages: [], evidence: record.evidence))
    }
    return found.sorted {
      ($0.time?.instant.nanoseconds ?? .max, $0.pod) < ($1.time?.instant.nanoseconds ?? .max, $1.pod)
    }
  }

  private static func isAfterDiskReclaim(_ record: LogRecord, in incident: Incident) -> Bool {
    guard let time = record.time else { return false }
    let last = incident.records(EvictionSignatures.reclaim).last { reclaim in
      reclaim.source.node == record.source.node && reclaim.time.map { $0 <= time } == true
    }
    return last.map { ReclaimCycle.isDiskResource(ReclaimCycle.reclaimedResource($0)) } ?? false
  }

  /// `The node was low on resource: ephemeral-storage. …` (also `inodes`): pressure, not the pod's own limit.
  static func isForDisk(_ message: String) -> Bool {
    EvictionMessage(message).map { ReclaimCycle.isDiskResource($0.resource) } ?? false
  }

  /// `The node was low on resource: inodes. …`
  var isForInodes: Bool {
    EvictionMessage(evidence.text).map { $0.resource.hasPrefix("inodes") || $0.resource.hasSuffix("inodesFree") }
      ?? false
  }

  private static func usages(in message: String) -> [Usage] { EvictionMessage(message)?.usages ?? [] }
}
