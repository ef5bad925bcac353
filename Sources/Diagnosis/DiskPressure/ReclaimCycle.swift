import Model

/// One pass of a kubelet's eviction manager: threshold met, garbage collection, and eviction if that was not enough.
struct ReclaimCycle: Sendable {
  /// A container that was deleted during the pass.
  struct RemovedContainer: Sendable {
    var id: String
    var time: Moment
    var evidence: Evidence
  }

  /// A pod that was evicted in the pass.
  struct EvictedPod: Sendable {
    var pod: PodName
    var time: Moment?
    var evidence: Evidence
  }

  /// The node; empty where the journal does not tell.
  var node: String
  /// `ephemeral-storage` or `inodes`; empty where only what follows the threshold is in the journal.
  var resource: String
  /// When the threshold was met.
  var time: Moment
  /// The line or Event that opens the pass.
  var evidence: [Evidence]
  /// Whether the kubelet's journal tells of it; else only an Event does.
  var isFromJournal: Bool
  /// The kubelet set out to delete all finished containers.
  var containerCollection: LogRecord?
  /// The kubelet set out to delete unused images.
  var imageCollection: LogRecord?
  /// Containers that were deleted from here to the next pass.
  var removedContainers: [RemovedContainer] = []
  /// Images that were deleted.
  var removedImages: [LogRecord] = []
  /// Collection was enough.
  var relieved: LogRecord?
  /// Collection was not enough.
  var mustEvict: LogRecord?
  /// The order in which pods would be evicted.
  var ranking: LogRecord?
  /// Pods that were evicted.
  var evicted: [EvictedPod] = []
  /// There was nothing left to evict.
  var exhausted: LogRecord?
  /// The last line of the pass.
  var end: Moment

  /// Longest time from the threshold to the last line of a pass: pods get 30 s to be cleaned up, stats are a minute old.
  static let longest = seconds(120)

  /// The passes that a node's kubelet wrote down, in time order.
  static func all(in records: [LogRecord], node: String) -> [ReclaimCycle] {
    var cycles: [ReclaimCycle] = []
    var isDisk = false
    for record in records {
      guard let time = record.time else { continue }
      if record.signatures.contains(EvictionSignatures.reclaim) {
        let resource = reclaimedResource(record)
        isDisk = isDiskResource(resource)
        if isDisk { cycles.append(ReclaimCycle(node: node, resource: resource, opening: record, time)) }
        continue
      }
      let isContinuation =
        isDisk && cycles.last.map { time.instant.nanoseconds(since: $0.time.instant) < longest } == true
      if !isContinuation {
        // The opening line is cut off; this one is written only when disk is reclaimed.
        guard record.signatures.contains(EvictionSignatures.containerCollection) else { continue }
        isDisk = true
        cycles.append(ReclaimCycle(node: node, resource: "", opening: record, time))
      }
      if !cycles.isEmpty { cycles[cycles.count - 1].take(record, time) }
    }
    return cycles
  }

  private init(node: String, resource: String, opening record: LogRecord, _ time: Moment) {
    self.node = node
    self.resource = resource
    self.time = time
    evidence = [record.evidence]
    isFromJournal = true
    end = time
  }

  /// A pass of which only the node's Event `EvictionThresholdMet` tells.
  init(node: String, resource: String, event: ClusterEvent, time: Moment) {
    self.node = node
    self.resource = resource
    self.time = time
    evidence = Array(event.evidence.prefix(1))
    isFromJournal = false
    end = time
  }

  private mutating func take(_ record: LogRecord, _ time: Moment) {
    for signature in record.signatures {
      switch signature {
      case EvictionSignatures.containerCollection: containerCollection = containerCollection ?? record
      case EvictionSignatures.imageCollection: imageCollection = imageCollection ?? record
      case EvictionSignatures.imageRemoved: removedImages.append(record)
      case EvictionSignatures.relieved: relieved = record
      case EvictionSignatures.mustEvict: mustEvict = record
      case EvictionSignatures.ranking: ranking = record
      case EvictionSignatures.noneActive, EvictionSignatures.noneEvictable: exhausted = record
      case EvictionSignatures.evicted:
        if let pod = Self.pods(in: record).first {
          evicted.append(EvictedPod(pod: pod, time: time, evidence: record.evidence))
        }
      default: continue
      }
      end = max(end, time)
    }
  }

  /// The pods that a kubelet line names, in any of its spellings.
  static func pods(in record: LogRecord) -> [PodName] {
    let named = (record.field("pods") ?? record.field("pod")).map { PodName.all(in: $0) } ?? []
    return named.isEmpty ? PodName.all(in: record.message) : named
  }

  /// `resourceName="ephemeral-storage"` since 1.21, the last word before.
  static func reclaimedResource(_ record: LogRecord) -> String {
    if let name = record.field("resourceName") { return name }
    return record.message.split(separator: " ").last.map(String.init) ?? ""
  }

  /// Whether a resource of the eviction manager is a filesystem's: bytes or inodes.
  static func isDiskResource(_ resource: String) -> Bool {
    resource == "ephemeral-storage" || resource == "inodes" || resource.hasPrefix("nodefs")
      || resource.hasPrefix("imagefs") || resource.hasPrefix("containerfs")
  }
}
