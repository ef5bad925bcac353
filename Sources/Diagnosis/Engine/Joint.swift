import Model

/// What two occurrences can share. A closed set: nothing else ever joins a cause to an effect.
enum Joint: Hashable, Sendable {
  /// One instance of a container, by its id without scheme.
  case container(id: String)
  /// One pod, by uid; by `namespace/name` only where no uid is known.
  case pod(String)
  /// The workload at the end of the owner chain, by `EntityReference.path`.
  case workload(String)
  /// A claim, Service, ConfigMap or other object that is named by reference, by `EntityReference.path`.
  case object(String)
  /// An image reference.
  case image(String)
  /// A node's filesystem for pods and containers.
  case nodeFilesystem(node: String)
  /// A node, by name.
  case node(String)
  /// A namespace, by name.
  case namespace(String)
  /// The cluster as a whole.
  case cluster

  /// The kinds of joints, the most specific first.
  enum Kind: Int, Comparable, Sendable {
    case container, pod, workload, object, image, nodeFilesystem, node, namespace, cluster

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which kind of joint this is.
  var kind: Kind {
    switch self {
    case .container: .container
    case .pod: .pod
    case .workload: .workload
    case .object: .object
    case .image: .image
    case .nodeFilesystem: .nodeFilesystem
    case .node: .node
    case .namespace: .namespace
    case .cluster: .cluster
    }
  }

  /// The joint of a pod.
  static func pod(_ reference: EntityReference) -> Joint {
    .pod(reference.uid.isEmpty ? "\(reference.namespace)/\(reference.name)" : reference.uid)
  }

  /// The joint of all instances of one container of a pod, for text renderings without container ids.
  static func container(_ name: String, of pod: EntityReference) -> Joint {
    .container(id: "\(pod.uid.isEmpty ? "\(pod.namespace)/\(pod.name)" : pod.uid)/\(name)")
  }

  /// The joint of a workload.
  static func workload(_ reference: EntityReference) -> Joint { .workload(reference.path) }
}
