/// A pod of the generated cluster.
struct Pod {
  /// What it is there for.
  enum Role {
    /// A replica of a Deployment, running.
    case replica
    /// Of a Job, completed before the journals' end.
    case finished
    /// Of the Job that fills the disk; evicted.
    case culprit
    /// A replica that the kubelet evicted first.
    case evicted
    /// A replica that was refused while the node had disk pressure.
    case refused
  }

  var role: Role
  var namespace: String
  /// The Job's, or the Deployment's.
  var workload: String
  /// The ReplicaSet's, or the Job's.
  var owner: String
  var ownerUID: String
  var name: String
  var uid: String
  var container: String
  var containerID: String
  var sandboxID: String
  var node: Int
  /// Microseconds since midnight.
  var created: Int

  /// As the kubelet writes it: `name_namespace(uid)`.
  var kubeletName: String { "\(name)_\(namespace)(\(uid))" }
}

/// Everything that the files of the bundle agree on.
struct Cluster {
  static let namespaces = ["billing", "catalog", "checkout", "ledger", "media", "nightly", "payments", "search"]
  private static let services = ["api", "cache", "frontend", "gateway", "indexer", "queue-worker", "session", "sync"]
  private static let tasks = ["archive", "compact", "invoice", "mail-digest", "reindex", "rollup", "thumbnail"]

  var nodes: [String]
  var pods: [Pod]

  /// `podCount` pods on `nodeCount` nodes. On the first node a Job fills the disk.
  init(podCount: Int, nodeCount: Int, random: inout SplitMix64) {
    nodes = (1...nodeCount).map { "node-\(Clock.padded($0, 3))" }
    pods = []
    let victims = 6
    var ownerUIDs: [String: String] = [:]
    for index in 0..<podCount {
      let role: Pod.Role =
        index == 0
        ? .culprit : index == 1 ? .evicted : index < victims ? .refused : index % 5 < 2 ? .finished : .replica
      let namespace = role == .culprit ? "nightly" : Self.namespaces[random.below(Self.namespaces.count)]
      let workload: String
      let owner: String
      let name: String
      switch role {
      case .culprit:
        workload = "ledger-export"
        owner = workload
        name = "\(owner)-\(random.suffix(5))"
      case .finished:
        workload = "\(Self.tasks[random.below(Self.tasks.count)])-\(index)"
        owner = workload
        name = "\(owner)-\(random.suffix(5))"
      case .replica, .evicted, .refused:
        workload = Self.services[random.below(Self.services.count)]
        owner = "\(workload)-\(fingerprint(of: workload + namespace))"
        name = "\(owner)-\(random.suffix(5))"
      }
      let ownerUID = ownerUIDs["\(namespace)/\(owner)"] ?? random.uid()
      ownerUIDs["\(namespace)/\(owner)"] = ownerUID
      let created: Int
      switch role {
      case .culprit: created = Clock.reclaim - 90 * Clock.microsecondsPerSecond
      case .refused: created = Clock.reclaim + (index + 1) * Clock.microsecondsPerSecond
      case .finished, .replica, .evicted:
        created = Clock.start + random.below(Clock.reclaim - Clock.start - 300 * Clock.microsecondsPerSecond)
      }
      pods.append(
        Pod(
          role: role, namespace: namespace, workload: workload, owner: owner, ownerUID: ownerUID, name: name,
          uid: random.uid(), container: role == .culprit ? "export" : "main", containerID: random.containerID(),
          sandboxID: random.containerID(), node: index < victims ? 0 : random.below(nodeCount), created: created))
    }
  }

  /// Finished pods of the first node: their containers fall to the reclaim.
  var reclaimed: [Pod] {
    pods.filter { $0.node == 0 && $0.role == .finished }
  }

  func pods(on node: Int) -> [Pod] {
    pods.filter { $0.node == node }
  }

  func pods(in namespace: String) -> [Pod] {
    pods.filter { $0.namespace == namespace }
  }
}

/// Ten characters that stay the same for the same text, as a ReplicaSet's template hash.
private func fingerprint(of text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  var random = SplitMix64(seed: hash)
  return random.suffix(10)
}
