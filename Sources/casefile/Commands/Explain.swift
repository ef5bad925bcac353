import ArgumentParser
import Model
import Reporting

/// `casefile explain [ID]`: the card of a failure mode, or the list of all.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a failure mode, or list them all.",
    discussion: """
      EXAMPLES
        casefile explain                        all failure modes
        casefile explain --symptom              only what users see
        casefile explain node-disk-pressure     one of them
        casefile explain node-disk-pressure -o markdown
      """)

  /// Report formats.
  enum Format: String, CaseIterable {
    case text, json, markdown
  }

  @Argument(help: ArgumentHelp("A failure mode, as reports name it.", valueName: "id"))
  var id: String?
  @Flag(help: "List all failure modes; the same as no id.")
  var list = false
  @Flag(help: "List only symptoms.")
  var symptom = false
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("text, json or markdown, to standard output or a file. Repeatable.", valueName: "format[=file]"))
  var output: [String] = []
  @Option(help: ArgumentHelp("Color: auto, always or never.", valueName: "when"))
  var color: String = ColorChoice.auto.rawValue

  func validate() throws {
    _ = try OutputRequest<Format>.parse(output, fallback: .text)
    _ = try colorChoice(color)
    if id != nil, list || symptom { throw ValidationError("Give either an id or --list and --symptom.") }
  }

  func run() throws { try run(.live, on: .current) }

  /// Explains.
  func run(_ pipeline: Pipeline, on terminal: Terminal) throws {
    let entries = try chosen(of: pipeline.catalog())
    let choice = try colorChoice(color)
    for output in try OutputRequest<Format>.parse(output, fallback: .text) {
      let style = output.output == .standardOutput ? terminal.style(choice) : Style()
      let report =
        switch (output.format, id == nil ? nil : entries.first) {
        case (.text, .some(let entry)): ExplainReport.render(entry, style: style)
        case (.text, .none): ExplainReport.list(entries, style: style)
        case (.markdown, .some(let entry)): FailureModePage.render(entry)
        case (.markdown, .none): FailureModePage.index(entries)
        case (.json, _): ExplainReport.json(entries)
        }
      try stoppingOnFailure { try output.output.write(report) }
    }
  }

  /// The entries that are asked for.
  func chosen(of catalog: [CatalogEntry]) throws(ValidationError) -> [CatalogEntry] {
    guard let id else { return symptom ? catalog.filter { $0.card.role == .symptom } : catalog }
    if let entry = catalog.first(where: { $0.card.id == id }) { return [entry] }
    let near = nearestNames(to: id, among: catalog.map(\.card.id))
    throw ValidationError(
      "There is no failure mode '\(id)'."
        + (near.isEmpty ? " 'casefile explain' lists all." : " Did you mean \(near.joined(separator: ", "))?"))
  }
}
