import Model

/// A request that the API server refused while somebody looked on: kubectl's answer stands in the bundle.
///
///     Error from server (InternalError): error when creating "ing.yaml": Internal error occurred: failed calling webhook …
enum RefusedRequest {
  /// How kubectl and Helm begin such answers; who quotes one often leaves the first words away.
  private static let openings = ["Error from server", "Error: ", "Internal error occurred: "]
  /// Words that only the API server's refusals hold, wherever they stand.
  private static let own = ["admission webhook \"", "failed calling webhook \""]

  /// One occurrence for all answers that hold all of some pieces.
  static func occurrences(_ pieces: [String], _ what: String, _ investigation: Investigation) -> [Occurrence] {
    let coverage = investigation.incident.coverage
    let answers = (coverage.cut + coverage.forbidden).filter { note in
      (openings.contains { note.text.hasPrefix($0) } || own.contains { note.text.firstRange(of: $0) != nil })
        && pieces.allSatisfy { note.text.firstRange(of: $0) != nil }
    }
    guard let first = answers.first else { return [] }
    let subject = called(first.text) ?? StatedInCluster.apiServer(investigation)
    var occurrence = Occurrence(
      subject: subject, joints: [.cluster], span: nil, text: "A request was refused: \(what)",
      evidence: ([first] + answers.dropFirst().prefix(2)).map { Evidence(path: $0.path, line: $0.line, text: $0.text) })
    occurrence.harmsByItself = true
    occurrence.affected = [.init(entity: subject, role: .victim, effect: "request refused")]
    return [occurrence]
  }

  /// The Service that did not answer: `failed calling webhook "x": Post "https://injector.tools.svc:443/…"`.
  private static func called(_ text: String) -> EntityReference? {
    guard text.firstRange(of: "failed calling webhook") != nil, let scheme = text.firstRange(of: "https://") else {
      return nil
    }
    let host = text[scheme.upperBound...].prefix { $0 != ":" && $0 != "/" }.split(separator: ".")
    guard host.count >= 3, host[2] == "svc" else { return nil }
    return EntityReference(kind: "Service", namespace: String(host[1]), name: String(host[0]))
  }
}
