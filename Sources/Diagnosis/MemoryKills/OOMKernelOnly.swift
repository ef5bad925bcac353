import Model

/// Kills at a container's limit of which only the kernel tells, in a bundle without any object or Event.
enum OOMKernelOnly {
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.incident.objects.isEmpty, investigation.incident.events.isEmpty else { return [] }
    let kills = investigation.memoryKills.filter { $0.level == .container || $0.level == .pod }
    return Dictionary(grouping: kills, by: \.podUID).sorted { $0.key < $1.key }.compactMap { uid, kills in
      guard let last = kills.last else { return nil }
      let node = investigation.node(last.node)
      let pod = uid.isEmpty ? "A pod" : "The pod \(uid)"
      let times = kills.compactMap(\.time)
      var occurrence = Occurrence(
        subject: node, joints: [.node(last.node)], span: times.first.map { Span($0, times.last ?? $0) },
        text:
          "\(pod) reached the memory limit of \(last.level == .pod ? "its containers" : "a container"), and the kernel "
          + "killed \(last.task.isEmpty ? "a process" : last.task)", evidence: kills.suffix(3).map(\.evidence))
      // The cgroup of a pod is full when its only container is at its limit, and also when several are together.
      occurrence.confidence = last.level == .container ? .proven : .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: node, role: .victim, effect: "a container was killed for memory")]
      return occurrence
    }
  }
}
