import Model

/// How far a node's clock is from the API server's.
struct ClockSkew: Equatable {
  /// In nanoseconds; positive where the node is ahead.
  var offset: Int64
  /// How far the offset may be wrong, in nanoseconds.
  var uncertainty: Int64
  /// What tells it.
  var basis: String
}

/// Estimates how far nodes' clocks are from the API server's, from facts that both dated: the kubelet stamps
/// `firstTimestamp` of an Event and `startTime` of a pod, the API server their `creationTimestamp` and the moment of
/// their binding, a moment before.
enum NodeClockOffset {
  /// Two clocks on one fact.
  private struct Sighting {
    /// The node's clock less the API server's, in nanoseconds.
    var difference: Int64
    /// On the API server's clock.
    var time: Instant
    var isPod: Bool
  }

  /// By node; nodes whose clocks are right, or of which nothing tells, are absent.
  static func estimate(_ objects: [KubernetesObject], names: NodeNames) -> [String: ClockSkew] {
    var seen: Set<String> = []
    var sightings: [String: [Sighting]] = [:]
    for object in objects where object.kind == "Event" || object.kind == "Pod" {
      guard let (host, sighting) = object.kind == "Event" ? ofEvent(object) : ofPod(object),
        abs(sighting.difference) < longest,
        seen.insert(object.uid.isEmpty ? object.reference.path : object.uid).inserted
      else { continue }
      sightings[names.node(host: host), default: []].append(sighting)
    }
    return sightings.compactMapValues(skew)
  }

  /// The same from samples: a collector read its own clock before and after the node's.
  static func sampled(_ facts: [ArtifactFacts], names: NodeNames) -> [String: ClockSkew] {
    var skews: [String: ClockSkew] = [:]
    for sample in facts.lazy.flatMap(\.clockSamples) where !sample.node.isEmpty {
      let known = skews[names.node(host: sample.node)]
      guard abs(sample.offset) > max(least, 2 * sample.uncertainty),
        known.map({ sample.uncertainty < $0.uncertainty }) ?? true
      else { continue }
      skews[names.node(host: sample.node)] = ClockSkew(
        offset: sample.offset, uncertainty: sample.uncertainty, basis: "compared with the collector's clock")
    }
    return skews.merging(dated(facts, names: names)) { sample, _ in sample }
  }

  /// From what `date` printed on a node in the course of a collection whose start and end are known.
  private static func dated(_ facts: [ArtifactFacts], names: NodeNames) -> [String: ClockSkew] {
    let times = facts.flatMap(\.captureTimes)
    func absolute(_ time: CaptureTime) -> Instant? {
      guard case .absolute(let moment) = time.reading else { return nil }
      return moment.instant
    }
    let stated = times.filter(\.node.isEmpty).compactMap(absolute)
    guard let start = stated.min(), let end = stated.max(), start < end,
      end.nanoseconds(since: start) <= longestCollection
    else { return [:] }
    var skews: [String: ClockSkew] = [:]
    for time in times where !time.node.isEmpty {
      guard let shown = absolute(time) else { continue }
      let offset = shown > end ? shown.nanoseconds(since: end) : min(0, shown.nanoseconds(since: start))
      let node = names.node(host: time.node)
      guard abs(offset) > 60 * .second, abs(offset) < longest, skews[node] == nil else { continue }
      skews[node] = ClockSkew(
        offset: offset, uncertainty: end.nanoseconds(since: start),
        basis: "its date lies outside the time of the collection")
    }
    return skews
  }

  /// No honest clock is a year off.
  private static let longest: Int64 = 365 * 86_400 * .second
  /// Smaller offsets are lost among delays.
  private static let least: Int64 = 5 * .second
  private static let longestCollection: Int64 = 3600 * .second

  private static func ofEvent(_ event: KubernetesObject) -> (host: String, Sighting)? {
    guard let host = event.string(at: "source.host"), !host.isEmpty,
      event.string(at: "source.component") == "kubelet",
      (event.value(at: "count")?.integer ?? 1) == 1,
      let first = event.value(at: "firstTimestamp")?.moment, let created = event.created
    else { return nil }
    let difference = first.instant.nanoseconds(since: created.instant)
    return (host, Sighting(difference: difference, time: created.instant, isPod: false))
  }

  private static func ofPod(_ object: KubernetesObject) -> (host: String, Sighting)? {
    let pod = Pod(object)
    // The kubelet itself dates all of a static pod.
    guard object.rendering == .api, !pod.nodeName.isEmpty, object.controller?.kind != "Node",
      let started = pod.started, let bound = pod.condition("PodScheduled")?.value["lastTransitionTime"]?.moment
    else { return nil }
    let difference = started.instant.nanoseconds(since: bound.instant)
    return (pod.nodeName, Sighting(difference: difference, time: bound.instant, isPod: true))
  }

  private static func skew(_ sightings: [Sighting]) -> ClockSkew? {
    let sorted = sightings.map(\.difference).sorted()
    guard !sorted.isEmpty else { return nil }
    let median = sorted[sorted.count / 2]
    guard abs(median) > least else { return nil }
    let agreeing = sightings.filter { abs($0.difference - median) <= 2 * .second }
    guard agreeing.count >= 5, agreeing.count * 2 > sightings.count else { return nil }
    // Events that waited for an API server which was away arrive late together, and pods start late together on a node
    // that was: no clock is to blame for that.
    let isCertain = agreeing.contains { median > 0 ? !$0.isPod : $0.isPod }
    let times = agreeing.map(\.time)
    guard let first = times.min(), let last = times.max(), isCertain || last.nanoseconds(since: first) > 60 * .second
    else { return nil }
    let pods = agreeing.filter(\.isPod).count
    let words = [
      agreeing.count > pods ? "\(agreeing.count - pods) Events" : "", pods > 0 ? "\(pods) starts of pods" : "",
    ].filter { !$0.isEmpty }
    // Both stamps are whole seconds.
    return ClockSkew(
      offset: median, uncertainty: .second,
      basis: "compared with the API server in \(words.joined(separator: " and "))")
  }
}
