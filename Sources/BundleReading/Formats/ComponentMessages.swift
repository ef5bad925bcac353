/// Messages of components with nothing around them, as people quote them in a title or a chat: no time, no host, no source
/// file.
///
///     Unable to register node "worker-1" with API server: nodes "worker-1" is forbidden: node "w1" cannot modify node "worker-1"
///     nf_conntrack: table full, dropping packet
///
/// Only beginnings that no other program writes, and that tell of a failure.
enum ComponentMessages: ArtifactFormat {
  static let name = "component-messages"
  static let what = """
    Messages of kubelet, kernel, kube-proxy or etcd without time and header, as they are quoted; known by how they begin.
    """
  static let sources = ["a copied line of a log", "an alert", "the title of an issue"]
  static let samples = [
    "Unable to register node \"worker-1\" with API server: nodes \"worker-1\" is forbidden: node \"w1\" cannot modify node \"worker-1\"\n",
    "`nf_conntrack: table full, dropping packet`\n",
    "Failed to start ContainerManager failed to get rootfs info: unable to find data in memory cache\n",
    "etcdserver: mvcc: database space exceeded\n",
  ]

  /// Longest text that is nothing but a few messages, in lines.
  private static let mostLines = 60
  /// What is looked for last: whatever else claims a text knows more of it.
  private static let leastClaim = 6

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isWhole, head.lines.count <= mostLines, head.container?.isCertain != true else { return 0 }
    return component(of: head) == nil ? 0 : leastClaim
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<NoOuterHeader>(
        path: head.path, format: name, keeping: interests, component: component(of: head)))
  }

  /// The component whose message a line is; nil for any other line.
  static func component(of line: LineBytes) -> String? {
    let text = withoutQuotes(line)
    // Whoever asks the API server quotes this within words of its own.
    if text.index(of: "etcdserver: mvcc: database space exceeded") != nil { return "etcd" }
    guard let first = text.first, first.isLetter else { return nil }
    return beginnings.first { beginning in beginning.texts.contains { text.has($0) } }?.component
  }

  private static func component(of head: ArtifactHead) -> String? {
    var found: String?
    head.withLines(atMost: mostLines) { line in
      if found == nil { found = component(of: line) }
    }
    return found
  }

  /// A line without marks of quotation before it, and without the word that it is an error.
  private static func withoutQuotes(_ line: LineBytes) -> LineBytes {
    var text = line.trimmed
    while let first = text.first, "`'\">*-# ".utf8.contains(first) { text = text.part(from: 1) }
    let words: [StaticString] = ["kernel: ", "kubelet: ", "Error: ", "error: ", "err=\"", "rpc error: "]
    for word in words where text.has(word) { text = text.part(from: word.utf8CodeUnitCount) }
    return text
  }

  private static let beginnings: [(component: String, texts: [StaticString])] = [
    (
      "kubelet",
      [
        "Unable to register node ", "Failed to start ContainerManager ", "failed to run Kubelet: ",
        "Failed to run kubelet", "failed to load Kubelet config file ", "failed to load kubelet config file ",
        "No api server defined", "misconfiguration: kubelet cgroup driver: ",
        "failed to create kubelet: misconfiguration: ",
        "PLEG is not healthy: ",
        "running with swap on is not supported", "unable to load bootstrap kubeconfig",
        "part of the existing bootstrap client certificate is expired",
        "Part of the existing bootstrap client certificate is expired",
        "The currently active client certificate has expired", "orphaned pod \"", "Container runtime network not ready",
        "container runtime network not ready", "Error updating node status, will retry",
        "Failed to admit pod ", "eviction manager: ",
      ]
    ),
    (
      "kernel",
      [
        "nf_conntrack: table full", "nf_conntrack: nf_conntrack: table full", "ip_conntrack: table full",
        "Memory cgroup out of memory: Kill", "Out of memory: Kill", "unregister_netdevice: waiting for ",
        "VFS: file-max limit ", "INFO: task ", "watchdog: BUG: soft lockup", "NMI watchdog: BUG: soft lockup",
        "neighbour: arp_cache: neighbor table overflow", "neighbor: arp_cache: neighbor table overflow",
        "EXT4-fs error (device ", "XFS (", "SLUB: Unable to allocate memory on node",
      ]
    ),
    ("kube-proxy", ["Failed to execute iptables-restore", "Failed to ensure chain exists"]),
    (
      "etcd",
      [
        "etcdserver: mvcc: database space exceeded", "mvcc: database space exceeded",
        "walpb: crc mismatch", "raft: tocommit(", "tocommit(",
      ]
    ),
    (
      "containerd",
      ["failed to load plugin io.containerd.grpc.v1.cri", "failed to load plugin io.containerd.cri.v1"]
    ),
  ]
}
