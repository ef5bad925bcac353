public import Model

extension ExpectedDiagnosis {
  /// Decodes a parsed `expect.yaml`. Whatever is not in the schema is an error: a mistyped key would expect nothing.
  ///
  /// - Parameter file: the file's name, for errors.
  public init(decoding root: Value, file: String) throws(ExpectationError) {
    let decoder = ExpectationDecoder(file: file)
    try decoder.checkKeys(
      root, ["verdict", "exact", "rootCauses", "symptoms", "undecided", "notCauses"], what: "an expectation")
    guard let verdict = root["verdict"] else {
      throw decoder.error(root, "\"verdict\" is missing: root-cause, undetermined or no-problem-found")
    }
    self.verdict = try decoder.verdict(verdict)
    if let exact = root["exact"] {
      guard let flag = exact.boolean else { throw decoder.error(exact, "\"exact\" is true or false") }
      isExact = flag
    }
    for item in try decoder.list(root["rootCauses"], "rootCauses") { rootCauses.append(try decoder.cause(item)) }
    for item in try decoder.list(root["symptoms"], "symptoms") { symptoms.append(try decoder.symptom(item)) }
    for item in try decoder.list(root["notCauses"], "notCauses") { notCauses.append(try decoder.excluded(item)) }
    for item in try decoder.list(root["undecided"], "undecided") {
      if let id = item.string {
        undecided.append(id)
      } else {
        try decoder.checkKeys(item, ["id"], what: "an undecided question")
        undecided += try decoder.strings(item["id"], "id")
      }
    }
    if self.verdict != .rootCause, let first = root["rootCauses"]?.items.first {
      throw decoder.error(first, "root causes do not go with the verdict \(self.verdict.rawValue)")
    }
  }
}

/// Reads the pieces of an expectation.
private struct ExpectationDecoder {
  let file: String

  func error(_ value: Value, _ message: String) -> ExpectationError {
    ExpectationError(file: file, line: value.line, message: message)
  }

  func checkKeys(_ value: Value, _ known: [String], what: String) throws(ExpectationError) {
    guard case .mapping(let members) = value.content else {
      throw error(value, "\(what) is a mapping with the keys \(known.joined(separator: ", "))")
    }
    for (offset, member) in members.enumerated() {
      if members[..<offset].contains(where: { $0.key == member.key }) {
        throw error(member.value, "the key \"\(member.key)\" stands twice")
      }
      guard !known.contains(member.key) else { continue }
      let near = nearestNames(to: member.key, among: known, limit: 1).first
      throw error(
        member.value, "unknown key \"\(member.key)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
  }

  func list(_ value: Value?, _ key: String) throws(ExpectationError) -> [Value] {
    guard let value, !value.isNull else { return [] }
    guard case .sequence(let items) = value.content else { throw error(value, "\"\(key)\" is a list") }
    return items
  }

  /// One string, or a list of them.
  func strings(_ value: Value?, _ key: String) throws(ExpectationError) -> [String] {
    guard let value, !value.isNull else { return [] }
    if let single = value.string { return [single] }
    var result: [String] = []
    for item in try list(value, key) {
      guard let text = item.string, !text.isEmpty else {
        throw error(item, "\"\(key)\" holds something other than a text")
      }
      result.append(text)
    }
    return result
  }

  func patterns(_ value: Value?, _ key: String) throws(ExpectationError) -> [EntityPattern] {
    var result: [EntityPattern] = []
    for text in try strings(value, key) {
      guard let pattern = EntityPattern(text) else {
        throw error(value ?? Value(.null, line: 0), "\"\(text)\" is not of the form Kind/[namespace/]name")
      }
      result.append(pattern)
    }
    return result
  }

  func ids(_ item: Value) throws(ExpectationError) -> [String] {
    let ids = try strings(item["id"], "id")
    guard !ids.isEmpty else { throw error(item, "\"id\" is missing: a failure mode or a list of them") }
    return ids
  }

  func verdict(_ value: Value) throws(ExpectationError) -> Diagnosis.Verdict {
    guard let verdict = value.string.flatMap(Diagnosis.Verdict.init) else {
      throw error(value, "\"verdict\" is root-cause, undetermined or no-problem-found")
    }
    return verdict
  }

  func cause(_ item: Value) throws(ExpectationError) -> ExpectedDiagnosis.Cause {
    try checkKeys(item, ["id", "subject", "confidence", "affected", "evidence"], what: "a root cause")
    var cause = ExpectedDiagnosis.Cause(ids: try ids(item))
    cause.subjects = try patterns(item["subject"], "subject")
    for text in try strings(item["confidence"], "confidence") {
      guard let confidence = Diagnosis.Confidence(rawValue: text) else {
        throw error(item["confidence"] ?? item, "\"\(text)\" is no confidence: possible, likely or proven")
      }
      cause.confidences.append(confidence)
    }
    cause.affected = try patterns(item["affected"], "affected")
    cause.evidence = try strings(item["evidence"], "evidence")
    return cause
  }

  func symptom(_ item: Value) throws(ExpectationError) -> ExpectedDiagnosis.Symptom {
    try checkKeys(item, ["id", "subject"], what: "a symptom")
    return ExpectedDiagnosis.Symptom(ids: try ids(item), subjects: try patterns(item["subject"], "subject"))
  }

  func excluded(_ item: Value) throws(ExpectationError) -> ExpectedDiagnosis.Excluded {
    try checkKeys(item, ["id", "subject"], what: "a cause to exclude")
    let excluded = ExpectedDiagnosis.Excluded(
      ids: try strings(item["id"], "id"), subjects: try patterns(item["subject"], "subject"))
    guard !excluded.ids.isEmpty || !excluded.subjects.isEmpty else {
      throw error(item, "a cause to exclude needs an id, a subject or both")
    }
    return excluded
  }
}
