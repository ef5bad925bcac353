import Model

/// A kubelet that runs and whose client certificate has expired: the API server answers `Unauthorized`, and says why in its own log.
enum RefusedKubelet {
  /// What the kubelet gets.
  static let unauthorized = LogSignature(
    "kubelet-unauthorized", component: "kubelet", callSites: ["kubelet_node_status.go", "controller.go"],
    literals: ["Unauthorized"])
  /// When the kubelet's certificate ends, as its certificate manager says at each start and renewal.
  static let lifetime = LogSignature(
    "kubelet-certificate-lifetime", component: "kubelet", callSites: ["certificate_manager.go"],
    literals: ["Certificate expiration is "])

  /// One a node: refused until the end, for a certificate that is known to have expired.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let lines = Dictionary(grouping: investigation.incident.records(unauthorized.id), by: \.source.node)
    return lines.sorted { $0.key < $1.key }.compactMap { node, lines in
      guard lines.count >= 3, let first = lines.first?.time, let last = lines.last?.time,
        !hasReportedSince(last, node, investigation)
      else { return nil }
      let own = expired(node, before: first, investigation)
      let seen = own == nil ? refusals(from: first, to: last, investigation) : []
      guard let proof = own ?? seen.first else { return nil }
      let subject = investigation.node(node)
      var occurrence = Occurrence(
        subject: subject, joints: [.node(node), .cluster],
        // It goes on trying, and is refused as long as nothing tells of a report.
        span: Span(first, max(last, investigation.end ?? last)),
        text: "The API server refuses the kubelet of \(node.isEmpty ? "a node" : node): "
          + (own == nil ? "a client's certificate has expired" : "its certificate has expired")
          + " (\(lines.count) lines)",
        evidence: [lines[0].evidence, proof, lines[lines.count - 1].evidence])
      // The API server's log does not say whose certificate it is.
      occurrence.confidence = own == nil ? .likely : .proven
      occurrence.harmsByItself = investigation.holdsLogsAlone
      occurrence.affected = [.init(entity: subject, role: .culprit, effect: "kubelet refused")]
      return occurrence
    }
  }

  /// The kubelet's own word on its certificate, the last one before it was refused.
  private static func expired(_ node: String, before refused: Moment, _ investigation: Investigation) -> Evidence? {
    let told = investigation.incident.records(lifetime.id).last { record in
      record.source.node == node && (record.time.map { $0 <= refused } ?? true)
    }
    guard let told, let range = told.message.firstRange(of: "Certificate expiration is ") else { return nil }
    // `2024-05-06 10:00:00 +0000 UTC, rotation deadline is …`
    let words = told.message[range.upperBound...].split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let end = Moment(rfc3339: "\(words[0])T\(words[1].prefix(8))Z"),
      end.isProvablyBefore(refused)
    else { return nil }
    return told.evidence
  }

  /// The API server's words while it refused.
  private static func refusals(from: Moment, to: Moment, _ investigation: Investigation) -> [Evidence] {
    let span = Span(from, to)
    return investigation.incident.records(APICertificates.refusedClient.id).filter { record in
      APICertificates.says(record, "certificate has expired", not: " is before ")
        && (record.time.map { span.contains($0) } ?? false)
    }.map(\.evidence)
  }

  private static func hasReportedSince(_ last: Moment, _ node: String, _ investigation: Investigation) -> Bool {
    let heartbeat = investigation.index.node(node)?.condition("Ready")?.value["lastHeartbeatTime"]?.moment
    return heartbeat.map { last.isProvablyBefore($0) } ?? false
  }

  /// Three refusals of the kubelet of n1; its node is Unknown. The API server says `reason`.
  static func example(_ title: String, _ reason: String) -> Example {
    let refused = (0..<3).map { round in
      (
        "10:00:0\(round)", "kubelet_node_status.go:540",
        "\"Error updating node status, will retry\" err=\"error getting node \\\"n1\\\": Unauthorized\""
      )
    }
    let server = (0..<3).map {
      "2024-05-06T10:00:0\($0).000200+0000 n1 kube-apiserver[61]: E0506 10:00:0\($0).000100      61 authentication.go:73] "
        + "\"Unable to authenticate the request\" err=\"\(reason)\"\n"
    }.joined()
    return Example(
      title,
      [
        (
          "cluster/nodes.yaml",
          ServiceOutageMode.node(
            ready: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.")
        ),
        ("nodes/n1/journal/kubelet.log", refused.map { DiskPressureExample.kubelet($0) }.joined()),
        ("nodes/n1/journal/kube-apiserver.log", server), ("nodes/n1/date.txt", "Mon May  6 10:02:00 UTC 2024\n"),
      ])
  }
}
