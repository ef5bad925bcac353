import Model

/// The documentation of failure modes in Markdown: one page each and an index.
public enum FailureModePage {
  /// The page of one failure mode, e.g. `docs/failure-modes/pod-fills-node-disk.md`.
  public static func render(_ entry: CatalogEntry) -> String {
    let card = entry.card
    var text = "# \(escaped(card.title.en))\n\n"
    text += "`\(card.id)` is a \(card.role.rawValue) of the layer *\(escaped(card.layer))*.\n\n"
    text += "## What one sees\n\n\(escaped(card.what.en))\n\n## Why it happens\n\n\(escaped(card.why.en))\n"
    text += remedies(card.remedies.filter { $0.when == .now }, heading: "What to do now")
    text += remedies(card.remedies.filter { $0.when == .lasting }, heading: "So that it stays away")
    text += links(entry.causes, heading: "Can be caused by")
    text += links(entry.effects, heading: "Can cause")
    text += example(entry.firing, heading: "Found in")
    text += example(entry.nearMiss, heading: "Not found in")
    if !card.references.isEmpty {
      text += "\n## References\n\n" + card.references.map { "- <\($0)>\n" }.joined()
    }
    return text
  }

  /// The index: all by layer, then the symptoms with what can cause them.
  public static func index(_ entries: [CatalogEntry]) -> String {
    var text = "# Failure modes\n\n## By symptom\n\n"
    for entry in entries.filter({ $0.card.role == .symptom }).sorted(by: { $0.card.id < $1.card.id }) {
      let causes = entry.causes.map { link($0) }.joined(separator: ", ")
      text += "- \(link(entry.card.id)): \(escaped(entry.card.title.en))"
      text += causes.isEmpty ? "\n" : "; can be caused by \(causes)\n"
    }
    for layer in Set(entries.map(\.card.layer)).sorted() {
      text += "\n## \(escaped(layer))\n\n| id | role | |\n|---|---|---|\n"
      for entry in entries.filter({ $0.card.layer == layer }).sorted(by: { $0.card.id < $1.card.id }) {
        text += "| \(link(entry.card.id)) | \(entry.card.role.rawValue) | \(escaped(entry.card.title.en)) |\n"
      }
    }
    return text
  }

  private static func remedies(_ remedies: [Remedy], heading: String) -> String {
    guard !remedies.isEmpty else { return "" }
    var text = "\n## \(heading)\n\n"
    for remedy in remedies {
      text += "- \(escaped(remedy.text.en))\n"
      if !remedy.commands.isEmpty {
        text += "\n  ```sh\n" + remedy.commands.map { "  \($0.inert)\n" }.joined() + "  ```\n"
      }
    }
    return text
  }

  private static func links(_ ids: [String], heading: String) -> String {
    ids.isEmpty ? "" : "\n## \(heading)\n\n" + ids.map { "- \(link($0))\n" }.joined()
  }

  private static func example(_ artifacts: [CatalogEntry.ExampleArtifact], heading: String) -> String {
    guard !artifacts.isEmpty else { return "" }
    var text = "\n## \(heading)\n"
    for artifact in artifacts {
      let fence = fence(around: artifact.text)
      var lines = artifact.text.split(separator: "\n", omittingEmptySubsequences: false).map(inertKeepingTabs)
      if lines.last == "" { lines.removeLast() }
      text += "\n`\(artifact.path.inert)`\n\n\(fence)text\n\(lines.joined(separator: "\n"))\n\(fence)\n"
    }
    return text
  }

  /// In a code block a tab does no harm, and tables of kubectl need it.
  private static func inertKeepingTabs(_ line: Substring) -> String {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).inert }.joined(separator: "\t")
  }

  private static func link(_ id: String) -> String { "[`\(id)`](\(id).md)" }

  /// A fence longer than any run of backticks in the text.
  private static func fence(around text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// Prose for Markdown: angle brackets and pipes would be taken for markup. Backticks stay, they mean code in cards.
  private static func escaped(_ text: String) -> String {
    var result = ""
    var isCode = false
    for character in text.inert {
      if character == "`" { isCode.toggle() }
      if !isCode, "<>|".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
