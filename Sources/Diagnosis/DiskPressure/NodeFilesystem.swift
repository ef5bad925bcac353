import Model

/// Which filesystem of a node ran full. Kubernetes prints `ephemeral-storage` for both at default verbosity.
struct NodeFilesystem: Sendable {
  /// Where the kubelet's and the runtime's data lie.
  enum Layout: Sendable {
    /// One filesystem holds volumes, logs, writable layers and images.
    case shared
    /// The kubelet's own; images and writable layers lie elsewhere.
    case nodefs
    /// The runtime's own; volumes and logs lie elsewhere.
    case imagefs
    case undetermined
  }

  var layout: Layout
  /// The mount point of a shared filesystem, where `df` tells it.
  var mountPoint = ""
  /// Why, one clause; how to find out where it is undetermined.
  var reason: String
  var evidence: [Evidence]

  /// Directories in which runtimes keep images and writable layers.
  static let runtimeRoots = [
    "/var/lib/containerd", "/var/lib/docker", "/var/lib/containers", "/var/lib/rancher/k3s/agent/containerd",
  ]

  /// Decides by the strongest evidence there is: the signal, the mounts, what the kubelet collected.
  static func of(_ episode: DiskPressureEpisode, in incident: Incident) -> NodeFilesystem {
    if let record = incident.records(EvictionSignatures.observation).last(where: {
      $0.source.node == episode.node && $0.message.contains("threshold")
    }), let signal = record.field("signal") {
      let layout: Layout = signal.hasPrefix("imagefs") ? .imagefs : signal.hasPrefix("nodefs") ? .nodefs : .undetermined
      return NodeFilesystem(
        layout: layout, reason: "the kubelet names the signal \(signal)", evidence: [record.evidence])
    }
    let rows = incident.filesystems.filter { $0.node == episode.node }
    if let kubelet = mount(of: "/var/lib/kubelet", in: rows) {
      let runtimes = runtimeRoots.compactMap { mount(of: $0, in: rows) }
      if let separate = runtimes.first(where: { $0.mountPoint != kubelet.mountPoint }) {
        return decided(byCollection: episode)
          ?? NodeFilesystem(
            layout: .undetermined,
            reason: "\(kubelet.mountPoint) and \(separate.mountPoint) are separate and the journal does not tell which",
            evidence: [kubelet.evidence, separate.evidence])
      }
      return NodeFilesystem(
        layout: .shared, mountPoint: kubelet.mountPoint,
        reason: "the kubelet's and the runtime's data share \(kubelet.mountPoint)", evidence: [kubelet.evidence])
    }
    return decided(byCollection: episode)
      ?? NodeFilesystem(
        layout: .undetermined,
        reason: "not determinable; `df -h /var/lib/kubelet /var/lib/containerd` on the node tells", evidence: [])
  }

  /// Finished containers are collected for a shared or image filesystem, never for a nodefs of its own.
  private static func decided(byCollection episode: DiskPressureEpisode) -> NodeFilesystem? {
    guard let cycle = episode.cycles.first(where: { $0.isFromJournal && ($0.mustEvict != nil || $0.relieved != nil) })
    else { return nil }
    guard let collection = cycle.containerCollection else {
      return NodeFilesystem(
        layout: .nodefs, reason: "the kubelet went to evict without collecting containers or images",
        evidence: cycle.mustEvict.map { [$0.evidence] } ?? [])
    }
    return NodeFilesystem(
      layout: .shared, reason: "the kubelet collected finished containers, so the signal was imagefs or a shared disk",
      evidence: [collection.evidence])
  }

  /// The row of `df` that holds the kubelet's data.
  static func rowOfKubelet(on node: String, _ incident: Incident) -> FilesystemUsage? {
    mount(of: "/var/lib/kubelet", in: incident.filesystems.filter { $0.node == node })
  }

  /// Whether a folder lies on the filesystem of the kubelet's data, as far as `df` tells: one of another disk is no
  /// part of this pressure.
  static func isWithKubelet(_ path: String, on node: String, _ incident: Incident) -> Bool {
    let rows = incident.filesystems.filter { $0.node == node }
    guard let kubelet = mount(of: "/var/lib/kubelet", in: rows), let own = mount(of: path, in: rows) else {
      return true
    }
    return kubelet.mountPoint == own.mountPoint
  }

  /// The row whose mount point is the longest prefix of a path.
  private static func mount(of path: String, in rows: [FilesystemUsage]) -> FilesystemUsage? {
    mount(of: path, in: rows, at: \.mountPoint)
  }

  /// The same of rows of any table.
  static func mount<Row>(of path: String, in rows: [Row], at mountPoint: (Row) -> String) -> Row? {
    rows.filter { row in
      let point = mountPoint(row)
      return point == "/" || point == path || path.hasPrefix(point + "/")
    }.max { mountPoint($0).utf8.count < mountPoint($1).utf8.count }
  }
}

extension Incident {
  /// Bytes of a node's filesystem for pods: `status.capacity.ephemeral-storage`, else the row of `df`.
  func diskCapacity(of node: String) -> (bytes: Int64, evidence: Evidence)? {
    guard let object = index.node(node),
      let value = object.root.value(at: "status.capacity")?["ephemeral-storage"],
      let bytes = value.string.flatMap({ Quantity.bytes(of: $0) }), bytes > 0
    else {
      return NodeFilesystem.rowOfKubelet(on: node, self).map { ($0.size, $0.evidence) }
    }
    return (bytes, object.evidence(for: value, field: "status.capacity.ephemeral-storage"))
  }
}
