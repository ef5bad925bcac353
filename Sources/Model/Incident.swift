/// A bundle as one model: its objects, its timeline on one clock, and what it can testify to.
///
/// Everything is merged (one fact, one entry), sorted, and names the lines it came from.
public struct Incident: Sendable {
  /// The bundle itself.
  public var bundle: BundleDescription
  /// Objects of the API, one a uid, sorted by kind, namespace, name. Events are not among them.
  public var objects: [KubernetesObject]
  /// Manifests as somebody applied them: wishes, not live objects. Sorted like the objects.
  public var manifests: [KubernetesObject]
  /// Events of the API, sorted by time.
  public var events: [ClusterEvent]
  /// Kept log lines, sorted by time; those without a time last, by place.
  public var records: [LogRecord]
  /// Logs of containers, sorted by artifact.
  public var containerLogs: [ContainerLog]
  /// Rows of `df`.
  public var filesystems: [FilesystemUsage]
  /// Rows of `df -i`, never among those of bytes.
  public var inodeUsages: [InodeUsage]
  /// The nodes' memory.
  public var memoryUsages: [MemoryUsage]
  /// What the nodes' runtimes held.
  public var runtimeListings: [RuntimeListing]
  /// Units of systemd as `systemctl` shows them, sorted by node, then unit.
  public var unitStatuses: [UnitStatus]
  /// Alerts, sorted by start, then name.
  public var alerts: [Alert]
  /// What pods and nodes used, sorted by entity, then place.
  public var usages: [ResourceUsage]
  /// Who holds how much of a node's disk (`du`, the kubelet's `stats/summary`), sorted by node, then place.
  public var diskUsages: [DiskUsage]
  /// Certificates and until when they are valid, sorted by node, then place.
  public var certificates: [Certificate]
  /// What was read, what is missing, and how clocks were brought together.
  public var coverage: Coverage
  /// What each artifact is and holds, sorted by path; those that no format claimed are in the coverage.
  public var artifacts: [ArtifactDescription]
  /// Work on the cluster that the user told of, in time order; no part of the bundle.
  public var markers: [Change] = []
  /// Look-ups over the above.
  public let index: IncidentIndex

  /// An incident of sorted, merged parts.
  public init(
    bundle: BundleDescription, objects: [KubernetesObject] = [], manifests: [KubernetesObject] = [],
    events: [ClusterEvent] = [], records: [LogRecord] = [], containerLogs: [ContainerLog] = [],
    filesystems: [FilesystemUsage] = [], runtimeListings: [RuntimeListing] = [], unitStatuses: [UnitStatus] = [],
    alerts: [Alert] = [], usages: [ResourceUsage] = [], diskUsages: [DiskUsage] = [],
    inodeUsages: [InodeUsage] = [], memoryUsages: [MemoryUsage] = [], certificates: [Certificate] = [],
    coverage: Coverage = Coverage(),
    artifacts: [ArtifactDescription] = []
  ) {
    self.bundle = bundle
    self.objects = objects
    self.manifests = manifests
    self.events = events
    self.records = records
    self.containerLogs = containerLogs
    self.filesystems = filesystems
    self.runtimeListings = runtimeListings
    self.unitStatuses = unitStatuses
    self.alerts = alerts
    self.usages = usages
    self.diskUsages = diskUsages
    self.inodeUsages = inodeUsages
    self.memoryUsages = memoryUsages
    self.certificates = certificates
    self.coverage = coverage
    self.artifacts = artifacts
    index = IncidentIndex(objects: objects, events: events, records: records)
  }

  /// The same incident with other Events, and look-ups over these.
  public func with(events: [ClusterEvent]) -> Incident {
    var other = Incident(
      bundle: bundle, objects: objects, manifests: manifests, events: events, records: records,
      containerLogs: containerLogs, filesystems: filesystems, runtimeListings: runtimeListings,
      unitStatuses: unitStatuses, alerts: alerts, usages: usages, diskUsages: diskUsages, inodeUsages: inodeUsages,
      memoryUsages: memoryUsages, certificates: certificates, coverage: coverage, artifacts: artifacts)
    other.markers = markers
    return other
  }

  /// The last instant that it knows of: its capture, else the last line of its logs, whether anybody asked for that or not.
  public var lastMoment: Moment? {
    if let captured = bundle.captured { return captured.to }
    let lastRecord = records.last { $0.time != nil }?.time
    return (coverage.logs.flatMap(\.spans).map(\.to) + [lastRecord].compactMap(\.self)).max()
  }

  /// Records that match a signature, in time order.
  public func records(_ signature: String) -> [LogRecord] {
    (index.recordsBySignature[signature] ?? []).map { records[$0] }
  }
}

/// The bundle as a file.
public struct BundleDescription: Sendable {
  /// File or folder name.
  public var name: String
  /// SHA-256 of the file in hexadecimal; nil for a folder.
  public var sha256: String?
  /// Artifacts read.
  public var artifacts: Int
  /// Bytes of all artifacts, unpacked.
  public var bytes: Int64
  /// When it was collected, as far as it says.
  public var captured: Span?

  /// A bundle as a file.
  public init(name: String, sha256: String? = nil, artifacts: Int = 0, bytes: Int64 = 0, captured: Span? = nil) {
    self.name = name
    self.sha256 = sha256
    self.artifacts = artifacts
    self.bytes = bytes
    self.captured = captured
  }
}
