import Model

/// Figures of `free` and `/proc/meminfo` that agree with a node's memory pressure. They are quoted, never a cause: they do
/// not tell who uses the memory.
enum MemoryFigures {
  /// The rows of a node that is still short of memory and shows less than a tenth of it as available, each figure once.
  static func low(on episode: NodePressureEpisode, _ incident: Incident) -> [MemoryUsage] {
    guard episode.isOngoing, !episode.node.isEmpty else { return [] }
    let rows = incident.memoryUsages.filter { row in
      guard InodeFigures.isOf(episode.node, row.node, incident), row.total > 0 else { return false }
      return (row.available ?? row.free).map { $0 < row.total / 10 } ?? false
    }
    return Array(rows.prefix(2))
  }
}
