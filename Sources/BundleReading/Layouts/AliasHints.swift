import Model

/// The facts with what the other names of their artifacts say: of `blobs/7` nothing is known, of the link to it,
/// `containers/api-0_shop_api-….log`, whose log it is. What an artifact's own path or content says comes first.
func usingAliases(_ facts: [ArtifactFacts], _ aliases: [String: [String]]) -> [ArtifactFacts] {
  guard !aliases.isEmpty else { return facts }
  return facts.map { artifact in
    guard let names = aliases[artifact.path] else { return artifact }
    var artifact = artifact
    if let place = names.lazy.compactMap({ ContainerPath($0) }).first(where: \.isCertain) { artifact.place(at: place) }
    if let node = names.lazy.map({ PathHints.node($0) }).first(where: { !$0.isEmpty }) { artifact.place(on: node) }
    return artifact
  }
}

extension ArtifactFacts {
  /// Says of which container its log is, where it holds a single one and its own path leaves that open.
  fileprivate mutating func place(at place: ContainerPath) {
    guard containerLogs.count == 1, ContainerPath(path)?.isCertain != true else { return }
    guard containerLogs[0].container == nil || !containerLogs[0].hint.isEmpty else { return }
    containerLogs[0].container = place.reference
    containerLogs[0].hint = place.hint
    containerLogs[0].isPrevious = containerLogs[0].isPrevious || place.isPrevious
  }

  /// Says of which node it is, where neither its lines nor its own path do.
  mutating func place(on node: String) {
    func named(_ host: inout String) { if host.isEmpty { host = node } }
    if var log {
      for index in log.extents.indices { named(&log.extents[index].host) }
      for index in log.lines.indices { named(&log.lines[index].host) }
      for index in log.clockPairs.indices { named(&log.clockPairs[index].host) }
      self.log = log
    }
    for index in filesystems.indices { named(&filesystems[index].node) }
    for index in units.indices { named(&units[index].status.node) }
    for index in diskUsages.indices { named(&diskUsages[index].node) }
    for index in certificates.indices { named(&certificates[index].node) }
    for index in inodes.indices { named(&inodes[index].node) }
    for index in memories.indices { named(&memories[index].node) }
    for index in captureTimes.indices { named(&captureTimes[index].node) }
    if runtimeListing?.node.isEmpty == true { runtimeListing?.node = node }
  }
}
