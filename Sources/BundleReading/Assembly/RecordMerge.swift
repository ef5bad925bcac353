import Model

/// Brings the kept lines of all artifacts on one clock and merges the renderings of one log: `kubelet.log`,
/// `kubelet.short.log` and `kubelet.json` may hold the same line, which happened once.
///
/// The result is sorted by time, then place; lines without time come last.
func mergeRecords(
  _ facts: [ArtifactFacts], on clocks: ClockResolution, pods: ContainerLogPods? = nil, quoted: [LogRecord] = []
) -> [LogRecord] {
  let records =
    quoted
    + facts.flatMap { artifact in
      let programs = artifact.log?.containerLines ?? []
      return (artifact.log?.lines ?? []).map { LogRecord($0, on: clocks) }
        + (programs.isEmpty ? [] : ContainerRecords(artifact, pods).records(programs, on: clocks))
    }
  let rendered = componentsInSeveralArtifacts(records)
  var groups: [LineKey: [LogRecord]] = [:]
  for record in records where rendered.contains(record.source.component) {
    groups[LineKey(record), default: []].append(record)
  }
  var merged = records.filter { !rendered.contains($0.source.component) }
  for group in groups.values {
    let path = group.first?.evidence.path
    merged += group.allSatisfy { $0.evidence.path == path } ? group : mergedRenderings(group)
  }
  return merged.sorted { left, right in
    switch (left.time, right.time) {
    case (let first?, let second?) where first.instant != second.instant: return first.instant < second.instant
    case (.some, nil): return true
    case (nil, .some): return false
    default: return left.evidence < right.evidence
    }
  }
}

/// Components of which some node's log may stand in several artifacts. Of all others no two lines are one fact, which is
/// worth knowing: comparing hundreds of thousands of lines costs more than all else that is done with them.
private func componentsInSeveralArtifacts(_ records: [LogRecord]) -> Set<String> {
  var artifactOfSource: [LogSource: String] = [:]
  var several: Set<String> = []
  for record in records where !several.contains(record.source.component) {
    let known = artifactOfSource.updateValue(record.evidence.path, forKey: record.source)
    if let known, known != record.evidence.path { several.insert(record.source.component) }
  }
  // A log of an unknown node may be another rendering of a known one's.
  let unnamed = artifactOfSource.keys.filter(\.node.isEmpty).map(\.component)
  let counts = Dictionary(grouping: artifactOfSource.keys, by: \.component).mapValues(\.count)
  return several.union(unnamed.filter { counts[$0, default: 0] > 1 })
}

/// What two renderings of one line share.
private struct LineKey: Hashable {
  var component: String
  var callSite: String
  var message: String
  var fields: [LogRecord.Field]
  /// Pods of one workload say the same.
  var container: String
  /// The second: renderings differ in precision, down to whole seconds.
  var second: Int64?

  init(_ record: LogRecord) {
    component = record.source.component
    callSite = record.callSite
    message = record.message
    fields = record.fields
    container = record.container?.path ?? ""
    second = record.time.map { $0.instant.nanoseconds.flooredDivision(by: .second) }
  }
}

extension LogRecord {
  fileprivate init(_ line: LogLine, on clocks: ClockResolution) {
    let time = clocks.moment(of: line)
    var evidence = line.evidence
    evidence.time = time
    self.init(
      time: time,
      source: LogSource(
        node: clocks.names.node(host: line.host, component: line.component), component: line.component),
      severity: line.severity, callSite: line.callSite, message: line.message, fields: line.fields,
      signatures: line.signatures, evidence: evidence)
  }
}

/// Merges lines that agree in component, message, fields and second.
private func mergedRenderings(_ records: [LogRecord]) -> [LogRecord] {
  var byNode: [String: [String: [LogRecord]]] = [:]
  for record in records { byNode[record.source.node, default: [:]][record.evidence.path, default: []].append(record) }

  var result: [LogRecord] = []
  var unnamed: [LogRecord] = []
  for (node, byArtifact) in byNode.sorted(by: { $0.key < $1.key }) {
    let renderings = byArtifact.values.map(Rendering.init).sorted { $0.isBetter(than: $1) }
    var leaders: [LogRecord] = []
    for rendering in renderings { leaders = merge(rendering.lines, into: leaders) }
    if node.isEmpty { unnamed = leaders } else { result += leaders }
  }
  // A line whose node nothing tells is a copy of the one whose node is known.
  return unnamed.isEmpty ? result : merge(unnamed, into: result.sorted(by: isEarlier))
}

