import Model

/// Refusals that only the log of a client shows: a program that makes pods itself has no controller and no Events.
///
///     pods "build-17" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=50, limited: pods=50
enum LoggedQuotaRefusal {
  /// A refusal that is older may have been followed by successes that nobody logs.
  private static let recent = seconds(900)

  /// One of each quota and resource that no Event tells of.
  static func all(in incident: Incident, known: [QuotaExhaustion]) -> [QuotaExhaustion] {
    var found: [String: QuotaExhaustion] = [:]
    for log in incident.containerLogs {
      for line in log.keptLines
      where line.text.byteRange(of: "xceeded quota: ") != nil && line.text.byteRange(of: "is forbidden: ") != nil {
        guard let parsed = QuotaRefusal(line.text), let first = parsed.exceeded.first, !isOld(line, incident) else {
          continue
        }
        let namespace = namespace(of: parsed.quota, log, incident)
        let mode = QuotaResource.mode(of: first.resource)
        guard !known.contains(where: { $0.id == mode && $0.namespace == namespace }) else { continue }
        let asker = log.container?.object
        var exhaustion = QuotaExhaustion(
          id: mode, namespace: namespace,
          victim: refused(line.text, namespace) ?? asker ?? EntityReference(kind: "Pod", name: ""),
          text: text(parsed, first), evidence: [log.evidence(line)], span: line.time.map { Span($0) },
          confidence: .proven)
        exhaustion.isLogged = true
        exhaustion.quota = parsed.quota
        found["\(namespace) \(parsed.quota) \(first.resource)"] = exhaustion
      }
    }
    let answers = incident.isExcerptOrAnswers ? incident.coverage.cut + incident.coverage.forbidden : []
    for note in answers {
      guard note.text.byteRange(of: "xceeded quota: ") != nil, let parsed = QuotaRefusal(note.text),
        let first = parsed.exceeded.first
      else { continue }
      let mode = QuotaResource.mode(of: first.resource)
      guard !known.contains(where: { $0.id == mode }), !found.values.contains(where: { $0.id == mode }) else {
        continue
      }
      var exhaustion = QuotaExhaustion(
        id: mode, namespace: "", victim: refused(note.text, "") ?? EntityReference(kind: "Pod", name: ""),
        text: text(parsed, first), evidence: [Evidence(path: note.path, line: note.line, text: note.text)], span: nil,
        confidence: .proven)
      exhaustion.isLogged = true
      exhaustion.quota = parsed.quota
      found[" \(parsed.quota) \(first.resource)"] = exhaustion
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func text(_ refusal: QuotaRefusal, _ exceeded: QuotaRefusal.Exceeded) -> String {
    "quota \(refusal.quota) allows \(exceeded.resource) \(exceeded.limit), \(exceeded.used) is used, and a request for "
      + "\(exceeded.requested) was refused"
  }

  private static func isOld(_ line: ContainerLog.Line, _ incident: Incident) -> Bool {
    guard let time = line.time, let end = incident.bundle.captured?.from else { return false }
    return end.earliest.nanoseconds(since: time.latest) > recent
  }

  /// The namespace of the one quota of that name; the refusal itself does not say it.
  private static func namespace(of quota: String, _ log: ContainerLog, _ incident: Incident) -> String {
    let named = incident.index.objects(kind: "ResourceQuota").filter { $0.name == quota }
    return named.count == 1 ? named[0].namespace : ""
  }

  /// `pods "build-17" is forbidden`: what was not made.
  private static func refused(_ text: String, _ namespace: String) -> EntityReference? {
    // In JSON the quotes of the message are escaped.
    let plain = text.split(separator: "\\", omittingEmptySubsequences: true).joined()
    return plain.quoted(after: "pods ").map { EntityReference(kind: "Pod", namespace: namespace, name: $0) }
  }
}
