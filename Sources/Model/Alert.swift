/// An alert as Alertmanager or Prometheus lists it, e.g. `KubeNodeNotReady` for a node.
public struct Alert: Sendable {
  /// The label `alertname`.
  public var name: String
  /// The label `severity`; empty where there is none.
  public var severity: String
  /// `active`, `suppressed` (silenced or inhibited), `firing`, `pending`, `resolved`; empty where the alert does not say.
  public var state: String
  /// All labels in written order, e.g. `namespace`, `pod`, `node`.
  public var labels: [LogRecord.Field]
  /// The annotation `summary` or `message`; empty where there is none.
  public var summary: String
  /// The annotation `description`; empty where there is none.
  public var description: String
  /// When it began to fire.
  public var starts: Moment?
  /// When it ended, or was going to be forgotten.
  public var ends: Moment?
  /// Where its name stands.
  public var evidence: Evidence

  /// An alert.
  public init(
    name: String, severity: String = "", state: String = "", labels: [LogRecord.Field] = [], summary: String = "",
    description: String = "", starts: Moment? = nil, ends: Moment? = nil, evidence: Evidence
  ) {
    self.name = name
    self.severity = severity
    self.state = state
    self.labels = labels
    self.summary = summary
    self.description = description
    self.starts = starts
    self.ends = ends
    self.evidence = evidence
  }

  /// A label's value, e.g. of `pod`.
  public func label(_ key: String) -> String? { labels.first { $0.key == key }?.value }
}
