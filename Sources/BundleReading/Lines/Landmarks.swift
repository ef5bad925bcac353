import Model

/// Lines of moments that the API dates as well: a container starts or ends, the kubelet reports its node's state. They tell
/// how far the clock of a journal is from the kubelet's; of each log the latest few are remembered.
struct Landmarks {
  /// What such lines say.
  static let signatures = [
    LogSignature("landmark-container-started", component: "containerd", literals: ["StartContainer for "]),
    LogSignature("landmark-crio-started", component: "crio", literals: ["Started container"]),
    LogSignature(
      "landmark-container-state", component: "kubelet", callSites: ["kubelet.go"],
      literals: ["ContainerStarted", "ContainerDied"]),
    LogSignature(
      "landmark-node-event", component: "kubelet", callSites: ["kubelet_node_status.go"],
      literals: ["event message for node"]),
    LogSignature(
      "landmark-reclaim", component: "kubelet", callSites: ["eviction_manager.go"], literals: ["attempting to reclaim"]),
    LogSignature("landmark-oom-kill", component: "kernel", literals: ["oom-kill:constraint="]),
  ]

  /// Most lines remembered of one log.
  private static let most = 64

  private var latest: [LogLine] = []
  private var next = 0

  /// Whether a signature is one of these and not one that a failure mode asks for.
  static func isLandmark(_ signature: String) -> Bool { signature.hasPrefix("landmark-") }

  /// Remembers a line in the place of the oldest.
  mutating func take(_ line: LogLine) {
    if latest.count < Self.most {
      latest.append(line)
    } else {
      latest[next] = line
    }
    next = (next + 1) % Self.most
  }

  /// The lines in the order of the log.
  var lines: [LogLine] { latest.sorted { $0.evidence.line < $1.evidence.line } }
}
