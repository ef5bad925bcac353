import Model

/// Rows of `df -i` that show a filesystem of the kubelet or of the runtime with hardly an inode left.
enum InodeFigures {
  /// The kubelet's own threshold: 5 % of nodefs and of imagefs.
  private static let leastFreePercent: Int64 = 5

  /// The full ones of a node, each once.
  static func full(on node: String, _ incident: Incident) -> [InodeUsage] {
    let rows = incident.inodeUsages.filter { isOf(node, $0.node, incident) && $0.total > 0 }
    var found: [InodeUsage] = []
    for path in ["/var/lib/kubelet"] + NodeFilesystem.runtimeRoots {
      guard let row = NodeFilesystem.mount(of: path, in: rows, at: \.mountPoint),
        Double(row.free) * 100 < Double(row.total) * Double(leastFreePercent),
        !found.contains(where: { $0.mountPoint == row.mountPoint })
      else { continue }
      found.append(row)
    }
    return found
  }

  /// `/ (1310720 of 1310720 used)`.
  static func words(_ rows: [InodeUsage]) -> String {
    rows.map { "\($0.mountPoint) (\($0.used) of \($0.total) used)" }.joined(separator: ", ")
  }

  /// Whether a table is of a node: one whose node nothing tells may be of the only one.
  static func isOf(_ node: String, _ row: String, _ incident: Incident) -> Bool {
    row == node || row.isEmpty && incident.index.objects(kind: "Node").count <= 1
  }
}
