import Model

/// Infers the zone of a node's logs from facts that the API dated and the log mentions.
///
/// The kubelet writes both `finishedAt` and its log with one clock, so what lies between them is the zone alone.
struct ZonePairing {
  private var reclaims: [String: [Instant]] = [:]
  private var containerTimes: [String: [Instant]] = [:]
  private var eventTimes: [String: [Instant]] = [:]

  init(objects: [KubernetesObject], events: [ClusterEvent], names: NodeNames) {
    for event in events {
      guard let time = event.time else { continue }
      let instants = time.from.instant == time.to.instant ? [time.from.instant] : [time.from.instant, time.to.instant]
      if event.reason == "EvictionThresholdMet" {
        let node = names.node(host: event.host.isEmpty ? event.regarding.name : event.host)
        reclaims[node, default: []] += instants
      }
      eventTimes[Self.key(event.reason, event.regarding.namespace, event.regarding.name), default: []] += instants
    }
    for pod in objects.lazy.filter({ $0.kind == "Pod" }).map({ Pod($0) }) {
      for status in pod.containerStatuses {
        for state in ["state.running", "state.terminated", "lastState.terminated"] {
          guard let entry = status.value.value(at: state), !entry.isNull else { continue }
          let id = state == "state.running" ? status.value["containerID"]?.string : entry["containerID"]?.string
          for id in ContainerID.all(in: id ?? "") {
            containerTimes[id, default: []] += [entry["startedAt"], entry["finishedAt"]].compactMap {
              $0?.moment?.instant
            }
          }
        }
      }
    }
  }

  /// The zone that most facts agree on, in seconds east of UTC; nil where fewer than two do, or two zones tie. One
  /// reclaim that the kubelet also reported as an Event is enough.
  func zoneSeconds(of lines: [LogLine], node: String) -> (seconds: Int, facts: Int)? {
    guard !reclaims.isEmpty || !containerTimes.isEmpty || !eventTimes.isEmpty else { return nil }
    var votes: [Int: Set<String>] = [:]
    for line in lines {
      guard case .local(let local) = line.journalTime ?? line.time else { continue }
      for (fact, instants) in facts(of: line, node: node) {
        for instant in instants {
          guard let shown = local.asUTC(near: instant), let zone = zone(local: shown, absolute: instant),
            (-3 * .second...6 * .second).contains(zone.residual)
          else { continue }
          votes[zone.seconds, default: []].insert("\(fact) \(instant.nanoseconds)")
        }
      }
    }
    let ranked = votes.map { (zone: $0.key, facts: $0.value) }
      .sorted { ($0.facts.count, $1.zone) > ($1.facts.count, $0.zone) }
    guard let best = ranked.first, ranked.count == 1 || ranked[1].facts.count < best.facts.count,
      best.facts.count >= 2 || best.facts.contains(where: { $0.hasPrefix(Self.reclaim) })
    else { return nil }
    return (best.zone, best.facts.count)
  }

  private func facts(of line: LogLine, node: String) -> [(String, [Instant])] {
    var found: [(String, [Instant])] = []
    if line.component == "kubelet", line.message.contains("attempting to reclaim"),
      let instants = reclaims[node]
    {
      found.append((Self.reclaim, instants))
    }
    if line.message.contains("Event occurred"),
      let object = line.fields.first(where: { $0.key == "object" })?.value,
      let reason = line.fields.first(where: { $0.key == "reason" })?.value
    {
      let parts = object.split(separator: "/", maxSplits: 1)
      let key = Self.key(reason, parts.count == 2 ? String(parts[0]) : "", String(parts.last ?? ""))
      if let instants = eventTimes[key] { found.append((key, instants)) }
    }
    if !containerTimes.isEmpty {
      for id in ContainerID.all(in: line.evidence.text) {
        if let instants = containerTimes[id] { found.append((id, instants)) }
      }
    }
    return found
  }

  private static let reclaim = "reclaim"

  private static func key(_ reason: String, _ namespace: String, _ name: String) -> String {
    "event \(reason) \(namespace)/\(name)"
  }
}
