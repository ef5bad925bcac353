/// One row of `df` on a node.
public struct FilesystemUsage: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// E.g. `/dev/loop0`.
  public var device: String
  /// E.g. `ext4`; empty without `-T`.
  public var type: String
  /// E.g. `/var/lib`.
  public var mountPoint: String
  /// Bytes; of a rounded `df -h` the rounded figure.
  public var size: Int64
  /// Bytes used.
  public var used: Int64
  /// Bytes available.
  public var available: Int64
  /// When `df` ran, where the bundle says so.
  public var time: Moment?
  /// The row.
  public var evidence: Evidence

  /// One row of `df`.
  public init(
    node: String, device: String, type: String, mountPoint: String, size: Int64, used: Int64, available: Int64,
    time: Moment?, evidence: Evidence
  ) {
    self.node = node
    self.device = device
    self.type = type
    self.mountPoint = mountPoint
    self.size = size
    self.used = used
    self.available = available
    self.time = time
    self.evidence = evidence
  }
}

/// The containers that a node's runtime held when the bundle was taken (`ctr -n k8s.io containers ls`).
public struct RuntimeListing: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// Full container ids, also those of sandboxes, with their row.
  public var containers: [String: Evidence]
  /// The listing's header.
  public var evidence: Evidence

  /// A runtime's own list of containers.
  public init(node: String, containers: [String: Evidence], evidence: Evidence) {
    self.node = node
    self.containers = containers
    self.evidence = evidence
  }
}
