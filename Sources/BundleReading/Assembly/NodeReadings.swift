import Model

/// Units of all artifacts, on the common clock.
func unitStatuses(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [UnitStatus] {
  facts.flatMap { artifact in
    artifact.units.map { reading in
      var status = reading.status
      let host = status.node
      status.node = clocks.names.node(host: host)
      status.since = reading.since.flatMap { clocks.moment($0, host: host, component: "", artifact: artifact.path) }
      return status
    }
  }.sorted { left, right in
    (left.node, left.unit, left.evidence.first?.path ?? "", left.evidence.first?.line ?? 0)
      < (right.node, right.unit, right.evidence.first?.path ?? "", right.evidence.first?.line ?? 0)
  }
}

/// Alerts of all artifacts; the same alert in two of them is one.
func alerts(_ facts: [ArtifactFacts]) -> [Alert] {
  let sorted = facts.flatMap(\.alerts).sorted { left, right in
    (left.starts?.instant.nanoseconds ?? .max, left.name, left.evidence)
      < (right.starts?.instant.nanoseconds ?? .max, right.name, right.evidence)
  }
  var seen: Set<AlertKey> = []
  return sorted.filter { seen.insert(AlertKey($0)).inserted }
}

/// What makes two alerts one: Alertmanager's own fingerprint is that of the labels.
private struct AlertKey: Hashable {
  var labels: Set<LogRecord.Field>
  var starts: Moment?

  init(_ alert: Alert) {
    labels = Set(alert.labels)
    starts = alert.starts
  }
}

/// Rows of `kubectl top` and of metrics, nodes by their names.
func resourceUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [ResourceUsage] {
  facts.flatMap { artifact in
    artifact.usages.map { usage in
      guard usage.entity.kind == "Node" else { return usage }
      var usage = usage
      usage.entity.name = clocks.names.node(host: usage.entity.name)
      return usage
    }
  }.sorted { ($0.entity, $0.evidence) < ($1.entity, $1.evidence) }
}

/// Certificates of all artifacts, nodes by their names.
func certificates(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [Certificate] {
  facts.flatMap { artifact in
    artifact.certificates.map { certificate in
      var certificate = certificate
      certificate.node = clocks.names.node(host: certificate.node)
      return certificate
    }
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}

/// Rows of `du` and figures of the kubelet's `stats/summary`.
func diskUsages(_ facts: [ArtifactFacts], on clocks: ClockResolution) -> [DiskUsage] {
  facts.flatMap { artifact in
    artifact.diskUsages.map { row in
      var row = row
      row.node = clocks.names.node(host: row.node)
      return row
    }
  }.sorted { ($0.node, $0.evidence) < ($1.node, $1.evidence) }
}
