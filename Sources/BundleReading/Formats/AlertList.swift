import Model

/// Alerts in JSON: Alertmanager's `/api/v2/alerts` and `/api/v1/alerts`, its webhook, Prometheus' `/api/v1/alerts`.
enum AlertList: ArtifactFormat {
  static let name = "alerts"
  static let what = "Alerts that fired, with their labels, annotations and times."
  static let sources = ["Alertmanager /api/v2/alerts", "Prometheus /api/v1/alerts", "Alertmanager webhooks"]
  static let samples = [
    #"""
    [
      {
        "annotations": {"summary": "Node is not ready.", "description": "worker-1 has been unready for 15 minutes."},
        "endsAt": "2026-11-21T04:21:20.000Z",
        "fingerprint": "0b2a6a2c1ab1f0d7",
        "startsAt": "2026-11-21T04:01:20.000Z",
        "status": {"inhibitedBy": [], "silencedBy": [], "state": "active"},
        "labels": {"alertname": "KubeNodeNotReady", "node": "worker-1", "severity": "warning"}
      }
    ]

    """#,
    #"""
    {"status":"success","data":{"alerts":[{"labels":{"alertname":"TargetDown","job":"kubelet","severity":"critical"},"annotations":{"message":"All targets are down."},"state":"firing","activeAt":"2026-11-21T04:01:20.5Z","value":"1e+02"}]}}

    """#,
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.bytes.withUnsafeBytes { bytes in
      let start = bytes.part(from: bytes.has("\u{FEFF}") ? 3 : 0).first { $0 > 32 }
      guard start == UInt8(ascii: "[") || start == UInt8(ascii: "{"), bytes.index(of: "\"labels\"") != nil,
        bytes.index(of: "\"alertname\"") != nil,
        bytes.index(of: "\"startsAt\"") != nil || bytes.index(of: "\"activeAt\"") != nil
      else { return 0 }
      return bytes.index(of: "\"apiVersion\"") == nil ? 88 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name) { root, facts in
      for alert in Alerts.all(root) { Alerts.take(alert, &facts) }
    }
  }
}

/// Takes the alerts of one document.
private enum Alerts {
  /// The alerts of a document: itself, or where the API wraps them.
  static func all(_ root: Value) -> [Value] {
    for value in [root, root["data"], root.value(at: "data.alerts"), root["alerts"]] {
      guard let value, case .sequence(let items) = value.content else { continue }
      return items
    }
    return root["labels"] == nil ? [] : [root]
  }

  static func take(_ value: Value, _ facts: inout ArtifactFacts) {
    guard let labels = value["labels"], let name = labels["alertname"]?.string else { return }
    let annotations = value["annotations"]
    let summary = annotations?["summary"]?.string ?? annotations?["message"]?.string ?? ""
    let description = annotations?["description"]?.string ?? ""
    let state = value.value(at: "status.state")?.string ?? value["state"]?.string ?? value["status"]?.string ?? ""
    let text = description.isEmpty ? summary : description
    let starts = (value["startsAt"] ?? value["activeAt"])?.moment
    // An alert that still fires ends in the year 1.
    let ends = value["endsAt"]?.moment.flatMap { end in starts.map { end > $0 } ?? true ? end : nil }
    facts.alerts.append(
      Alert(
        name: name, severity: labels["severity"]?.string ?? "", state: state,
        labels: labels.members.map { LogRecord.Field(key: $0.key, value: $0.value.string ?? "") }, summary: summary,
        description: description, starts: starts, ends: ends,
        evidence: Evidence(
          path: facts.path, line: labels["alertname"]?.line ?? value.line,
          text: text.isEmpty ? name : "\(name): \(text)",
          time: starts)))
  }
}
