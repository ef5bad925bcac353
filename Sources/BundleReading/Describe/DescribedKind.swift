import Model

/// How `kubectl describe` shows one kind of object. One file each in `Kinds/`.
struct DescribedKind: Sendable {
  /// E.g. `Pod`.
  var kind: String
  /// E.g. `apps/v1`.
  var apiVersion: String
  /// Whether its objects lie in a namespace.
  var isNamespaced = true
  /// Whether the sections are those of this kind.
  var isShown: @Sendable (DescribedObject) -> Bool
  /// Sets what the sections say, under the API's own names.
  var fill: @Sendable (DescribedObject, inout ObjectTree) -> Void
  /// Further objects that the text names, e.g. the Lease of a node.
  var others: @Sendable (DescribedObject) -> [ObjectTree] = { _ in [] }

  /// The kind of an object: by its sections, else by the command or the path; nil where nothing tells it.
  static func kind(of object: DescribedObject) -> DescribedKind? {
    if let known = all.first(where: { $0.isShown(object) }) {
      // Text cannot tell these two apart.
      return known.kind == "ReplicaSet" && object.askedKind == "ReplicationController"
        ? .replicationController : known
    }
    return object.askedKind.flatMap { kind in all.first { $0.kind == kind } }
  }

  /// All kinds; where two could show the same sections, the stricter first.
  static let all: [DescribedKind] = [
    .pod, .node, .deployment, .statefulSet, .daemonSet, .replicaSet, .service,
  ]
}
