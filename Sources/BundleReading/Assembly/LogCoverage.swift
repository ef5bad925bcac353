import Model

/// What the logs cover: for each component of each node the spans of its artifacts, joined where they touch.
func logCoverage(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [Coverage.Log] {
  var pieces: [CoveredPiece] = []
  for artifact in facts {
    guard let log = artifact.log else { continue }
    var kept: [LogSource: Span] = [:]
    for line in log.lines {
      guard let time = clocks.moment(of: line) else { continue }
      let source = LogSource(
        node: clocks.names.node(host: line.host, component: line.component), component: line.component)
      kept[source] = kept[source]?.union(Span(time)) ?? Span(time)
    }
    let isUnitLog = isUnitLog(log)
    for extent in log.extents {
      var piece = CoveredPiece(extent, of: artifact.path, kept: kept, on: clocks)
      if isUnitLog, extent.component == systemd { piece.span = nil }
      pieces.append(piece)
    }
  }
  return coverage(of: extended(pieces, notAfter: clocks.statedEnd))
}

private let systemd = "systemd"

/// Whether the artifact is `journalctl -u` of one unit: what systemd says there is about that unit alone, so the
/// artifact does not cover systemd.
private func isUnitLog(_ log: LogFacts) -> Bool {
  let components = Set(log.extents.map(\.component))
  return components.contains(systemd) && components.count == 2
}

/// One component of one node in one artifact.
private struct CoveredPiece {
  var source: LogSource
  var artifact: String
  /// Nil where nothing dates the artifact.
  var span: Span?
  var gaps: [Moment]

  init(_ extent: LogExtent, of artifact: String, kept: [LogSource: Span], on clocks: ClockResolution) {
    func moment(_ reading: ClockReading) -> Moment? {
      clocks.moment(reading, host: extent.host, component: extent.component, artifact: artifact)
    }
    source = LogSource(
      node: clocks.names.node(host: extent.host, component: extent.component), component: extent.component)
    self.artifact = artifact
    if let first = moment(extent.first), let last = moment(extent.last) {
      // Readings without year do not order across New Year; the kept lines do.
      span = kept[source].map { Span(first, last).union($0) } ?? Span(first, last)
    } else {
      span = kept[source]
    }
    gaps = extent.gaps.compactMap(moment)
  }

  /// The folder that the node's logs were collected into.
  var folder: Folder {
    let end = artifact.utf8.lastIndex(of: UInt8(ascii: "/")) ?? artifact.startIndex
    return Folder(path: String(artifact[..<end]), node: source.node)
  }

  struct Folder: Hashable {
    var path: String
    var node: String
  }
}

/// Logs of a node in one folder were collected together: a component that is quiet at the end is covered as far as its
/// neighbours reach. More than a minute of silence may be a stopped component or a cut log, and is not covered.
private func extended(_ pieces: [CoveredPiece], notAfter capture: Moment?) -> [CoveredPiece] {
  let longestQuiet: Int64 = 60 * .second
  var ends: [CoveredPiece.Folder: Moment] = [:]
  for piece in pieces {
    guard let end = piece.span?.to else { continue }
    ends[piece.folder] = max(ends[piece.folder] ?? end, end)
  }
  return pieces.map { piece in
    guard let span = piece.span, var end = ends[piece.folder] else { return piece }
    if let capture { end = min(end, capture) }
    guard end > span.to, end.instant.nanoseconds(since: span.to.instant) <= longestQuiet else { return piece }
    var longer = piece
    longer.span = Span(span.from, end)
    return longer
  }
}

private func coverage(of pieces: [CoveredPiece]) -> [Coverage.Log] {
  var bySource: [LogSource: [CoveredPiece]] = [:]
  for piece in pieces { bySource[piece.source, default: []].append(piece) }
  return bySource.sorted { $0.key < $1.key }.map { source, pieces in
    Coverage.Log(
      source: source, spans: joined(pieces.compactMap(\.span)),
      gaps: Set(pieces.flatMap(\.gaps)).sorted().map { Span($0) },
      artifacts: Set(pieces.map(\.artifact)).sorted())
  }
}

/// Joins spans that overlap or follow within seconds, as rotated files do; a gap between two artifacts is no coverage.
func joined(_ spans: [Span]) -> [Span] {
  let adjoining: Int64 = 5 * .second
  var result: [Span] = []
  for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
    if let last = result.last, span.from.earliest <= last.to.latest.advanced(by: adjoining) {
      result[result.count - 1] = last.union(span)
    } else {
      result.append(span)
    }
  }
  return result
}
