public import Model

extension ExpectedDiagnosis {
  /// What differs between this expectation and a diagnosis, one sentence each; empty when all is as expected.
  public func differences(from diagnosis: Diagnosis, ownership: Ownership) -> [String] {
    var differences: [String] = []
    if diagnosis.verdict != verdict {
      differences.append("verdict is \(diagnosis.verdict.rawValue), expected \(verdict.rawValue)")
    }
    differences += rootCauseDifferences(diagnosis.rootCauses, ownership)
    for symptom in symptoms where !symptom.isMet(by: diagnosis, ownership) {
      differences.append("symptom \(symptom.label) is not reported")
    }
    let open = Set((diagnosis.rootCauses.flatMap(\.undecided) + diagnosis.symptoms.flatMap(\.undecided)).map(\.id))
    for id in undecided where !open.contains(id) { differences.append("\(id) is not among the undecided") }
    for excluded in notCauses {
      for cause in diagnosis.rootCauses where excluded.isMet(by: cause, ownership) {
        differences.append("\(label(cause)) must not be a root cause")
      }
    }
    return differences
  }

  private func rootCauseDifferences(_ reported: [Diagnosis.RootCause], _ ownership: Ownership) -> [String] {
    let mismatches = rootCauses.map { expected in reported.map { expected.mismatches($0, ownership) } }
    let partners = Self.partners(mismatches.map { row in row.map(\.isEmpty) }, candidates: reported.count)
    var differences: [String] = []
    for (offset, expected) in rootCauses.enumerated() where !partners.contains(offset) {
      // The reason that helps most: of a free root cause with the right id, the one that misses least.
      let near = reported.indices.filter { expected.ids.contains(reported[$0].id) && partners[$0] == nil }
        .min { mismatches[offset][$0].count < mismatches[offset][$1].count }
      if let near {
        differences.append("root cause \(label(reported[near])): \(mismatches[offset][near].joined(separator: "; "))")
      } else {
        differences.append("root cause \(expected.label) is not reported")
      }
    }
    if isExact {
      for (offset, cause) in reported.enumerated() where partners[offset] == nil {
        differences.append("unexpected root cause \(label(cause))")
      }
    }
    return differences
  }

  /// Gives each expectation a reported root cause of its own, as many as possible: the expectation's offset for each
  /// candidate.
  private static func partners(_ fits: [[Bool]], candidates: Int) -> [Int?] {
    var partners = [Int?](repeating: nil, count: candidates)
    for start in fits.indices {
      // Breadth first along "this candidate is taken, by whom, and what else would that one fit": an augmenting path.
      var queue = [start]
      var reachedFrom = [Int?](repeating: nil, count: candidates)
      var free: Int?
      while free == nil, !queue.isEmpty {
        let expectation = queue.removeFirst()
        for candidate in 0..<candidates where fits[expectation][candidate] && reachedFrom[candidate] == nil {
          reachedFrom[candidate] = expectation
          guard let holder = partners[candidate] else {
            free = candidate
            break
          }
          queue.append(holder)
        }
      }
      while let candidate = free, let expectation = reachedFrom[candidate] {
        free = expectation == start ? nil : partners.firstIndex(of: expectation)
        partners[candidate] = expectation
      }
    }
    return partners
  }

  private func label(_ cause: Diagnosis.RootCause) -> String { "\(cause.id) (\(cause.subject.path))" }
}

extension ExpectedDiagnosis.Cause {
  var label: String { labelText(ids, subjects) }

  /// What keeps a reported root cause from meeting this; empty when it does.
  func mismatches(_ cause: Diagnosis.RootCause, _ ownership: Ownership) -> [String] {
    var result: [String] = []
    if !ids.contains(cause.id) { result.append("id is not \(ids.joined(separator: " or "))") }
    if !meets(subjects, [cause.subject] + cause.subjects, ownership) {
      result.append("subject is not \(subjects.map(\.description).joined(separator: " or "))")
    }
    if !confidences.isEmpty, !confidences.contains(cause.confidence) {
      let expected = confidences.map(\.rawValue).joined(separator: " or ")
      result.append("confidence is \(cause.confidence.rawValue), expected \(expected)")
    }
    for pattern in affected where !cause.affected.contains(where: { pattern.matches($0.entity) }) {
      result.append("nothing affected matches \(pattern)")
    }
    let lines = cause.chain.flatMap(\.evidence) + cause.edges.flatMap(\.evidence)
    for piece in evidence where !lines.contains(where: { $0.text.containsBytes(piece) }) {
      result.append("no evidence holds \"\(piece)\"")
    }
    return result
  }
}

extension ExpectedDiagnosis.Symptom {
  var label: String { labelText(ids, subjects) }

  func isMet(by diagnosis: Diagnosis, _ ownership: Ownership) -> Bool {
    diagnosis.symptoms.contains { ids.contains($0.id) && meets(subjects, [$0.subject], ownership) }
  }
}

extension ExpectedDiagnosis.Excluded {
  func isMet(by cause: Diagnosis.RootCause, _ ownership: Ownership) -> Bool {
    let blamed = [cause.subject] + cause.subjects + cause.affected.filter { $0.role == .culprit }.map(\.entity)
    return (ids.isEmpty || ids.contains(cause.id)) && meets(subjects, blamed, ownership)
  }
}

private func meets(_ patterns: [EntityPattern], _ entities: [EntityReference], _ ownership: Ownership) -> Bool {
  patterns.isEmpty || patterns.contains { pattern in entities.contains { ownership.relates(pattern, to: $0) } }
}

private func labelText(_ ids: [String], _ subjects: [EntityPattern]) -> String {
  let id = ids.joined(separator: " or ")
  return subjects.isEmpty ? id : "\(id) (\(subjects.map(\.description).joined(separator: " or ")))"
}

extension String {
  /// Whether the bytes of `piece` stand in this text. Not by characters: canonical equivalence is not equality of lines.
  fileprivate func containsBytes(_ piece: String) -> Bool {
    let (piece, whole) = (Array(piece.utf8), Array(utf8))
    guard piece.count <= whole.count else { return false }
    return (0...(whole.count - piece.count)).contains { whole[$0...].starts(with: piece) }
  }
}
