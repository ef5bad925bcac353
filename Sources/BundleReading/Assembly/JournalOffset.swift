import Model

/// Estimates how far the clock of a node's journals is from that of its kubelet, from moments that the kubelet wrote into
/// the API and a journal shows too: starts and ends of containers, reclaims, reports of the node's state.
///
/// Both are one clock on most nodes. They differ where journals were taken from elsewhere, or a time service set the clock
/// between the two.
struct JournalOffset {
  /// Two readings of one moment.
  private struct Sighting {
    /// The journal's less the API's, in nanoseconds.
    var difference: Int64
    var moment: String
  }

  private var containers: [String: [Instant]] = [:]
  private var nodeEvents: [String: [Instant]] = [:]
  private let names: NodeNames

  /// Lines follow their moment within this.
  private static let longestLag: Int64 = 3 * .second
  /// Smaller offsets are lost among delays.
  private static let least: Int64 = 20 * .second
  private static let leastMoments = 3

  init(objects: [KubernetesObject], events: [ClusterEvent], names: NodeNames) {
    self.names = names
    for event in events where event.component == "kubelet" && event.regarding.kind == "Node" {
      guard let time = event.time else { continue }
      let node = names.node(host: event.host.isEmpty ? event.regarding.name : event.host)
      nodeEvents["\(event.reason) \(node)", default: []] += [time.from.instant, time.to.instant]
    }
    for pod in objects.lazy.filter({ $0.kind == "Pod" }).map({ Pod($0) }) {
      for status in pod.containerStatuses {
        if let since = status.runningSince {
          containers["start \(status.containerID)", default: []].append(since.instant)
        }
        for end in [status.terminated, status.lastTermination].compactMap({ $0 }) where !end.containerID.isEmpty {
          if let started = end.value["startedAt"]?.moment {
            containers["start \(end.containerID)", default: []].append(started.instant)
          }
          if let finished = end.finished { containers["end \(end.containerID)", default: []].append(finished.instant) }
        }
      }
    }
  }

  /// An offset, and where it shows.
  struct Found {
    var skew: ClockSkew
    /// Folders of the journals that show it.
    fileprivate(set) var folders: Set<Substring>

    /// Whether an artifact shows the same clock: it lies in a folder of such journals, or among its node's own files.
    func applies(to artifact: String, of node: String) -> Bool {
      folders.contains(folder(of: artifact)) || PathHints.node(artifact) == node
    }
  }

  /// By node; nodes whose journals agree with the API, or of which nothing tells, are absent. `moment` dates a line by the
  /// journal's own clock.
  func estimate(_ facts: [ArtifactFacts], moment: (LogLine) -> Moment?) -> [String: Found] {
    guard !containers.isEmpty || !nodeEvents.isEmpty else { return [:] }
    var sightings: [String: [Sighting]] = [:]
    var folders: [String: Set<Substring>] = [:]
    for artifact in facts where artifact.format != SystemctlStatus.name {
      guard let log = artifact.log else { continue }
      for line in log.landmarks {
        let node = names.node(host: line.host, component: line.component)
        guard !node.isEmpty, let key = key(of: line, node: node),
          let instants = containers[key] ?? nodeEvents[key], let shown = moment(line)
        else { continue }
        folders[node, default: []].insert(folder(of: artifact.path))
        for instant in Set(instants) {
          sightings[node, default: []].append(
            Sighting(
              difference: shown.instant.nanoseconds(since: instant), moment: "\(key) \(instant.nanoseconds)"))
        }
      }
    }
    var found: [String: Found] = [:]
    for (node, sightings) in sightings {
      if let skew = Self.skew(sightings) { found[node] = Found(skew: skew, folders: folders[node] ?? []) }
    }
    return found
  }

  /// The moment that a line shows.
  private func key(of line: LogLine, node: String) -> String? {
    let text = line.evidence.text
    switch line.component {
    case "kubelet" where line.message.contains("attempting to reclaim"): return "EvictionThresholdMet \(node)"
    case "kubelet" where text.contains("ecording "):
      guard let reason = line.field("event") ?? Self.reportedState(in: line.message) else { return nil }
      return "\(reason) \(node)"
    case "kubelet" where text.contains("ContainerStarted"):
      return ContainerID.all(in: text).last.map { "start \($0)" }
    case "kubelet" where text.contains("ContainerDied"): return ContainerID.all(in: text).last.map { "end \($0)" }
    case "containerd" where text.contains("StartContainer for "), "crio" where text.contains("Started container"):
      return ContainerID.all(in: text).first.map { "start \($0)" }
    case "kernel" where text.contains("oom-kill:"):
      return ContainerID.all(in: text).last.map { "end \($0)" }
    default: return nil
    }
  }

  /// `Recording NodeHasDiskPressure event message for node worker-1`, as kubelets wrote before 1.21.
  private static func reportedState(in message: String) -> String? {
    let words = message.split(separator: " ")
    guard words.count > 2, words[0] == "Recording" || words[0] == "recording" else { return nil }
    return String(words[1])
  }

  /// The offset on which most moments agree: each of them has several lines at times of its own, of which one belongs to it.
  private static func skew(_ sightings: [Sighting]) -> ClockSkew? {
    let sorted = sightings.sorted { $0.difference < $1.difference }
    let all = Set(sorted.map(\.moment)).count
    var best: (moments: Set<String>, differences: [Int64]) = ([], [])
    var start = 0
    for end in sorted.indices {
      while sorted[end].difference - sorted[start].difference > longestLag { start += 1 }
      let moments = Set(sorted[start...end].map(\.moment))
      if moments.count > best.moments.count { best = (moments, sorted[start...end].map(\.difference)) }
    }
    guard best.moments.count >= leastMoments, best.moments.count * 10 >= all * 6, let offset = best.differences.min(),
      abs(offset) >= least
    else { return nil }
    let agreeing = Set(sorted.lazy.filter { abs($0.difference) <= longestLag }.map(\.moment))
    guard agreeing.count * 2 < best.moments.count else { return nil }
    return ClockSkew(
      offset: offset, uncertainty: longestLag,
      basis: "its journals compared with its kubelet's times in the API: \(best.moments.count) moments")
  }
}

extension LogLine {
  /// The value of a field.
  fileprivate func field(_ key: String) -> String? { fields.first { $0.key == key }?.value }
}
