import Model

/// To whom a folder of a node belongs, by where it lies.
enum NodeDirectory: Equatable {
  /// `/var/log/pods/<namespace>_<pod>_<uid>`.
  case podLogs(EntityReference)
  /// `/var/lib/docker/containers/<id>`: docker keeps a container's log there.
  case containerLogs(id: String)
  /// `/var/lib/kubelet/pods/<uid>/volumes/kubernetes.io~empty-dir/<name>`.
  case podVolume(uid: String, name: String)
  /// Blobs of images.
  case images
  /// Pods' data of which the path does not tell whose, or what lies on other disks: claims, tokens, whole pods.
  case pods
  /// A runtime's store, in which images and writable layers are not told apart.
  case runtime
  /// None of the above.
  case host

  init(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    func starts(_ root: [String]) -> [String]? {
      parts.starts(with: root) ? Array(parts.dropFirst(root.count)) : nil
    }
    if let rest = starts(["var", "log", "pods"]) {
      self = rest.count == 1 ? Self.podLogs(folder: rest[0]) ?? .pods : .pods
    } else if let rest = starts(["var", "lib", "docker", "containers"]) {
      self = rest.count == 1 ? .containerLogs(id: rest[0]) : .runtime
    } else if let rest = starts(["var", "lib", "kubelet"]) {
      let isVolume =
        rest.count == 5 && rest[0] == "pods" && rest[2] == "volumes" && rest[3] == "kubernetes.io~empty-dir"
      self = isVolume ? .podVolume(uid: rest[1], name: rest[4]) : .pods
    } else if parts.last == "io.containerd.content.v1.content", parts.contains("containerd") {
      self = .images
    } else if NodeFilesystem.runtimeRoots.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
      self = .runtime
    } else if starts(["var", "log", "containers"]) != nil {
      self = .pods
    } else {
      self = .host
    }
  }

  /// `shop_web-0_0b51c3a8-…`: names of objects hold no `_`.
  private static func podLogs(folder: String) -> NodeDirectory? {
    let parts = folder.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return .podLogs(
      EntityReference(
        kind: "Pod", namespace: String(parts[0]), name: String(parts[1]), uid: String(parts[2])))
  }
}

/// Folders of the host itself that are large.
enum HostDirectories {
  /// Neither on a disk nor the host's own: the kernel's, and mounts of containers.
  private static let passedOver = ["/proc", "/sys", "/dev", "/run", "/var/run", "/mnt", "/media"]

  /// The innermost large folders that belong to no pod, runtime or image and lie on the kubelet's filesystem.
  static func shares(of figures: [DiskUsage], on node: String, _ incident: Incident) -> [MeasuredUsage.Share] {
    var rows: [(path: String, figure: DiskUsage)] = []
    for figure in figures {
      guard case .directory(let path) = figure.holder, NodeDirectory(path) == .host, !holdsOthers(path),
        !passedOver.contains(where: { path == $0 || path.hasPrefix($0 + "/") }),
        NodeFilesystem.isWithKubelet(path, on: node, incident)
      else { continue }
      rows.append((path, figure))
    }
    let innermost = rows.filter { row in
      !rows.contains { $0.path.hasPrefix(row.path + "/") && $0.figure.bytes * 2 >= row.figure.bytes }
    }
    let distinct = innermost.filter { row in
      !innermost.contains { row.path.hasPrefix($0.path + "/") }
    }
    return distinct.map { row in
      MeasuredUsage.Share(
        failureMode: "host-fills-node-disk", subject: EntityReference(kind: "Node", name: node), pod: nil,
        what: row.path, bytes: row.figure.bytes, evidence: [row.figure.evidence])
    }
  }

  /// Whether pods' or the runtime's data lie below a folder: its figure is not the host's alone.
  private static func holdsOthers(_ path: String) -> Bool {
    let roots = NodeFilesystem.runtimeRoots + ["/var/lib/kubelet", "/var/log/pods", "/var/log/containers"]
    return path == "/" || roots.contains { $0.hasPrefix(path + "/") }
  }
}
