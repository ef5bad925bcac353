/// Something that was changed on purpose or started anew: what to look at first when something breaks afterwards.
public struct Change: Hashable, Sendable {
  /// What kind of change.
  public enum Kind: String, Sendable {
    /// A workload got another template.
    case rollout
    /// Somebody or a pipeline wrote an object.
    case edit
    /// A node's service began anew.
    case restart
    /// A node booted.
    case reboot
    /// A node joined the cluster.
    case join
    /// A deployment or other work that the user told of (`--changes`).
    case marker
  }

  /// When.
  public var time: Moment
  /// What kind of change.
  public var kind: Kind
  /// What was changed; without kind and name where a marker names nothing.
  public var entity: EntityReference
  /// What happened, a few words, e.g. `rolled out revision 4: image of api 1.4 → 1.5`.
  public var text: String
  /// The field or line that tells.
  public var evidence: Evidence

  /// A change.
  public init(time: Moment, kind: Kind, entity: EntityReference, text: String, evidence: Evidence) {
    self.time = time
    self.kind = kind
    self.entity = entity
    self.text = text
    self.evidence = evidence
  }
}

extension Change: Comparable {
  /// By time, then what was changed.
  public static func < (left: Change, right: Change) -> Bool {
    (left.time, left.entity, left.text, left.evidence) < (right.time, right.entity, right.text, right.evidence)
  }
}
