/// What a node's container runtime held when the bundle was taken, as `crictl`, `ctr`, `docker` or `nerdctl` lists it.
public struct RuntimeListing: Sendable {
  /// The node; empty where nothing tells it.
  public var node: String
  /// Containers and sandboxes, sorted by id; nil where the artifact lists none, e.g. one of images.
  public var containers: [RuntimeContainer]?
  /// Images, sorted by name; nil where the artifact lists none.
  public var images: [RuntimeImage]?
  /// The first header.
  public var evidence: Evidence

  /// A runtime's own lists.
  public init(node: String, containers: [RuntimeContainer]?, images: [RuntimeImage]? = nil, evidence: Evidence) {
    self.node = node
    self.containers = containers
    self.images = images
    self.evidence = evidence
  }

  /// The container of an id. Listings cut ids to 12 or 13 digits: either may be the other's beginning, but where two
  /// containers have that beginning, none is taken.
  public func container(id: String) -> RuntimeContainer? {
    let matching = (containers ?? []).filter { ContainerID.isSame($0.id, id) }
    return matching.count == 1 ? matching[0] : nil
  }
}

/// A container or sandbox in a runtime's own list.
public struct RuntimeContainer: Hashable, Sendable {
  /// States of all runtimes, by one name.
  public enum State: String, Sendable {
    case created, running, exited, unknown
  }

  /// The id as the listing writes it: 64 digits, or their beginning.
  public var id: String
  /// Whether it is a pod's sandbox; nil where the listing does not tell.
  public var isSandbox: Bool?
  /// The pod and the container's name in it, as far as the listing tells; nil where it tells neither.
  public var container: EntityReference?
  /// The id of its sandbox, as written; empty where the listing does not tell.
  public var sandboxID: String
  /// Image name or id as written; empty for sandboxes.
  public var image: String
  /// Nil where the listing does not tell.
  public var state: State?
  /// `Exited (137)`: nil where the listing does not tell.
  public var exitCode: Int?
  /// Which start of the container this is, from 0; nil where the listing does not tell.
  public var attempt: Int?
  /// When it was created; nil where the listing shows an age only.
  public var created: Moment?
  /// Its row.
  public var evidence: Evidence

  /// A container of which only the id is known so far.
  public init(
    id: String, isSandbox: Bool? = nil, container: EntityReference? = nil, sandboxID: String = "", image: String = "",
    state: State? = nil, exitCode: Int? = nil, attempt: Int? = nil, created: Moment? = nil, evidence: Evidence
  ) {
    self.id = id
    self.isSandbox = isSandbox
    self.container = container
    self.sandboxID = sandboxID
    self.image = image
    self.state = state
    self.exitCode = exitCode
    self.attempt = attempt
    self.created = created
    self.evidence = evidence
  }
}

/// An image in a runtime's own list.
public struct RuntimeImage: Hashable, Sendable {
  /// `docker.io/library/busybox:1.35`; empty for an image without tag.
  public var name: String
  /// The id as written, without `sha256:`; 64 digits, or their beginning.
  public var id: String
  /// Size in bytes as the listing rounds it; nil where it does not tell.
  public var bytes: Int64?
  /// Its row.
  public var evidence: Evidence

  /// An image.
  public init(name: String, id: String, bytes: Int64?, evidence: Evidence) {
    self.name = name
    self.id = id
    self.bytes = bytes
    self.evidence = evidence
  }
}
