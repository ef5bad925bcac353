import Model

/// Turns the lines of programs in one artifact's containers into records: of which container, on which node, and when.
struct ContainerRecords {
  private var containers: [EntityReference: EntityReference] = [:]
  private let pods: ContainerLogPods?

  init(_ artifact: ArtifactFacts, _ pods: ContainerLogPods?) {
    self.pods = pods
    let byName = Dictionary(grouping: artifact.containerLogs) { $0.container ?? EntityReference(kind: "Pod", name: "") }
    for (written, logs) in byName {
      let completed = Set(logs.map { pods?.completed($0).container ?? $0.container })
      // Of several logs that name no container nobody can tell which is whose.
      if completed.count == 1, let only = completed.first { containers[written] = only }
    }
  }

  func records(_ lines: [LogLine], on clocks: ClockResolution) -> [LogRecord] {
    var nodes: [EntityReference: String] = [:]
    return lines.map { line in
      let container = line.container.flatMap { containers[$0] ?? ($0.name.isEmpty ? nil : $0) }
      var node = clocks.names.node(host: line.host, component: line.component)
      if line.host.isEmpty {
        node = container.map { nodes[$0] ?? pods?.node(of: $0) ?? "" } ?? ""
        if let container { nodes[container] = node }
      }
      let time = clocks.moment(ofContainer: line, on: node)
      var evidence = line.evidence
      evidence.time = time
      var record = LogRecord(
        time: time, source: LogSource(node: node, component: line.component), severity: line.severity,
        callSite: line.callSite, message: line.message, fields: line.fields, signatures: [], evidence: evidence)
      record.container = container
      return record
    }
  }
}
