import Model

/// The documentation of failure modes in Markdown: one page each and an index.
public enum FailureModePage {
  /// The page of one failure mode, e.g. `docs/failure-modes/pod-fills-node-disk.md`.
  public static func render(_ entry: CatalogEntry) -> String {
    let card = entry.card
    var text = "# \(Markdown.prose(card.title.en))\n\n"
    text += "`\(card.id)` is a \(card.role.rawValue) of the layer *\(Markdown.prose(card.layer))*.\n\n"
    text +=
      "## What one sees\n\n\(Markdown.prose(card.what.en))\n\n## Why it happens\n\n\(Markdown.prose(card.why.en))\n"
    text += remedies(card.remedies.filter { $0.when == .now }, heading: "What to do now")
    text += remedies(card.remedies.filter { $0.when == .lasting }, heading: "So that it stays away")
    text += links(entry.causes, heading: "Can be caused by")
    text += links(entry.effects, heading: "Can cause")
    text += example(entry.firing, heading: "Found in")
    text += example(entry.nearMiss, heading: "Not found in")
    if !card.references.isEmpty {
      text += "\n## References\n\n" + card.references.map { "- <\($0)>\n" }.joined()
    }
    return text + "\n[All failure modes](README.md)\n"
  }

  /// The index: all by layer, then the symptoms with what can cause them.
  public static func index(_ entries: [CatalogEntry]) -> String {
    var text =
      "# Failure modes\n\nWritten by a test from the failure modes' own files; `casefile explain` shows the same.\n"
    text += "\n## By symptom\n\n"
    for entry in entries.filter({ $0.card.role == .symptom }).sorted(by: { $0.card.id < $1.card.id }) {
      let causes = entry.causes.map { link($0) }.joined(separator: ", ")
      text += "- \(link(entry.card.id)): \(Markdown.prose(entry.card.title.en))"
      text += causes.isEmpty ? "\n" : "; can be caused by \(causes)\n"
    }
    for layer in Set(entries.map(\.card.layer)).sorted() {
      text += "\n## \(Markdown.prose(layer))\n\n| id | role | |\n|---|---|---|\n"
      for entry in entries.filter({ $0.card.layer == layer }).sorted(by: { $0.card.id < $1.card.id }) {
        text +=
          "| \(link(entry.card.id)) | \(entry.card.role.rawValue) | \(Markdown.prose(entry.card.title.en, inTable: true)) |\n"
      }
    }
    return text
  }

  private static func remedies(_ remedies: [Remedy], heading: String) -> String {
    guard !remedies.isEmpty else { return "" }
    var text = "\n## \(heading)\n\n"
    for remedy in remedies {
      text += "- \(Markdown.prose(remedy.text.en))\n"
      if !remedy.commands.isEmpty {
        text += "\n" + Markdown.block(remedy.commands, language: "sh", indent: "  ")
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
      var lines = artifact.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      text += "\n\(Markdown.code(artifact.path))\n\n" + Markdown.block(lines, language: "text")
    }
    return text
  }

  private static func link(_ id: String) -> String { "[`\(id)`](\(id).md)" }
}
