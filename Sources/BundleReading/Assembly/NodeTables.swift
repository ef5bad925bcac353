import Model

/// Rows of `df`, nodes by their names.
func filesystemUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [FilesystemUsage] {
  rows(facts, \.filesystems, on: clocks)
}

/// Rows of `df -i`, nodes by their names.
func inodeUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [InodeUsage] {
  rows(facts, \.inodes, on: clocks)
}

/// The nodes' memory, nodes by their names.
func memoryUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [MemoryUsage] {
  rows(facts, \.memories, on: clocks)
}

/// What a node's table says at one time.
private protocol DatedNodeRow {
  var node: String { get set }
  var time: Moment? { get set }
  var evidence: Evidence { get set }
}

extension FilesystemUsage: DatedNodeRow {}
extension InodeUsage: DatedNodeRow {}
extension MemoryUsage: DatedNodeRow {}

/// Rows with their nodes' names and times, sorted by node and place.
private func rows<Row: DatedNodeRow>(
  _ facts: [ArtifactFacts], _ rows: (ArtifactFacts) -> [Row], on clocks: ClockResolution
) -> [Row] {
  let dates = FolderDates(facts, on: clocks)
  return facts.flatMap { artifact in
    rows(artifact).map { row in
      var row = row
      row.node = clocks.names.node(host: row.node)
      row.time = row.time ?? dates.moment(node: row.node, artifact: artifact.path)
      row.evidence.time = row.time
      return row
    }
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}

/// What the runtimes held, nodes by their names.
func runtimeListings(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [RuntimeListing] {
  facts.compactMap { artifact in
    guard var listing = artifact.runtimeListing else { return nil }
    listing.node = clocks.names.node(host: listing.node)
    listing.containers?.sort { ($0.id, $0.evidence) < ($1.id, $1.evidence) }
    listing.images?.sort { ($0.name, $0.id, $0.evidence) < ($1.name, $1.id, $1.evidence) }
    return listing
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}

/// When the tables of a node's folder were printed: the `date` of the same node in the same folder tells.
private struct FolderDates {
  private let clocks: ClockResolution
  private let byFolder: [Substring: [CaptureTime]]

  init(_ facts: [ArtifactFacts], on clocks: ClockResolution) {
    self.clocks = clocks
    byFolder = Dictionary(grouping: facts, by: { folder(of: $0.path) }).mapValues { $0.flatMap(\.captureTimes) }
  }

  func moment(node: String, artifact: String) -> Moment? {
    byFolder[folder(of: artifact)]?.first { clocks.names.node(host: $0.node) == node }.flatMap {
      clocks.moment($0.reading, host: $0.node, component: "", artifact: $0.evidence.path)
    }
  }
}
