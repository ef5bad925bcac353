public import Model

/// Which entries of a timeline are shown. Empty lists and nil ask for all.
public struct TimelineFilter: Sendable {
  /// Names of nodes.
  public var nodes: [String] = []
  /// Namespaces.
  public var namespaces: [String] = []
  /// Names of pods, also with their namespace (`shop/db-0`); `*` at the end matches any rest.
  public var pods: [String] = []
  /// Who says it: a log's component, or one of `otherSources`.
  public var components: [String] = []
  /// The least severe that is shown; what does not rate itself counts as information.
  public var severity: Severity?
  /// From when on.
  public var since: Instant?
  /// Until when.
  public var until: Instant?

  /// What `components` may name besides components of logs.
  public static let otherSources: Set<String> = ["event", "object", "alert", "unit", "change"]

  /// Everything.
  public init() {}

  /// Whether the cheap conditions hold: those that need no look into the text.
  func admits(time: Moment?, node: String, source: String, severity: Severity?) -> Bool {
    if !components.isEmpty, !components.contains(source) { return false }
    if !nodes.isEmpty, !nodes.contains(node) { return false }
    if let least = self.severity, severity ?? .information < least { return false }
    guard since != nil || until != nil else { return true }
    guard let time else { return false }
    if let since, time.latest < since { return false }
    if let until, time.earliest > until { return false }
    return true
  }

  /// Whether an entry of many repeats has one within the time asked for.
  func admits(_ entry: TimelineEntry) -> Bool {
    let isWithin =
      admits(time: entry.time, node: entry.node, source: entry.source, severity: entry.severity)
      || entry.last.map { admits(time: $0, node: entry.node, source: entry.source, severity: entry.severity) } ?? false
    guard isWithin else { return false }
    if !namespaces.isEmpty, !entry.subjects.contains(where: { namespaces.contains(Self.namespace(of: $0)) }) {
      return false
    }
    guard !pods.isEmpty else { return true }
    return entry.subjects.contains { subject in
      subject.kind == "Pod" && pods.contains { Self.matches($0, subject) }
    }
  }

  private static func namespace(of subject: EntityReference) -> String {
    subject.kind == "Namespace" ? subject.name : subject.namespace
  }

  private static func matches(_ pattern: String, _ pod: EntityReference) -> Bool {
    let name = pattern.utf8.contains(UInt8(ascii: "/")) ? "\(pod.namespace)/\(pod.name)" : pod.name
    return pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
