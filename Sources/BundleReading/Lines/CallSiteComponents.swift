/// Components by the source files that only they log from: a bare log file often lies where no path names it.
enum CallSiteComponents {
  /// Names that operators and cloud providers give to files of their own are left out.
  private static let names: [(component: String, files: [StaticString])] = [
    (
      "kube-apiserver",
      [
        "cacher.go", "apiservice_controller.go", "available_controller.go", "autoregister_controller.go",
        "crdregistration_controller.go", "establishing_controller.go", "apf_controller.go",
      ]
    ),
    (
      "kube-controller-manager",
      [
        "replica_set.go", "cronjob_controllerv2.go", "garbagecollector.go", "resource_quota_controller.go",
        "horizontal.go", "stateful_set.go", "daemon_controller.go", "gc_controller.go", "taint_eviction.go",
        "endpointslice_controller.go", "attach_detach_controller.go", "namespaced_resources_deleter.go",
      ]
    ),
    ("kube-scheduler", ["schedule_one.go", "scheduling_queue.go", "default_binder.go", "default_preemption.go"]),
    ("kube-proxy", ["proxier.go", "server_others.go"]),
  ]

  /// Directories of etcd's sources as zap's `caller` names them.
  private static let etcdFolders: [StaticString] = [
    "etcdserver/", "etcdmain/", "embed/", "rafthttp/", "membership/", "mvcc/", "v3rpc/", "traceutil/", "wal/",
    "schema/", "etcdutl/", "fileutil/purge",
  ]

  /// The component that the beginning of a klog file shows; nil where there is none, or several.
  static func component(of head: ArtifactHead) -> String? {
    var found: Set<String> = []
    head.withLines(atMost: 100) { line in
      guard let header = klog(line) else { return }
      let file = header.line.part(header.site.lowerBound, header.site.upperBound)
      for (component, files) in names
      where files.contains(where: { $0.utf8CodeUnitCount == file.count && file.has($0) }) {
        found.insert(component)
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// Whether the beginning of a log of zap, in JSON or for the console, shows places of etcd's sources.
  static func isEtcd(_ head: ArtifactHead) -> Bool {
    head.share { line in
      let caller = line.index(of: "\"caller\":\"").map { line.part(from: $0 + 10) } ?? ZapConsoleLine.caller(of: line)
      return caller.map { caller in etcdFolders.contains { caller.has($0) } } ?? false
    }.share > 0.1
  }

  private static func klog(_ line: LineBytes) -> (line: LineBytes, site: Range<Int>)? {
    if let header = KlogHeader.read(line) { return (line, header.callSite) }
    guard let outer = TimestampHeader.header(of: line), outer.message > 0 else { return nil }
    let message = line.part(from: outer.message)
    return KlogHeader.read(message).map { (message, $0.callSite) }
  }
}
