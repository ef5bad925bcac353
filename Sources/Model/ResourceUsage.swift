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
