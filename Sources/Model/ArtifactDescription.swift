/// What one artifact of a bundle is, and what it holds: `inspect` shows one line or more for each.
public struct ArtifactDescription: Sendable {
  /// Objects of one kind in one namespace.
  public struct ObjectCount: Hashable, Comparable, Sendable {
    /// E.g. `Pod`, `Event`.
    public var kind: String
    /// Empty for cluster-scoped kinds.
    public var namespace: String
    /// How the artifact writes them.
    public var rendering: KubernetesObject.Rendering
    /// How many.
    public var count: Int

    /// Objects of one kind in one namespace.
    public init(kind: String, namespace: String, rendering: KubernetesObject.Rendering, count: Int) {
      self.kind = kind
      self.namespace = namespace
      self.rendering = rendering
      self.count = count
    }

    /// Orders by kind, namespace, rendering.
    public static func < (left: ObjectCount, right: ObjectCount) -> Bool {
      (left.kind, left.namespace, left.rendering.rawValue) < (right.kind, right.namespace, right.rendering.rawValue)
    }
  }

  /// The log of one component on one node.
  public struct LogExtent: Hashable, Sendable {
    /// Who writes it.
    public var source: LogSource
    /// From its first to its last line; nil where nothing dates them.
    public var span: Span?

    /// The log of one component on one node.
    public init(source: LogSource, span: Span?) {
      self.source = source
      self.span = span
    }
  }

  /// The log of a container, or the answer that came in its place.
  public struct LogOfContainer: Hashable, Sendable {
    /// The container, as far as path and text tell it.
    public var container: EntityReference?
    /// Whether it is the log of the previous instance.
    public var isPrevious: Bool
    /// All lines of the artifact.
    public var lines: Int
    /// What `kubectl logs` answered instead.
    public var answer: LogAnswer?

    /// The log of a container.
    public init(container: EntityReference?, isPrevious: Bool, lines: Int, answer: LogAnswer?) {
      self.container = container
      self.isPrevious = isPrevious
      self.lines = lines
      self.answer = answer
    }
  }

  /// The format of an artifact that holds nothing: whoever wrote it had nothing to say, or failed and said so elsewhere.
  public static let empty = "empty"

  /// Path inside the bundle.
  public var path: String
  /// Name of the format that read it, e.g. `journal-short`.
  public var format: String
  /// Unpacked size.
  public var bytes: Int64
  /// Objects, sorted.
  public var objects: [ObjectCount] = []
  /// Component logs, sorted by source.
  public var logs: [LogExtent] = []
  /// Logs of containers, in written order.
  public var containerLogs: [LogOfContainer] = []
  /// Rows of `df`.
  public var filesystems = 0
  /// Rows of `df -i`.
  public var inodeRows = 0
  /// Statements of a node's memory.
  public var memories = 0
  /// Containers in a runtime's own list; nil where it is none.
  public var runtimeContainers: Int?
  /// Images in a runtime's own list; nil where it is none.
  public var runtimeImages: Int?
  /// Units of systemd.
  public var units = 0
  /// Alerts of Alertmanager or Prometheus.
  public var alerts = 0
  /// Rows of `kubectl top` and of metrics.
  public var usages = 0
  /// Rows of `du`.
  public var diskUsages = 0
  /// When it says that the bundle was taken, sorted.
  public var captureTimes: [Moment] = []

  /// An artifact of which nothing more is known than what it is.
  public init(path: String, format: String, bytes: Int64) {
    self.path = path
    self.format = format
    self.bytes = bytes
  }
}
