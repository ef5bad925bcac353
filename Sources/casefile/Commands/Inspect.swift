import ArgumentParser
import BundleReading
import Model
import Reporting

/// `casefile inspect BUNDLE`: what is in it, and what is missing.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what a bundle holds and what is missing.",
    discussion: """
      EXAMPLES
        casefile inspect bundle.tar.gz             each artifact, then what is missing and how to collect it, and
                                                   which files are not as the collector wrote them
        casefile inspect logs/ -o json             the same for machines
        tar c logs | casefile inspect -            a bundle from standard input

      Exit codes: 0 read, 2 nothing in it was recognized, 64 wrong usage.
      """)

  /// Report formats.
  enum Format: String, CaseIterable {
    case text, json
  }

  @Argument(help: "An archive, a folder, a single file, or - for standard input.")
  var bundle: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("text or json, to standard output or a file. Repeatable.", valueName: "format[=file]"))
  var output: [String] = []
  @Option(help: ArgumentHelp("Color: auto, always or never.", valueName: "when"))
  var color: String = ColorChoice.auto.rawValue
  @OptionGroup
  var limitOptions: LimitOptions

  func validate() throws {
    guard !bundle.isEmpty else { throw ValidationError("The bundle's name is empty.") }
    _ = try OutputRequest<Format>.parse(output, fallback: .text)
    _ = try colorChoice(color)
    _ = try limitOptions.limits()
  }

  func run() throws { try run(.live, on: .current) }

  /// Reads and lists.
  func run(_ pipeline: Pipeline, on terminal: Terminal) throws {
    let limits = try limitOptions.limits()
    let incident = try stoppingOnFailure {
      try pipeline.readChecked(bundle == "-" ? .standardInput : .path(bundle), limits)
    }
    let choice = try colorChoice(color)
    for output in try OutputRequest<Format>.parse(output, fallback: .text) {
      let style = output.output == .standardOutput ? terminal.style(choice) : Style()
      let report =
        switch output.format {
        case .text: InspectReport.text(incident, style: style)
        case .json: InspectReport.json(incident)
        }
      try stoppingOnFailure { try output.output.write(report) }
    }
  }
}
