/// What the bundle can testify to. What a source covers uncut and does not say did not happen; beyond that, silence proves nothing.
public struct Coverage: Sendable {
  /// A log: one component on one node.
  public struct Log: Sendable {
    /// Who writes it.
    public var source: LogSource
    /// First to last line of each artifact, overlapping ones joined, sorted. Known windows (`journalctl --since`) count.
    public var spans: [Span]
    /// Moments within the spans where lines are missing: rate limits, cut artifacts.
    public var gaps: [Span]
    /// The artifacts, sorted.
    public var artifacts: [String]

    /// What a log covers.
    public init(source: LogSource, spans: [Span], gaps: [Span] = [], artifacts: [String]) {
      self.source = source
      self.spans = spans
      self.gaps = gaps
      self.artifacts = artifacts
    }
  }

  /// A list of objects: one kind in one namespace.
  public struct List: Hashable, Sendable {
    /// E.g. `Pod`. An empty list does not say its kind: then it is read from the path (`pods.yaml`), else empty.
    public var kind: String
    /// The namespace; empty for cluster-scoped kinds and for lists over all namespaces.
    public var namespace: String
    /// Whether it was read to its end and held no error text.
    public var isComplete: Bool
    /// The artifact.
    public var artifact: String

    /// A list of objects.
    public init(kind: String, namespace: String, isComplete: Bool, artifact: String) {
      self.kind = kind
      self.namespace = namespace
      self.isComplete = isComplete
      self.artifact = artifact
    }
  }

  /// Something about one artifact that limits what it can testify to.
  public struct Note: Hashable, Comparable, Sendable {
    /// The artifact.
    public var path: String
    /// Its line, or 0 where the artifact as a whole is meant.
    public var line: Int
    /// What is wrong with it, one short sentence.
    public var text: String

    /// A note on an artifact.
    public init(path: String, line: Int = 0, text: String) {
      self.path = path
      self.line = line
      self.text = text
    }

    /// Orders by place, then text.
    public static func < (left: Note, right: Note) -> Bool {
      (left.path, left.line, left.text) < (right.path, right.line, right.text)
    }
  }

  /// How a node's clock was brought to the common one.
  public struct ClockOffset: Hashable, Sendable {
    /// The node or host; empty for logs whose node is unknown.
    public var node: String
    /// Zone of its local times, seconds east of UTC.
    public var zoneSeconds: Int
    /// Correction beyond the zone that was removed from its times, in nanoseconds.
    public var offset: Int64
    /// What tells it, e.g. `containerd writes its zone`; `assumed UTC` when nothing does.
    public var basis: String

    /// A clock as estimated.
    public init(node: String, zoneSeconds: Int, offset: Int64, basis: String) {
      self.node = node
      self.zoneSeconds = zoneSeconds
      self.offset = offset
      self.basis = basis
    }
  }

  /// Logs, sorted by source.
  public var logs: [Log] = []
  /// Lists of objects, sorted by artifact.
  public var lists: [List] = []
  /// Artifacts that answer with a refusal of the API (`is forbidden`).
  public var forbidden: [Note] = []
  /// Artifacts that end too early: cut archives, half lines, checksum errors.
  public var cut: [Note] = []
  /// Artifacts with redacted values.
  public var redacted: [Note] = []
  /// Artifacts that are not as their collector's manifest says. Looked for only where digests are asked for.
  public var altered: [Note] = []
  /// Artifacts that no format claimed.
  public var unrecognised: [Note] = []
  /// Limits that were reached while reading.
  public var limits: [Note] = []
  /// Places where a table or a description says something else of an object than its YAML, which leads.
  public var disagreeing: [Note] = []
  /// What a user would look for and the bundle lacks.
  public var missing: [Note] = []
  /// One a node.
  public var clockOffsets: [ClockOffset] = []

  /// Nothing read yet.
  public init() {}

  /// Whether the source was read uncut over the whole span: only then does its silence speak.
  public func covers(_ source: LogSource, _ span: Span) -> Bool {
    logs.contains { log in
      log.source == source
        && log.spans.contains { $0.from.earliest <= span.from.earliest && span.to.latest <= $0.to.latest }
        && !log.gaps.contains { $0.overlaps(span) }
    }
  }
}
