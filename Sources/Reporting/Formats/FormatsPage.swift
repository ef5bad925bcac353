public import Model

/// `docs/formats.md`: every format with what writes it, and how much of some bundles is recognized.
public enum FormatsPage {
  /// The page. The bundles stand in the table by name.
  public static func render(_ formats: [FormatDescription], bundles: [Incident]) -> String {
    var text = """
      # Formats

      Written by a test from the formats' own files. A format is recognized by content, its path is only a hint; what no
      format claims, `casefile inspect` lists as not recognized.


      """
    text += Markdown.head(["format", "written by"])
    let sorted = formats.sorted { $0.name < $1.name }
    for format in sorted {
      let sources = format.sources.map { Markdown.code($0, inTable: true) }.joined(separator: ", ")
      text += Markdown.row(["[\(Markdown.code(format.name))](#\(format.name))", sources])
    }
    for format in sorted {
      text += "\n## \(format.name)\n\n\(Markdown.prose(format.what))\n\n"
      text += Markdown.block(lines(of: format.sample), language: "text")
    }
    text += "\n## Recognized share\n\nOf the bundles in `Bundles/`, as `casefile inspect` counts.\n\n"
    text += Markdown.head(["bundle", "artifacts", "recognized", "bytes recognized", "not recognized"])
    for bundle in bundles.sorted(by: { $0.bundle.name < $1.bundle.name }) { text += row(bundle) }
    return text
  }

  private static func row(_ incident: Incident) -> String {
    let share = RecognizedShare(incident)
    let unknown = incident.coverage.unrecognised.map { Markdown.code($0.path, inTable: true) }.sorted()
    return Markdown.row([
      Markdown.prose(incident.bundle.name, inTable: true), "\(share.artifacts)",
      "\(share.recognized) (\(share.artifactPercent) %)", "\(share.bytePercent) %",
      unknown.isEmpty ? "nothing" : unknown.joined(separator: ", "),
    ])
  }

  /// Lines shown of a sample.
  private static let sampleLines = 6

  /// The beginning of a sample, long lines cut.
  private static func lines(of sample: String) -> [String] {
    sample.split(separator: "\n", omittingEmptySubsequences: true).prefix(sampleLines).map { line in
      line.unicodeScalars.count > 160 ? String(line.prefix(157)) + "..." : String(line)
    }
  }
}
