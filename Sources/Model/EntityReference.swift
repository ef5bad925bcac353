/// A thing the cluster knows: `Node/worker-1`, `Pod/shop-prod/db-0`, container `api` of a pod.
public struct EntityReference: Hashable, Sendable {
  /// Kubernetes kind, e.g. `Pod`.
  public var kind: String
  /// Namespace; empty for cluster-scoped kinds.
  public var namespace: String
  /// Object name.
  public var name: String
  /// Container name within a pod; empty for the object itself.
  public var container: String
  /// Object uid; empty where only a name is known.
  public var uid: String

  /// A reference by kind and name.
  public init(kind: String, namespace: String = "", name: String, container: String = "", uid: String = "") {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.container = container
    self.uid = uid
  }

  /// `Kind/namespace/name` or `Kind/name`, with `/container` where one is meant: how reports and `--about` write it. A name
  /// that nothing tells, as of the node of a single pasted log, is `?`.
  public var path: String {
    let name = name.isEmpty ? "?" : name
    let object = namespace.isEmpty ? "\(kind)/\(name)" : "\(kind)/\(namespace)/\(name)"
    return container.isEmpty ? object : "\(object)/\(container)"
  }

  /// The object itself, without its container.
  public var object: EntityReference {
    var copy = self
    copy.container = ""
    return copy
  }

  /// Whether both name the same object: by uid where both have one, else by kind, namespace and name.
  public func isSameObject(as other: EntityReference) -> Bool {
    guard kind == other.kind else { return false }
    if !uid.isEmpty, !other.uid.isEmpty { return uid == other.uid }
    return namespace == other.namespace && name == other.name
  }
}

extension EntityReference: Comparable {
  /// Orders by kind, namespace, name, container, uid.
  public static func < (left: EntityReference, right: EntityReference) -> Bool {
    // Field by field: a tuple would copy all ten texts for each comparison of a sort.
    if left.kind != right.kind { return left.kind < right.kind }
    if left.namespace != right.namespace { return left.namespace < right.namespace }
    if left.name != right.name { return left.name < right.name }
    if left.container != right.container { return left.container < right.container }
    return left.uid < right.uid
  }
}
