/// A component's own log file in JSON: klog with `--logging-format=json`, etcd's zap, containerd with `format = "json"`, also
/// with the time of a runtime or of `kubectl logs --timestamps` before each line.
enum KlogJSON: ArtifactFormat {
  static let name = "klog-json"
  static let what = "A component's own log file in JSON. That of etcd is known by its source files."
  static let sources = ["kubelet --logging-format=json", "etcd (zap)", "containerd with format = \"json\""]
  static let samples = [
    """
    {"ts":1683187200000.123,"caller":"eviction/eviction_manager.go:342","msg":"Eviction manager: attempting to reclaim","v":0,"resourceName":"memory"}
    {"ts":1683187200001.5,"caller":"kubelet/kubelet.go:2004","msg":"SyncLoop ADD","v":2}

    """,
    """
    {"level":"warn","ts":"2021-09-10T17:14:50.559+0800","caller":"embed/config_logging.go:279","msg":"rejected connection"}

    """,
    #"""
    2026-11-21T04:24:08.616558423Z stderr F {"level":"info","ts":"2026-11-21T04:24:08.616Z","caller":"mvcc/hash.go:137","msg":"storing new hash"}

    """#,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { line in
      JSONLogLine.callSite(TimestampHeader.body(of: line)) != nil && line.index(of: "\"msg\":") != nil
    } ? 75 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    let named = ComponentNames.component(inPath: head.path)
    return LineReader(
      path: head.path,
      consumer: LogLines<TimestampHeader>(
        path: head.path, format: name, keeping: interests,
        component: named ?? (CallSiteComponents.isEtcd(head) ? "etcd" : nil)))
  }
}
