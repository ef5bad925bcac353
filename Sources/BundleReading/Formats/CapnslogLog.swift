import Model

/// A log file of etcd up to 3.4, and of other programs with the same library.
enum CapnslogLog: ArtifactFormat {
  static let name = "capnslog"
  static let what = "A component's own log file as capnslog writes it: local times with their year, no zone."
  static let sources = ["etcd up to 3.4", "etcd 3.5 with --logger=capnslog"]
  static let samples = [
    """
    2022-07-12 09:11:45.659987 W | pkg/flags: unrecognized environment variable ETCD_PORT_2379_TCP_PORT=2379
    2022-07-12 09:11:46.103412 W | etcdserver: read-only range request "key:\\"/registry/health\\" " took too long (142.5ms) to execute

    """
  ]

  /// Packages of etcd that write such lines.
  private static let packages: [StaticString] = [
    "etcdserver", "etcdmain:", "raft:", "raft2", "rafthttp:", "mvcc:", "embed:", "wal:", "snap:", "lease", "auth:",
    "pkg/flags:", "store:", "discovery:", "proxy/",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { Capnslog.decode(TimestampHeader.body(of: $0)) != nil } ? 73 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    let isEtcd = head.share { line in packages.contains { TimestampHeader.body(of: line).has($0, at: 31) } }.count > 0
    let named = ComponentNames.component(inPath: head.path)
    return LineReader(
      path: head.path,
      consumer: LogLines<TimestampHeader>(
        path: head.path, format: name, keeping: interests, component: named ?? (isEtcd ? "etcd" : nil)))
  }
}
