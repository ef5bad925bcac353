import Model

/// A resource of a node, other than its disk, that the kubelet guards by evicting pods.
enum PressedResource: String, CaseIterable, Sendable {
  case memory, pids

  /// The node's condition.
  var condition: String { self == .memory ? "MemoryPressure" : "PIDPressure" }
  /// Reason of the Event with which the kubelet reports the condition.
  var reported: String { self == .memory ? "NodeHasInsufficientMemory" : "NodeHasInsufficientPID" }
  /// Name of the taint below `node.kubernetes.io/`.
  var taint: String { self == .memory ? "memory-pressure" : "pid-pressure" }
  /// Failure mode of the condition.
  var state: String { self == .memory ? "node-memory-pressure" : "node-pid-pressure" }
  /// Failure mode of whoever uses it up.
  var fault: String { self == .memory ? "node-pressure-eviction-memory" : "node-pressure-eviction-pid" }
  /// For sentences.
  var noun: String { self == .memory ? "memory" : "process ids" }

  /// The resource of a reclaim line or Event, e.g. `memory`, `memory.available`, `allocatableMemory.available`, `pids`.
  init?(reclaimed name: some StringProtocol) {
    switch name {
    case "memory", "memory.available", "allocatableMemory.available": self = .memory
    case "pids", "pid.available": self = .pids
    default: return nil
    }
  }
}
