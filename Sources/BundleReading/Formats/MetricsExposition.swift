/// What `/metrics` of a component answers: counters and gauges of one moment, in Prometheus' text format.
enum MetricsExposition: RecognizedText {
  static let name = "metrics-exposition"
  static let what = "Counters of a component at one moment, in Prometheus' text format. Recognized, not read further."
  static let sources = ["kubectl get --raw /metrics", "curl localhost:10248/metrics", "etcd /metrics"]
  static let samples = [
    "# HELP etcd_server_has_leader Whether or not a leader exists. 1 is existence, 0 is not.\n# TYPE etcd_server_has_leader gauge\netcd_server_has_leader 1\n",
    "# TYPE kubelet_running_pods gauge\nkubelet_running_pods 12\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var isFound = false
    head.withLines(atMost: 2) { line in
      let isKind = [" counter", " gauge", " histogram", " summary", " untyped"].contains { line.trimmed.ends(with: $0) }
      if line.has("# TYPE "), isKind { isFound = true }
    }
    return isFound ? 84 : 0
  }
}
