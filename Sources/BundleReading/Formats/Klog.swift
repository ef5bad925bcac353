/// A component's own log file in klog's form, without journal header, also with the times of `kubectl logs --timestamps`
/// or of a CRI runtime before each line.
enum Klog: ArtifactFormat {
  static let name = "klog"
  static let what = """
    A component's own log file, also with the times of `kubectl logs --timestamps` before each line. The \
    component is known by the path or by its source files.
    """
  static let sources = [
    "kubelet", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy",
    "journalctl -o cat -u kubelet",
  ]
  static let samples = [
    """
    I0114 17:55:49.989510   12551 kubelet.go:1882] SyncLoop (ADD, "api"): "prometheus-node-exporter-l7vzz_monitoring(4ec492d2)"
    W0427 02:19:54.475838       1 controllermanager.go:478] "tokencleaner" is disabled

    """,
    "0905 15:42:13.182280   23506 eviction_manager.go:142] Failed to admit pod rdma-device-plugin-daemonset-8nwb8\n",
    "kubelet_volumes.go:154] orphaned pod \"xxx\" found, but volume paths are still present on disk\n",
    "ERROR: logging before flag.Parse: I0108 18:11:54.017909      1 volume.go:73] OpenEBS volume provisioner namespace\n",
    "2023-08-09T14:24:23.168674384Z E0809 14:24:23.168466   17369 mount_linux.go:195] Mount failed: exit status 32\n",
    "Trace[916838159]: ---\"Listing from storage done\" 30000ms (04:01:20.123)\nTrace[916838159]: [30.000454926s] [30.000454926s] END\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { KlogHeader.read($0) != nil || KlogHeader.read(body($0)) != nil || isTrace($0) } ? 73 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    let component = ComponentNames.component(inPath: head.path) ?? CallSiteComponents.component(of: head)
    if head.firstLine({ !body($0).isEmpty }) {
      return LineReader(
        path: head.path,
        consumer: LogLines<TimestampHeader>(path: head.path, format: name, keeping: interests, component: component))
    }
    return makeLogReader(
      head, LogLines<NoOuterHeader>(path: head.path, format: name, keeping: interests, component: component)
    ) { KlogHeader.read($0) != nil }
  }

  /// `Trace[916838159]: [30.000454926s] END`, the steps of a slow request; its klog line may not have been copied.
  private static func isTrace(_ line: LineBytes) -> Bool {
    guard line.has("Trace["), let close = line.part(0, 24).index(of: UInt8(ascii: "]")), close > 6 else { return false }
    return line.part(6, close).allSatisfy(\.isDigit) && line.has(": ", at: close + 1)
  }

  /// What follows a time of its own before the line; empty where there is none.
  private static func body(_ line: LineBytes) -> LineBytes {
    guard let header = TimestampHeader.header(of: line), header.message > 0 else { return line.part(0, 0) }
    return line.part(from: header.message)
  }
}
