/// containerd's journal of one node: logfmt lines of pods that come and go, and the removals of the reclaim.
struct ContainerdJournal {
  private let pods: [Pod]

  init(pods: [Pod]) {
    self.pods = pods
  }

  /// Appends one ordinary line.
  func line(at time: Int, random: inout SplitMix64, to bytes: inout [UInt8]) {
    guard !pods.isEmpty else {
      Self.header("info", time, "starting signal loop", to: &bytes)
      bytes.append(" namespace=k8s.io")
      return
    }
    let pod = pods[random.below(pods.count)]
    switch random.below(12) {
    case 0:
      Self.header("info", time, "StopPodSandbox for \\\"\(pod.sandboxID)\\\"", to: &bytes)
    case 1:
      Self.header("info", time, "TearDown network for sandbox \\\"\(pod.sandboxID)\\\" successfully", to: &bytes)
    case 2:
      Self.header("info", time, "StartContainer for \\\"\(pod.containerID)\\\"", to: &bytes)
    case 3:
      Self.header("info", time, "StartContainer for \\\"\(pod.containerID)\\\" returns successfully", to: &bytes)
    case 4:
      let metadata = "&ContainerMetadata{Name:\(pod.container),Attempt:0,}"
      Self.header(
        "info", time, "CreateContainer within sandbox \\\"\(pod.sandboxID)\\\" for container \(metadata)", to: &bytes)
    case 5:
      let metadata = "&PodSandboxMetadata{Name:\(pod.name),Uid:\(pod.uid),Namespace:\(pod.namespace),Attempt:0,}"
      Self.header("info", time, "RunPodSandbox for \(metadata)", to: &bytes)
    case 6:
      Self.header("info", time, "shim disconnected", to: &bytes)
      bytes.append(" id=\(pod.sandboxID)")
    case 7:
      Self.header("warning", time, "cleaning up after shim disconnected", to: &bytes)
      bytes.append(" id=\(pod.sandboxID) namespace=k8s.io")
    case 8:
      Self.header("info", time, "cleaning up dead shim", to: &bytes)
    case 9:
      Self.header(
        "info", time,
        "Container to stop \\\"\(pod.containerID)\\\" must be in running or unknown state, current state \\\"CONTAINER_EXITED\\\"",
        to: &bytes)
    case 10:
      Self.header("info", time, "starting signal loop", to: &bytes)
      bytes.append(
        " namespace=k8s.io path=/run/containerd/io.containerd.runtime.v2.task/k8s.io/\(pod.sandboxID) pid=40213 "
          + "runtime=io.containerd.runc.v2")
    default:
      Self.header("info", time, "Forcibly stopping sandbox \\\"\(pod.sandboxID)\\\"", to: &bytes)
    }
  }

  /// The removals of the reclaim on the first node, and the questions for logs that came afterwards.
  static func incident(of cluster: Cluster) -> [JournalWriter.Entry] {
    var entries: [JournalWriter.Entry] = []
    func add(_ level: String, _ time: Int, _ message: String, error: String = "") {
      var bytes: [UInt8] = []
      header(level, time, message, to: &bytes)
      entries.append(.init(time: time, message: String(decoding: bytes, as: UTF8.self) + error))
    }
    var time = Clock.reclaim + 3_000_000
    for victim in cluster.reclaimed {
      time += 9_000
      add("info", time, "RemoveContainer for \\\"\(victim.containerID)\\\"")
      add("info", time + 4_000, "RemoveContainer for \\\"\(victim.containerID)\\\" returns successfully")
    }
    time = Clock.end - 20 * Clock.microsecondsPerSecond
    for victim in cluster.reclaimed {
      time += 20_000
      add(
        "error", time - 700, "ContainerStatus for \\\"\(victim.containerID)\\\" failed",
        error: " error=\"rpc error: code = NotFound desc = an error occurred when try to find container "
          + "\\\"\(victim.containerID)\\\": not found\"")
    }
    return entries
  }

  /// For example `time="2026-03-14T10:20:00.123456789Z" level=info msg="…"`.
  private static func header(_ level: String, _ time: Int, _ message: String, to bytes: inout [UInt8]) {
    let seconds = time / Clock.microsecondsPerSecond
    bytes.append("time=\"2026-03-14T")
    bytes.appendDigits(seconds / 3600, width: 2)
    bytes.append(":")
    bytes.appendDigits(seconds / 60 % 60, width: 2)
    bytes.append(":")
    bytes.appendDigits(seconds % 60, width: 2)
    bytes.append(".")
    bytes.appendDigits(time % Clock.microsecondsPerSecond, width: 6)
    bytes.append("117Z\" level=")
    bytes.append(level)
    bytes.append(" msg=\"")
    bytes.append(message)
    bytes.append("\"")
  }
}
