/// The kubelet's journal of one node: the lines of an ordinary day, in the proportions of a real node, and the reclaim.
struct KubeletJournal {
  private let pods: [Rendered]
  private let token = "default-token-x7k2p"

  /// What lines say of a pod, as bytes.
  private struct Rendered {
    var name: [UInt8]
    var kubeletName: [UInt8]
    var uid: [UInt8]
    var containerID: [UInt8]
    var sandboxID: [UInt8]
    var logPath: [UInt8]
  }

  init(pods: [Pod]) {
    self.pods = pods.map {
      Rendered(
        name: Array($0.name.utf8), kubeletName: Array($0.kubeletName.utf8), uid: Array($0.uid.utf8),
        containerID: Array($0.containerID.utf8), sandboxID: Array($0.sandboxID.utf8),
        logPath: Array("/var/log/pods/\($0.namespace)_\($0.name)_\($0.uid)/\($0.container)/0.log".utf8))
    }
  }

  /// Appends one ordinary line.
  func line(at time: Int, random: inout SplitMix64, to bytes: inout [UInt8]) {
    let pod = pods.isEmpty ? nil : pods[random.below(pods.count)]
    guard let pod else {
      header("I", time, "setters.go:86", to: &bytes)
      bytes.append("Using node IP: \"10.20.0.11\"")
      return
    }
    switch random.below(100) {
    case 0..<18:
      header("I", time, "watcher.go:95", to: &bytes)
      bytes.append("Error while processing event (\"/sys/fs/cgroup/pids/kubepods/besteffort/pod")
      bytes += pod.uid
      bytes.append("\": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch: no such file or directory")
    case 18..<32:
      header("I", time, "kubelet.go:1926", to: &bytes)
      bytes.append("SyncLoop (PLEG): \"")
      bytes += pod.kubeletName
      bytes.append("\", event: &pleg.PodLifecycleEvent{ID:\"")
      bytes += pod.uid
      bytes.append(
        random.below(2) == 0 ? "\", Type:\"ContainerStarted\", Data:\"" : "\", Type:\"ContainerDied\", Data:\"")
      bytes += pod.containerID
      bytes.append("\"}")
    case 32..<40:
      header("I", time, "manager.go:949", to: &bytes)
      bytes.append("Destroyed container: \"/kubepods/besteffort/pod")
      bytes += pod.uid
      bytes.append("/")
      bytes += pod.containerID
      bytes.append("\" (aliases: [], namespace: \"\")")
    case 40..<48:
      header("I", time, "kubelet.go:1888", to: &bytes)
      bytes.append("SyncLoop (ADD, \"api\"): \"")
      bytes += pod.kubeletName
      bytes.append("\"")
    case 48..<55:
      header("I", time, "logs.go:317", to: &bytes)
      bytes.append("Finish parsing log file \"")
      bytes += pod.logPath
      bytes.append("\"")
    case 55..<61:
      header("I", time, "reconciler.go:224", to: &bytes)
      volume("operationExecutor.VerifyControllerAttachedVolume started", pod, to: &bytes)
    case 61..<67:
      header("I", time, "operation_generator.go:672", to: &bytes)
      volume("MountVolume.SetUp succeeded", pod, to: &bytes)
    case 67..<73:
      header("I", time, "kuberuntime_manager.go:439", to: &bytes)
      bytes.append("No sandbox for pod \"")
      bytes += pod.kubeletName
      bytes.append("\" can be found. Need to start a new one")
    case 73..<79:
      header("I", time, "reconciler.go:319", to: &bytes)
      bytes.append("Volume detached for volume \"\(token)\" (UniqueName: \"kubernetes.io/secret/")
      bytes += pod.uid
      bytes.append("-\(token)\") on node \"\" DevicePath \"\"")
    case 79..<85:
      header("W", time, "pod_container_deletor.go:79", to: &bytes)
      bytes.append("Container \"")
      bytes += pod.sandboxID
      bytes.append("\" not found in pod's containers")
    case 85..<91:
      header("I", time, "topology_manager.go:187", to: &bytes)
      bytes.append("[topologymanager] Topology Admit Handler")
    case 91..<95:
      // Written at each ordinary exit: looks like a reclaim, and is none.
      header("I", time, "scope.go:95", to: &bytes)
      bytes.append("[topologymanager] RemoveContainer - Container ID: ")
      bytes += pod.containerID
    case 95..<98:
      header("I", time, "kuberuntime_container.go:636", to: &bytes)
      bytes.append("Killing container \"containerd://")
      bytes += pod.containerID
      bytes.append("\" with a 30 second grace period")
    default:
      header("I", time, "setters.go:86", to: &bytes)
      bytes.append("Using node IP: \"10.20.0.11\"")
    }
  }

