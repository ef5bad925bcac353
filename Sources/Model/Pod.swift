/// A view of a Pod object by the names its users know.
public struct Pod: Sendable {
  /// The object.
  public let object: KubernetesObject
  /// Statuses of all containers: init containers first, then the others, then ephemeral ones.
  public let containerStatuses: [ContainerStatus]

  /// A view of an object of kind Pod.
  public init(_ object: KubernetesObject) {
    self.object = object
    var statuses: [ContainerStatus] = []
    for (list, role) in [
      ("initContainerStatuses", ContainerStatus.Role.initialization), ("containerStatuses", .application),
      ("ephemeralContainerStatuses", .ephemeral),
    ] {
      let items = object.root.value(at: "status.\(list)")?.items ?? []
      for (offset, item) in items.enumerated() {
        statuses.append(ContainerStatus(item, role: role, field: "status.\(list).\(offset)"))
      }
    }
    containerStatuses = statuses
  }

  /// The pod as an entity.
  public var reference: EntityReference { object.reference }
  /// `status.phase`, e.g. `Failed`.
  public var phase: String { object.string(at: "status.phase") ?? "" }
  /// `status.reason`, e.g. `Evicted`.
  public var reason: String { object.string(at: "status.reason") ?? "" }
  /// `status.message`.
  public var message: String { object.string(at: "status.message") ?? "" }
  /// `spec.nodeName`; empty where it is not bound.
  public var nodeName: String { object.string(at: "spec.nodeName") ?? "" }
  /// `spec.priority`, 0 where there is none.
  public var priority: Int { object.value(at: "spec.priority")?.integer ?? 0 }
  /// `status.startTime`: when the kubelet took the pod.
  public var started: Moment? { object.value(at: "status.startTime")?.moment }
  /// Whether all its containers have ended for good.
  public var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }
  /// `spec.initContainers` and `spec.containers`, with their field paths.
  public var containers: [(value: Value, field: String)] {
    ["initContainers", "containers"].flatMap { list in
      (object.root.value(at: "spec.\(list)")?.items ?? []).enumerated().map { ($1, "spec.\(list).\($0)") }
    }
  }

  /// The status condition of a type, e.g. `Ready`, with its field path.
  public func condition(_ type: String) -> (value: Value, field: String)? {
    object.condition(type)
  }

  /// A container's status by name.
  public func status(of container: String) -> ContainerStatus? { containerStatuses.first { $0.name == container } }

  /// The latest time at which one of its containers ended.
  public var finished: Moment? { containerStatuses.compactMap { $0.terminated?.finished }.max() }
}

extension KubernetesObject {
  /// The entry of `status.conditions` with a type, with its field path.
  public func condition(_ type: String) -> (value: Value, field: String)? {
    let conditions = root.value(at: "status.conditions")?.items ?? []
    return conditions.enumerated().first { $1["type"]?.string == type }
      .map { ($1, "status.conditions.\($0)") }
  }
}

/// The status of one container of a pod.
public struct ContainerStatus: Sendable {
  /// Which of the pod's lists it stands in.
  public enum Role: Sendable {
    case initialization, application, ephemeral
  }

  /// How an instance of a container ended.
  public struct Termination: Sendable {
    /// E.g. `Completed`, `Error`, `OOMKilled`.
    public var reason: String
    /// Exit code; 128 + n after signal n.
    public var exitCode: Int?
    /// The message, e.g. of the OCI runtime.
    public var message: String
    /// When it ended; nil where the kubelet does not know.
    public var finished: Moment?
    /// The id of the instance, without scheme.
    public var containerID: String
    /// The entry itself.
    public var value: Value
    /// Its field path.
    public var field: String
  }

  /// Container name.
  public var name: String
  /// Which list it stands in.
  public var role: Role
  /// The entry itself.
  public var value: Value
  /// Its field path, e.g. `status.containerStatuses.0`.
  public var field: String

  init(_ value: Value, role: Role, field: String) {
    name = value["name"]?.string ?? ""
    self.role = role
    self.value = value
    self.field = field
  }

  /// Id of the current instance, without scheme; empty before the first.
  public var containerID: String { Self.bare(value["containerID"]?.string) }
  /// The scheme of the id: `containerd`, `cri-o`, `docker`; empty without one.
  public var runtime: String {
    let id = value["containerID"]?.string ?? ""
    return id.range(of: "://").map { String(id[..<$0.lowerBound]) } ?? ""
  }
  /// How often it was restarted.
  public var restartCount: Int { value["restartCount"]?.integer ?? 0 }
  /// `state.waiting.reason`.
  public var waitingReason: String? { value.value(at: "state.waiting.reason")?.string }
  /// Whether it runs.
  public var isRunning: Bool { value.value(at: "state.running") != nil }
  /// When the running instance started.
  public var runningSince: Moment? { value.value(at: "state.running.startedAt")?.moment }
  /// How the current instance ended.
  public var terminated: Termination? { termination("state.terminated") }
  /// How the instance before it ended.
  public var lastTermination: Termination? { termination("lastState.terminated") }
  /// All ids known of this container, without scheme, no empty ones.
  public var containerIDs: [String] {
    [containerID, terminated?.containerID ?? "", lastTermination?.containerID ?? ""].filter { !$0.isEmpty }
  }

  private func termination(_ path: String) -> Termination? {
    guard let entry = value.value(at: path), !entry.isNull else { return nil }
    return Termination(
      reason: entry["reason"]?.string ?? "", exitCode: entry["exitCode"]?.integer,
      message: entry["message"]?.string ?? "", finished: entry["finishedAt"]?.moment,
      containerID: Self.bare(entry["containerID"]?.string), value: entry, field: "\(field).\(path)")
  }

  /// `containerd://3f80…` without its scheme.
  private static func bare(_ id: String?) -> String {
    guard let id else { return "" }
    return id.range(of: "://").map { String(id[$0.upperBound...]) } ?? id
  }
}

extension StringProtocol {
  /// The first occurrence of `needle`, compared byte by byte.
  func range(of needle: String) -> Range<Index>? {
    let pattern = Array(needle.utf8)
    guard !pattern.isEmpty else { return nil }
    var start = utf8.startIndex
    while start < utf8.endIndex {
      if utf8[start...].starts(with: pattern) {
        return start..<utf8.index(start, offsetBy: pattern.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
