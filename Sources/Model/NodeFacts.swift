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

/// One row of `df -i` on a node: a filesystem can be full of files long before it is full of bytes.
public struct InodeUsage: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// E.g. `/dev/loop0`.
  public var device: String
  /// E.g. `ext4`; empty without `-T`.
  public var type: String
  /// E.g. `/var/lib`.
  public var mountPoint: String
  /// All inodes; of a rounded `df -ih` the rounded figure. Filesystems that do not count them have no row.
  public var total: Int64
  /// Inodes used.
  public var used: Int64
  /// Inodes free.
  public var free: Int64
  /// When `df` ran, where the bundle says so.
  public var time: Moment?
  /// The row.
  public var evidence: Evidence

  /// One row of `df -i`.
  public init(
    node: String, device: String, type: String, mountPoint: String, total: Int64, used: Int64, free: Int64,
    time: Moment? = nil, evidence: Evidence
  ) {
    self.node = node
    self.device = device
    self.type = type
    self.mountPoint = mountPoint
    self.total = total
    self.used = used
    self.free = free
    self.time = time
    self.evidence = evidence
  }
}

/// A node's memory as `free` or `/proc/meminfo` shows it, in bytes.
public struct MemoryUsage: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// All memory.
  public var total: Int64
  /// What can still be had without swapping; nil where the text does not tell, as of old versions of `free`.
  public var available: Int64?
  /// Memory that nobody uses, not even as a cache.
  public var free: Int64?
  /// All swap; nil where the text does not tell.
  public var swapTotal: Int64?
  /// Unused swap; nil where the text does not tell.
  public var swapFree: Int64?
  /// When it was read, where the bundle says so.
  public var time: Moment?
  /// The row of the memory.
  public var evidence: Evidence

  /// A node's memory.
  public init(
    node: String, total: Int64, available: Int64? = nil, free: Int64? = nil, swapTotal: Int64? = nil,
    swapFree: Int64? = nil, time: Moment? = nil, evidence: Evidence
  ) {
    self.node = node
    self.total = total
    self.available = available
    self.free = free
    self.swapTotal = swapTotal
    self.swapFree = swapFree
    self.time = time
    self.evidence = evidence
  }
}