  /// The reclaim on the first node, what it evicted, and the questions for logs that came afterwards.
  static func incident(of cluster: Cluster) -> [JournalWriter.Entry] {
    var time = Clock.reclaim
    var entries: [JournalWriter.Entry] = []
    func add(_ severity: String, _ site: String, _ text: String, after delay: Int = 35) {
      time += delay
      var bytes: [UInt8] = []
      header(severity, time, site, to: &bytes)
      entries.append(.init(time: time, message: String(decoding: bytes, as: UTF8.self) + text))
    }
    func evict(_ pod: Pod) {
      let ranked = ([pod] + cluster.pods(on: 0).filter { $0.role == .replica }.prefix(8)).map(\.kubeletName)
      add("W", "eviction_manager.go:344", "eviction manager: attempting to reclaim ephemeral-storage", after: 3_000_000)
      add("I", "container_gc.go:85", "attempting to delete unused containers")
      if pod.role == .evicted {
        for victim in cluster.reclaimed {
          add(
            "I", "scope.go:95", "[topologymanager] RemoveContainer - Container ID: \(victim.containerID)", after: 9_000)
        }
      }
      add("I", "image_gc_manager.go:321", "attempting to delete unused images", after: 80_000)
      add("I", "eviction_manager.go:355", "eviction manager: must evict pod(s) to reclaim ephemeral-storage")
      add(
        "I", "eviction_manager.go:373",
        "eviction manager: pods ranked for eviction: \(ranked.joined(separator: ", "))")
      add(
        "I", "eviction_manager.go:589", "eviction manager: pod \(pod.kubeletName) is evicted successfully",
        after: 150_000)
      add(
        "I", "eviction_manager.go:204",
        "eviction manager: pods \(pod.kubeletName) evicted, waiting for pod to be cleaned up")
    }
    for pod in cluster.pods where pod.role == .evicted { evict(pod) }
    for pod in cluster.pods where pod.role == .refused {
      add(
        "W", "eviction_manager.go:173", "Failed to admit pod \(pod.kubeletName) - node has conditions: [DiskPressure]",
        after: 400_000)
    }
    for pod in cluster.pods where pod.role == .culprit {
      evict(pod)
      add(
        "I", "eviction_manager.go:416", "eviction manager: pods \(pod.kubeletName) successfully cleaned up",
        after: 2_000_000)
    }
    time = Clock.end - 20 * Clock.microsecondsPerSecond
    for victim in cluster.reclaimed {
      add(
        "E", "remote_runtime.go:332",
        "ContainerStatus \"\(victim.containerID)\" from runtime service failed: rpc error: code = NotFound desc = an error "
          + "occurred when try to find container \"\(victim.containerID)\": not found", after: 20_000)
    }
    return entries
  }

  private func volume(_ what: String, _ pod: Rendered, to bytes: inout [UInt8]) {
    bytes.append(what)
    bytes.append(" for volume \"\(token)\" (UniqueName: \"kubernetes.io/secret/")
    bytes += pod.uid
    bytes.append("-\(token)\") pod \"")
    bytes += pod.name
    bytes.append("\" (UID: \"")
    bytes += pod.uid
    bytes.append("\")")
  }

  private func header(_ severity: String, _ time: Int, _ site: String, to bytes: inout [UInt8]) {
    Self.header(severity, time, site, to: &bytes)
  }

  /// For example `I0314 10:20:00.123456     912 kubelet.go:1926] `, as klog.
  private static func header(_ severity: String, _ time: Int, _ site: String, to bytes: inout [UInt8]) {
    let seconds = time / Clock.microsecondsPerSecond
    bytes.append(severity)
    bytes.append("0314 ")
    bytes.appendDigits(seconds / 3600, width: 2)
    bytes.append(":")
    bytes.appendDigits(seconds / 60 % 60, width: 2)
    bytes.append(":")
    bytes.appendDigits(seconds % 60, width: 2)
    bytes.append(".")
    bytes.appendDigits(time % Clock.microsecondsPerSecond, width: 6)
    bytes.append("     912 ")
    bytes.append(site)
    bytes.append("] ")
  }
}
