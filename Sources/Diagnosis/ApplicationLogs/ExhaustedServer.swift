import Model

/// A database that says itself that it has no connections left: in its log, or to its own probe. Its clients may wait,
/// retry or fail in words of their own.
///
///     Readiness probe failed: ERROR 1040 (HY000): Too many connections
enum ExhaustedServer {
  /// How long before the capture the last complaint may lie.
  private static let recent = seconds(900)
  /// A peak may refuse one client or two.
  private static let least = 3

  /// The servers as failures, one a workload.
  static func failures(
    in incident: Incident, _ logs: ContainerLogTable, end: Moment?
  ) -> [ApplicationFailure] {
    guard let end else { return [] }
    var found: [EntityReference: ApplicationFailure] = [:]
    var order: [EntityReference] = []
    for pod in incident.index.pods where !pod.isFinished && pod.object.deleted == nil {
      let workload = incident.index.workload(of: pod.reference)
      guard found[workload] == nil,
        let server = pod.containers.first(where: { DependencyKind.isServed(by: $0.value) })?.value["name"]?.string,
        let status = pod.status(of: server),
        let complaint = ofProbe(pod, incident.index, end)
          ?? ofLog(logs.logs(of: status, in: pod) + logs.logs(ofWorkload: workload), end)
      else { continue }
      var failure = ApplicationFailure(
        mode: "dependency-connections-exhausted", pod: pod, status: status, workload: workload, end: nil,
        text: "\(workload.path) has no connection left for its clients: \(LoggedFailure.quoted(complaint.text))",
        evidence: [complaint.evidence])
      failure.culprit = workload
      failure.harmsByItself = true
      failure.span = complaint.span
      found[workload] = failure
      order.append(workload)
    }
    return order.compactMap { found[$0] }
  }

  private struct Complaint {
    var text: String
    var evidence: Evidence
    var span: Span?
  }

  private static func ofProbe(_ pod: Pod, _ index: IncidentIndex, _ end: Moment) -> Complaint? {
    index.events("Unhealthy", about: pod.reference).last { event in
      event.count >= least && isComplaint(.init(number: 0, text: event.message))
        && (event.time?.to).map { isRecent($0, end) } ?? false
    }.flatMap { event in
      event.evidence.first.map { Complaint(text: event.message, evidence: $0, span: event.time) }
    }
  }

  private static func ofLog(_ logs: [ContainerLog], _ end: Moment) -> Complaint? {
    logs.lazy.filter { !$0.isPrevious }.compactMap { log in
      let lines = log.keptLines.filter(isComplaint)
      guard lines.count >= least, let last = lines.last, let time = last.time, isRecent(time, end) else { return nil }
      return Complaint(
        text: last.text, evidence: log.evidence(last), span: lines.first?.time.map { Span($0, time) } ?? Span(time))
    }.first
  }

  private static func isComplaint(_ line: ContainerLog.Line) -> Bool {
    LoggedError(line)?.shape == .connectionsExhausted
  }

  private static func isRecent(_ moment: Moment, _ end: Moment) -> Bool {
    end.latest.nanoseconds(since: moment.earliest) < recent
  }
}
