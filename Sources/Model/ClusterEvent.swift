/// An Event of the API (`v1` or `events.k8s.io`), its copies merged.
public struct ClusterEvent: Sendable {
  /// The object it is about. The kubelet writes a node's *name* as its uid: such a uid is dropped.
  public var regarding: EntityReference
  /// E.g. `Evicted`.
  public var reason: String
  /// Without the prefix `(combined from similar events): `.
  public var message: String
  /// Whether the type is `Warning`.
  public var isWarning: Bool
  /// `kubelet`, `default-scheduler`, …
  public var component: String
  /// `source.host` or `reportingInstance`, where it is a node; else empty.
  public var host: String
  /// How often, at least: the API drops and folds events.
  public var count: Int
  /// First and last time; nil where the Event has none.
  public var time: Span?
  /// How long it had been over when its text was taken, in nanoseconds; only where nothing tells when that was.
  public var age: Int64?
  /// Uid of the Event object itself; empty in text renderings.
  public var uid: String
  /// The message's line, then the other copies.
  public var evidence: [Evidence]

  /// A merged Event.
  public init(
    regarding: EntityReference, reason: String, message: String, isWarning: Bool, component: String, host: String,
    count: Int, time: Span?, uid: String, evidence: [Evidence]
  ) {
    self.regarding = regarding
    self.reason = reason
    self.message = message
    self.isWarning = isWarning
    self.component = component
    self.host = host
    self.count = count
    self.time = time
    self.uid = uid
    self.evidence = evidence
  }
}
