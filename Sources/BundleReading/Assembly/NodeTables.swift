import Model

/// Rows of `df`, nodes by their names.
func filesystemUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [FilesystemUsage] {
  let dates = FolderDates(facts, on: clocks)
  return facts.flatMap { artifact in
    artifact.filesystems.map { row in
      var row = row
      row.node = clocks.names.node(host: row.node)
      row.time = row.time ?? dates.moment(node: row.node, artifact: artifact.path)
      row.evidence.time = row.time
      return row
    }
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}

/// Rows of `df -i`, nodes by their names.
func inodeUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [InodeUsage] {
  let dates = FolderDates(facts, on: clocks)
  return facts.flatMap { artifact in
    artifact.inodes.map { row in
      var row = row
      row.node = clocks.names.node(host: row.node)
      row.time = row.time ?? dates.moment(node: row.node, artifact: artifact.path)
      row.evidence.time = row.time
      return row
    }
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}

/// The nodes' memory, nodes by their names.
func memoryUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [MemoryUsage] {
  let dates = FolderDates(facts, on: clocks)
  return facts.flatMap { artifact in
    artifact.memories.map { row in
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
