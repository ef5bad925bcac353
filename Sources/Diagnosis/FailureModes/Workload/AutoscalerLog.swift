import Model

/// Autoscalers that compute nothing, as the controller's log alone tells it:
///
///     horizontal.go:212] failed to compute desired number of replicas based on listed metrics for Deployment/shop/web: …
enum AutoscalerLog {
  static let line = LogSignature(
    "autoscaler-computes-nothing", component: "kube-controller-manager", callSites: ["horizontal.go"],
    literals: ["failed to compute desired number of replicas based on listed metrics for "])

  /// What it says while the metrics of new pods are still missing.
  private static let startup = ["no metrics returned from", "did not receive metrics for"]

  /// One of each workload, in an excerpt without the autoscaler itself.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.isExcerpt, investigation.index.objects(kind: "HorizontalPodAutoscaler").isEmpty else {
      return []
    }
    let lines = investigation.incident.records(line.id).filter { record in
      !startup.contains { record.message.firstRange(of: $0) != nil }
        && !investigation.goesOn(after: record, for: seconds(60))
    }
    return Dictionary(grouping: lines) { target(of: $0).path }.sorted { $0.key < $1.key }.compactMap { _, lines in
      guard let last = lines.last else { return nil }
      let target = target(of: last)
      var occurrence = Occurrence(
        subject: target, joints: [.workload(target), .namespace(target.namespace), .cluster],
        span: last.time.map { Span($0) },
        text: "The autoscaler of \(target.path) computes nothing: \(LoggedFailure.quoted(last.message))",
        evidence: [last.evidence])
      occurrence.confidence = .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: target, role: .victim, effect: "not scaled")]
      return occurrence
    }
  }

  /// `Deployment/shop/web` of the line; empty where it names none.
  private static func target(of record: LogRecord) -> EntityReference {
    let opening = "based on listed metrics for "
    guard let range = record.message.firstRange(of: opening) else { return EntityReference(kind: "", name: "") }
    let parts = record.message[range.upperBound...].prefix { $0 != ":" && $0 != " " }.split(separator: "/")
    guard parts.count == 3 else { return EntityReference(kind: "", name: "") }
    return EntityReference(kind: String(parts[0]), namespace: String(parts[1]), name: String(parts[2]))
  }
}
