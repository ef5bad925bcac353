/// A log file as zap writes it for a console: etcd with `--log-format=console`, operators and webhooks.
enum ZapConsole: ArtifactFormat {
  static let name = "zap-console"
  static let what = "A component's own log file with tabs between time, level, place and message."
  static let sources = ["etcd --log-format=console", "controller-runtime"]
  static let samples = [
    "2026-11-21T04:01:20.559Z\twarn\tetcdserver/util.go:170\tapply request took too long\t{\"took\": \"300ms\"}\n",
    "2026-11-21T04:01:20.559+0800\tERROR\tcontroller.pod\tReconciler error\t{\"name\": \"cart-0\", \"error\": \"timeout\"}\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int { head.isMadeOf { ZapConsoleLine.begins($0) } ? 74 : 0 }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    let component = ComponentNames.component(inPath: head.path) ?? (CallSiteComponents.isEtcd(head) ? "etcd" : nil)
    let interests = component == nil ? interests.ofOtherPrograms : interests
    return LineReader(
      path: head.path,
      consumer: LogLines<TimestampHeader>(path: head.path, format: name, keeping: interests, component: component))
  }
}
