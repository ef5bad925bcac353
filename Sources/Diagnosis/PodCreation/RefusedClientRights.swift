import Model

/// Programs in pods that may not read what they watch, as their own logs say.
///
///     Failed to list *v1.Pod: pods is forbidden: User "system:serviceaccount:tools:watcher" cannot list resource "pods" …
enum RefusedClientRights {
  static let line = LogSignature(
    "client-lacks-rights", component: "", callSites: ["reflector.go", "csi_handler.go", "controller.go"],
    literals: ["is forbidden: User \"system:serviceaccount:", "is forbidden: User \\\"system:serviceaccount:"])

  /// Roles are applied a moment after the program at times; each try repeats the line.
  private static let least = 2
  /// Who keeps a log of which such lines are more than one part in so many has chosen them.
  private static let partOfChosen = 3

  /// One of each ServiceAccount, in an excerpt of logs.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    guard investigation.isExcerpt else { return [] }
    let lines = investigation.incident.records(line.id).filter {
      !investigation.goesOn(after: $0, for: seconds(300))
    }
    return Dictionary(grouping: lines) { account(in: $0.evidence.text) }.sorted { $0.key < $1.key }.compactMap {
      account, lines in
      guard let last = lines.last, lines.count >= least || isChosen(lines, investigation) else { return nil }
      let times = lines.compactMap(\.time)
      var occurrence = Occurrence(
        subject: account, joints: [.object(account.path), .namespace(account.namespace), .cluster],
        span: times.first.map { Span($0, times.last ?? $0) },
        text: "\(account.path) lacks a right: \(LoggedFailure.quoted(last.message))",
        evidence: lines.prefix(2).map(\.evidence))
      occurrence.confidence = .likely
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: account, role: .culprit, effect: "requests are refused")]
      return occurrence
    }
  }

  /// Whether the lines are what somebody took out of their log, not something that it says in passing.
  private static func isChosen(_ lines: [LogRecord], _ investigation: Investigation) -> Bool {
    let length = lines.map(\.evidence.text.utf8.count).reduce(0, +)
    return investigation.incident.artifacts.contains { artifact in
      lines.allSatisfy { $0.evidence.path == artifact.path } && artifact.bytes <= length * partOfChosen
    }
  }

  /// What a tool quotes of a refusal that it met, in a bundle of such answers: what kubectl itself is refused begins otherwise.
  static func quoted(_ investigation: Investigation) -> [Occurrence] {
    let incident = investigation.incident
    guard incident.isExcerptOrAnswers else { return [] }
    let notes = incident.coverage.forbidden.filter { note in
      note.text.firstRange(of: "system:serviceaccount:") != nil && !note.text.hasPrefix("Error from server")
        && !note.text.hasPrefix("Error: ") && !note.text.hasPrefix("error: ")
    }
    guard let note = notes.first else { return [] }
    let account = account(in: note.text)
    var occurrence = Occurrence(
      subject: account, joints: [.object(account.path), .namespace(account.namespace), .cluster], span: nil,
      text: "\(account.path) lacks a right: \(LoggedFailure.quoted(note.text))",
      evidence: [Evidence(path: note.path, line: note.line, text: note.text)])
    occurrence.confidence = .likely
    occurrence.harmsByItself = true
    occurrence.affected = [.init(entity: account, role: .culprit, effect: "requests are refused")]
    return [occurrence]
  }

  private static func account(in text: String) -> EntityReference {
    let parts =
      text.firstRange(of: "system:serviceaccount:").map { range in
        text[range.upperBound...].prefix { $0 != "\"" && $0 != "\\" && $0 != "”" }.split(separator: ":")
      } ?? []
    return EntityReference(
      kind: "ServiceAccount", namespace: parts.first.map(String.init) ?? "",
      name: parts.count > 1 ? String(parts[1]) : "")
  }
}
