/// Who writes a log: one component on one node, e.g. the kubelet of worker-1.
public struct LogSource: Hashable, Comparable, Sendable {
  /// Node or host name; empty where nothing tells it.
  public var node: String
  /// `kubelet`, `containerd`, `kernel`, `systemd`, `kube-apiserver` …: the component by content, not by syslog tag.
  public var component: String

  /// A component on a node.
  public init(node: String, component: String) {
    self.node = node
    self.component = component
  }

  /// `worker-1/kubelet`, or `kubelet` where the node is unknown; `log` where nothing tells whose it is.
  public var name: String {
    let component = component.isEmpty ? "log" : component
    return node.isEmpty ? component : "\(node)/\(component)"
  }

  /// Orders by node, then component.
  public static func < (left: LogSource, right: LogSource) -> Bool {
    (left.node, left.component) < (right.node, right.component)
  }
}

/// How a line rates itself. klog has I W E F; logfmt `level=`.
public enum Severity: Int, Comparable, Sendable {
  case debug, information, warning, error, fatal

  /// The less severe first.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// A log line worth keeping: failure modes declare these, readers get them as data and drop every line that nobody asked for.
///
///     LogSignature("reclaim-attempt", component: "kubelet", callSites: ["eviction_manager.go"],
///                  literals: ["attempting to reclaim"])
public struct LogSignature: Hashable, Sendable {
  /// Unique name, kebab-case.
  public var id: String
  /// The component that writes such lines; it names the source of a line whose syslog tag says less (`docker`, `k3s`).
  public var component: String
  /// klog source files, base name: the first key of the search. Empty: any line, also one that is not klog.
  public var callSites: [String]
  /// Exact, case-sensitive pieces of the message, one of which the line must hold: one a wording.
  public var literals: [String]

  /// A kind of line to keep.
  public init(_ id: String, component: String, callSites: [String] = [], literals: [String]) {
    self.id = id
    self.component = component
    self.callSites = callSites
    self.literals = literals
  }
}

/// One kept line of a component's log, decoded, on the common clock.
public struct LogRecord: Sendable {
  /// `key=value` of structured klog or logfmt, decoded, in written order.
  public struct Field: Hashable, Sendable {
    /// Key as written, e.g. `containerID`.
    public var key: String
    /// Value without quotes and escapes; lists and structs as written.
    public var value: String

    /// A key with its decoded value.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// When it was written; nil where the line has no time and no neighbour that lends one.
  public var time: Moment?
  /// Who wrote it.
  public var source: LogSource
  /// Its severity; nil where the line does not rate itself.
  public var severity: Severity?
  /// klog source file, base name, e.g. `eviction_manager.go`; empty elsewhere.
  public var callSite: String
  /// The message: of klog all after `] ` (structured: the unquoted text), of logfmt `msg`, decoded.
  public var message: String
  /// Fields after the message.
  public var fields: [Field]
  /// Ids of the signatures it matched, sorted.
  public var signatures: [String]
  /// The line itself.
  public var evidence: Evidence
  /// The same line in other renderings of the same log.
  public var copies: [Evidence]
  /// Of a line of a program in a container, whose it is; nil of components' lines.
  public var container: EntityReference?

  /// A decoded line.
  public init(
    time: Moment?, source: LogSource, severity: Severity?, callSite: String, message: String, fields: [Field],
    signatures: [String], evidence: Evidence, copies: [Evidence] = []
  ) {
    self.time = time
    self.source = source
    self.severity = severity
    self.callSite = callSite
    self.message = message
    self.fields = fields
    self.signatures = signatures
    self.evidence = evidence
    self.copies = copies
  }

  /// A field's value.
  public func field(_ key: String) -> String? { fields.first { $0.key == key }?.value }
}
