/// What something uses at one moment: a row of `kubectl top` or of a table of metrics.
public struct ResourceUsage: Sendable {
  /// Node, pod, or container of a pod. The namespace is empty where nothing tells it.
  public var entity: EntityReference
  /// CPU in thousandths of a core; nil where the row does not say.
  public var cpuMillicores: Int64?
  /// Memory in bytes; nil where the row does not say.
  public var memoryBytes: Int64?
  /// CPU in percent of what the node may give to pods; of a node only.
  public var cpuPercent: Int?
  /// Memory in percent of what the node may give to pods; of a node only.
  public var memoryPercent: Int?
  /// When, where the table says so.
  public var time: Moment?
  /// The row.
  public var evidence: Evidence

  /// What something uses.
  public init(
    entity: EntityReference, cpuMillicores: Int64? = nil, memoryBytes: Int64? = nil, cpuPercent: Int? = nil,
    memoryPercent: Int? = nil, time: Moment? = nil, evidence: Evidence
  ) {
    self.entity = entity
    self.cpuMillicores = cpuMillicores
    self.memoryBytes = memoryBytes
    self.cpuPercent = cpuPercent
    self.memoryPercent = memoryPercent
    self.time = time
    self.evidence = evidence
  }
}

/// A row of `du` on a node: bytes below a folder.
public struct DirectoryUsage: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// The folder, e.g. `/var/log`.
  public var path: String
  /// Bytes; of a rounded `du -h` the rounded figure.
  public var bytes: Int64
  /// The row.
  public var evidence: Evidence

  /// A row of `du`.
  public init(node: String, path: String, bytes: Int64, evidence: Evidence) {
    self.node = node
    self.path = path
    self.bytes = bytes
    self.evidence = evidence
  }
}
