/// One object of the Kubernetes API as the bundle holds it, with the place of every field.
public struct KubernetesObject: Sendable {
  /// How an artifact writes an object, the most telling last.
  public enum Rendering: Int, Comparable, Sendable {
    /// A manifest as somebody applied it: a wish, not a live object.
    case manifest
    /// A row of `kubectl get`.
    case table
    /// `kubectl describe`.
    case description
    /// YAML or JSON of the API.
    case api

    /// The one that says less first.
    public static func < (left: Rendering, right: Rendering) -> Bool { left.rawValue < right.rawValue }
  }

  /// E.g. `v1`, `apps/v1`.
  public var apiVersion: String
  /// E.g. `Pod`.
  public var kind: String
  /// Namespace; empty for cluster-scoped kinds.
  public var namespace: String
  /// `metadata.name`.
  public var name: String
  /// `metadata.uid`; empty where the artifact has none.
  public var uid: String
  /// The artifact that holds it.
  public var artifact: String
  /// The whole object. `managedFields` entries keep only their manager, operation, time and subresource.
  public var root: Value
  /// How the artifact writes it. Of several copies the one that says most leads.
  public var rendering: Rendering
  /// Other artifacts that hold the same object, sorted.
  public var copies: [String]

  /// An object of an artifact, its names read from `root`; nil without kind and name.
  ///
  /// An object of the API carries what only the API server sets (uid, creation time or status); without any of these it
  /// is a manifest.
  public init?(_ root: Value, artifact: String, rendering: Rendering = .api) {
    guard let kind = root["kind"]?.string, let name = root.value(at: "metadata.name")?.string, !kind.isEmpty,
      !name.isEmpty
    else { return nil }
    self.apiVersion = root["apiVersion"]?.string ?? ""
    self.kind = kind
    self.namespace = root.value(at: "metadata.namespace")?.string ?? ""
    self.name = name
    self.uid = root.value(at: "metadata.uid")?.string ?? ""
    self.artifact = artifact
    self.root = root
    let isLive =
      !uid.isEmpty || root["status"] != nil || root.value(at: "metadata.creationTimestamp")?.isNull == false
    self.rendering = rendering == .api && !isLive && Self.hasStatus(kind) ? .manifest : rendering
    self.copies = []
  }

  /// An object of which a text tells the kind alone, e.g. a pod whose Events somebody pasted without its name.
  public init(nameless kind: String, artifact: String, line: Int) {
    apiVersion = ""
    self.kind = kind
    namespace = ""
    name = ""
    uid = ""
    self.artifact = artifact
    root = Value(
      .mapping([.init(key: "kind", value: Value(.scalar(kind, isText: true), line: line))]), line: line)
    rendering = .description
    copies = []
  }

  /// Whether live objects of a kind always carry a status: without one nothing tells a ConfigMap from its manifest.
  private static func hasStatus(_ kind: String) -> Bool {
    [
      "Pod", "Node", "Namespace", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Service",
      "PersistentVolume", "PersistentVolumeClaim", "HorizontalPodAutoscaler", "Ingress", "ResourceQuota",
    ].contains(kind)
  }

  /// The object as an entity.
  public var reference: EntityReference {
    EntityReference(kind: kind, namespace: namespace, name: name, uid: uid)
  }

  /// The value at a path such as `status.phase`.
  public func value(at path: String) -> Value? { root.value(at: path) }

  /// The text at a path.
  public func string(at path: String) -> String? { root.value(at: path)?.string }

  /// The field at a path as evidence; nil where it is absent.
  public func evidence(at path: String, time: Moment? = nil) -> Evidence? {
    root.value(at: path).map { evidence(for: $0, field: path, time: time) }
  }

  /// A value of this object as evidence. `field` is its path, e.g. `status.reason`.
  public func evidence(for value: Value, field: String, time: Moment? = nil) -> Evidence {
    let text: String =
      switch value.content {
      case .scalar(let text, _): text
      case .null: "null"
      case .mapping(let members): members.first.map { "\($0.key): \($0.value.string ?? "")" } ?? "{}"
      case .sequence(let items): items.first?.string ?? "[]"
      }
    return Evidence(
      path: artifact, line: value.line, text: text, object: reference.path, field: field, time: time)
  }

  /// The object as a whole as evidence: the line of its name.
  public var evidence: Evidence {
    root.value(at: "metadata.name").map { evidence(for: $0, field: "metadata.name") }
      ?? Evidence(path: artifact, line: root.line, text: name, object: reference.path)
  }

  /// `metadata.creationTimestamp`.
  public var created: Moment? { root.value(at: "metadata.creationTimestamp")?.moment }
  /// `metadata.deletionTimestamp`.
  public var deleted: Moment? { root.value(at: "metadata.deletionTimestamp")?.moment }

  /// `metadata.labels[key]`; a label's key holds dots, so it is no path.
  public func label(_ key: String) -> String? { root.value(at: "metadata.labels")?[key]?.string }
  /// `metadata.annotations[key]`.
  public func annotation(_ key: String) -> String? { root.value(at: "metadata.annotations")?[key]?.string }

  /// The owner that controls this object, else its first owner.
  public var controller: EntityReference? {
    let owners = root.value(at: "metadata.ownerReferences")?.items ?? []
    guard let owner = owners.first(where: { $0["controller"]?.boolean == true }) ?? owners.first,
      let kind = owner["kind"]?.string, let name = owner["name"]?.string
    else { return nil }
    return EntityReference(
      kind: kind, namespace: kind == "Node" ? "" : namespace, name: name, uid: owner["uid"]?.string ?? "")
  }
}
