import ArgumentParser
import BundleReading
import Model
import Reporting

/// `casefile replay FOLDER…`: diagnoses kept incidents and compares with what is expected of them.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Diagnose kept incidents and compare with their expect.yaml.",
    discussion: """
      EXAMPLES
        casefile replay Bundles                            all incidents
        casefile replay Bundles/oomkilled                  one of them
        casefile replay Bundles -o text -o junit=junit.xml for CI

      An incident is a folder with a bundle (bundle.tar.gz, bundle/ or any other bundle.*) and expect.yaml.
      Exit codes: 0 all as expected, 1 some differ, 2 an incident could not be replayed, 64 wrong usage.
      """)

  /// Report formats.
  enum Format: String, CaseIterable {
    case text, json, junit
  }

  @Argument(help: ArgumentHelp("Incidents, or folders that hold some.", valueName: "folder"))
  var folders: [String]
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("text, json or junit, to standard output or a file. Repeatable.", valueName: "format[=file]"))
  var output: [String] = []
  @Option(help: ArgumentHelp("Color: auto, always or never.", valueName: "when"))
  var color: String = ColorChoice.auto.rawValue
  @OptionGroup
  var limitOptions: LimitOptions

  func validate() throws {
    _ = try limitOptions.limits()
    _ = try OutputRequest<Format>.parse(output, fallback: .text)
    _ = try colorChoice(color)
  }

  func run() throws { try run(.live, on: .current) }

  /// Replays and reports.
  func run(_ pipeline: Pipeline, on terminal: Terminal) throws {
    let incidents = try stoppingOnFailure { try folders.flatMap(KeptIncident.find) }
    var outcomes: [ReplayOutcome] = []
    let limits = try limitOptions.limits()
    var isBroken = false
    for incident in incidents {
      do {
        outcomes.append(try incident.replay(pipeline, limits: limits))
      } catch {
        isBroken = true
        let reason = sentence(for: error) ?? String(describing: error)
        outcomes.append(ReplayOutcome(incident: incident.name, verdict: nil, differences: [reason]))
      }
    }
    let choice = try colorChoice(color)
    for output in try OutputRequest<Format>.parse(output, fallback: .text) {
      let style = output.output == .standardOutput ? terminal.style(choice) : Style()
      let report =
        switch output.format {
        case .text: ReplayReport.text(outcomes, style: style)
        case .json: ReplayReport.json(outcomes)
        case .junit: ReplayReport.junit(outcomes)
        }
      try stoppingOnFailure { try output.output.write(report) }
    }
    if isBroken { throw ExitCode(2) }
    if !outcomes.allSatisfy(\.isAsExpected) { throw ExitCode(1) }
  }
}