/// The lines of one artifact, in order of time.
private struct Rendering {
  var lines: [LogRecord]
  private var precision: Int64
  private var isStructured: Bool
  private var path: String

  init(_ lines: [LogRecord]) {
    self.lines = lines.sorted(by: isEarlier)
    precision = lines.map { $0.time?.precision.rawValue ?? .max }.min() ?? .max
    path = lines.first?.evidence.path ?? ""
    // A person reads `kubelet.log` more easily than the same line in JSON.
    isStructured = path.hasSuffix(".json") || path.hasSuffix(".export")
  }

  func isBetter(than other: Rendering) -> Bool {
    (precision, isStructured ? 1 : 0, path) < (other.precision, other.isStructured ? 1 : 0, other.path)
  }
}

private func isEarlier(_ left: LogRecord, _ right: LogRecord) -> Bool {
  (left.time?.instant.nanoseconds ?? .max, left.evidence) < (right.time?.instant.nanoseconds ?? .max, right.evidence)
}

/// Pairs the k-th of `lines` with the k-th equal one of `leaders`; what finds no partner is a fact of its own. Two lines
/// of one artifact are never one fact.
private func merge(_ lines: [LogRecord], into leaders: [LogRecord]) -> [LogRecord] {
  guard !leaders.isEmpty else { return lines }
  var leaders = leaders
  var isTaken = [Bool](repeating: false, count: leaders.count)
  var alone: [LogRecord] = []
  var start = 0
  for line in lines {
    while start < leaders.count, isTaken[start] || isOver(leaders[start], before: line) { start += 1 }
    var candidate = start
    while candidate < leaders.count, !isOver(line, before: leaders[candidate]),
      isTaken[candidate] || !isSameFact(leaders[candidate], line)
    {
      candidate += 1
    }
    guard candidate < leaders.count, isSameFact(leaders[candidate], line) else {
      alone.append(line)
      continue
    }
    isTaken[candidate] = true
    leaders[candidate] = combined(leaders[candidate], line)
  }
  return alone.isEmpty ? leaders : (leaders + alone).sorted(by: isEarlier)
}

/// Whether the first is past for the second, at any precision of either.
private func isOver(_ first: LogRecord, before second: LogRecord) -> Bool {
  guard let time = first.time, let other = second.time else { return false }
  return truncated(time, to: max(time.precision, other.precision))
    < truncated(other, to: max(time.precision, other.precision))
}

private func isSameFact(_ leader: LogRecord, _ line: LogRecord) -> Bool {
  let nodes = (leader.source.node, line.source.node)
  guard nodes.0 == nodes.1 || nodes.0.isEmpty || nodes.1.isEmpty else { return false }
  let isSameTime: Bool =
    switch (leader.time, line.time) {
    case (let first?, let second?):
      truncated(first, to: max(first.precision, second.precision))
        == truncated(second, to: max(first.precision, second.precision))
    case (nil, nil): true
    default: false
    }
  return isSameTime && !leader.shares(line.evidence.path) && !line.copies.contains { leader.shares($0.path) }
}

extension LogRecord {
  /// Whether the record or a copy of it stands in an artifact.
  fileprivate func shares(_ path: String) -> Bool {
    evidence.path == path || copies.contains { $0.path == path }
  }
}

private func truncated(_ moment: Moment, to precision: Precision) -> Int64 {
  moment.instant.nanoseconds.flooredDivision(by: precision.rawValue)
}

/// The better-dated of two renderings leads; the other stays as a copy.
private func combined(_ leader: LogRecord, _ line: LogRecord) -> LogRecord {
  let lineIsFiner = (line.time?.precision.rawValue ?? .max) < (leader.time?.precision.rawValue ?? .max)
  var result = lineIsFiner ? line : leader
  let other = lineIsFiner ? leader : line
  if result.source.node.isEmpty { result.source.node = other.source.node }
  result.severity = result.severity ?? other.severity
  result.signatures = Set(result.signatures).union(other.signatures).sorted()
  result.copies = (result.copies + [other.evidence] + other.copies).sorted()
  return result
}
