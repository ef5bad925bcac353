import Model

/// Artifacts that a collector's own limit seems to have cut: several of exactly the same round size, or logs of exactly the
/// same round number of lines than which no other is longer. What is cut away is mostly the beginning.
func cutByCollector(_ facts: [ArtifactFacts]) -> [Coverage.Note] {
  sizeLimits(facts) + lineLimits(facts)
}

private func sizeLimits(_ facts: [ArtifactFacts]) -> [Coverage.Note] {
  let bySize = Dictionary(grouping: facts.filter { isRoundSize($0.bytes) }, by: \.bytes)
  return bySize.filter { $0.value.count > 1 }.map { size, artifacts in
    let names = listed(artifacts.map(\.path))
    return Coverage.Note(
      path: "",
      text: "\(artifacts.count) artifacts hold exactly \(size) bytes, which looks like a limit of the collector: "
        + "the rest of them is missing: \(names)")
  }
}

private func lineLimits(_ facts: [ArtifactFacts]) -> [Coverage.Note] {
  let logs = facts.flatMap(\.containerLogs).filter { $0.answer == nil }
  guard let longest = logs.map(\.lineCount).max(), isRoundLineCount(longest) else { return [] }
  let cut = logs.filter { $0.lineCount == longest }
  guard cut.count > 1 else { return [] }
  return [
    Coverage.Note(
      path: "",
      text:
        "\(cut.count) logs of containers hold exactly \(longest) lines and none holds more, which looks like a limit "
        + "of the collector: what came before is missing: \(listed(cut.map(\.artifact)))")
  ]
}

/// Whole mebibytes or millions, and the usual parts of one.
private func isRoundSize(_ bytes: Int64) -> Bool {
  guard bytes >= 64 * 1024 else { return false }
  if bytes % (1 << 20) == 0 || bytes % 1_000_000 == 0 { return true }
  return [64, 100, 128, 200, 250, 256, 500, 512].contains { bytes == $0 * 1024 || bytes == $0 * 1000 }
}

private func isRoundLineCount(_ lines: Int) -> Bool {
  lines >= 1000 ? lines % 500 == 0 : lines >= 100 && lines % 50 == 0
}

/// The first of some paths and how many more there are.
private func listed(_ paths: [String]) -> String {
  let shown = 3
  let sorted = Set(paths).sorted()
  let first = sorted.prefix(shown).joined(separator: ", ")
  return sorted.count > shown ? "\(first) and \(sorted.count - shown) more" : first
}
