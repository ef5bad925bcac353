import ArgumentParser
import BundleReading
import Model
import Reporting

/// `casefile analyze BUNDLE`: the answer.
struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out why it happened (the default command).",
    discussion: """
      EXAMPLES
        casefile analyze bundle.tar.gz
        casefile analyze bundle.tar.gz --about Pod/shop/db-0
        casefile analyze bundle.tar.gz --at 2026-11-21T04:01:20Z
        casefile analyze - -o json < bundle.tar.gz
        casefile analyze bundle.tar.gz -o markdown            to paste into an issue
        casefile analyze bundle.tar.gz --changes deploys.txt  lines such as 2026-11-21T04:00:00Z Deployment/shop/api 1.5
        casefile analyze bundle.tar.gz --fail-on likely

      Exit codes: 0 analyzed, 1 --fail-on was reached, 2 nothing could be analyzed, 64 wrong usage.
      """)

  /// Report formats.
  enum Format: String, CaseIterable {
    case text, json, markdown
  }

  @Argument(help: "An archive, a folder, a single file, or - for standard input.")
  var bundle: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Report as text, json or markdown, to standard output or a file. Repeatable.", valueName: "format[=file]"))
  var output: [String] = []
  @Option(help: ArgumentHelp("Begin with what explains this object.", valueName: "kind/namespace/name[/container]"))
  var about: String?
  @Option(help: ArgumentHelp("Begin with what explains this time, in RFC 3339.", valueName: "time"))
  var at: String?
  @Option(help: ArgumentHelp("Exit with 1 from this verdict or confidence on.", valueName: "verdict|confidence"))
  var failOn: String?
  @Option(help: ArgumentHelp("Color: auto, always or never.", valueName: "when"))
  var color: String = ColorChoice.auto.rawValue
  @OptionGroup
  var changeOptions: ChangeOptions
  @OptionGroup
  var limitOptions: LimitOptions

  /// What the arguments mean, checked, before anything is read.
  struct Request {
    var location: BundleLocation
    var outputs: [OutputRequest<Format>]
    var about: EntityReference?
    var moment: Moment?
    var failOn: FailureThreshold?
    var color: ColorChoice
    var limits: ReadLimits
  }

  /// The checked request.
  func request() throws(ValidationError) -> Request {
    guard !bundle.isEmpty else { throw ValidationError("The bundle's name is empty.") }
    return Request(
      location: bundle == "-" ? .standardInput : .path(bundle),
      outputs: try OutputRequest.parse(output, fallback: .text),
      about: try about.map { text throws(ValidationError) in try EntityArgument.parse(text) },
      moment: try at.map(momentArgument), failOn: try failOn.map(FailureThreshold.parse),
      color: try colorChoice(color), limits: try limitOptions.limits())
  }

  func validate() throws { _ = try request() }

  func run() throws { try run(.live, on: .current) }

  /// Analyzes and reports.
  func run(_ pipeline: Pipeline, on terminal: Terminal) throws {
    let request = try request()
    let diagnosis = try stoppingOnFailure {
      let markers = try changeOptions.markers()
      return try pipeline.analyze(
        request.location, limits: request.limits, markers: markers, about: request.about, at: request.moment
      ).diagnosis
    }
    for output in request.outputs {
      let style = output.output == .standardOutput ? terminal.style(request.color) : Style()
      let report =
        switch output.format {
        case .text: TextReport.render(diagnosis, style: style)
        case .json: JSONReport.render(diagnosis)
        case .markdown: MarkdownReport.render(diagnosis)
        }
      try stoppingOnFailure { try output.output.write(report) }
    }
    if let threshold = request.failOn, threshold.isReached(by: diagnosis) { throw ExitCode(1) }
  }
}

/// `--at`.
func momentArgument(_ text: String) throws(ValidationError) -> Moment {
  guard let moment = Moment(rfc3339: text) else {
    throw ValidationError("'--at \(text)': a time is written with its zone, such as 2026-11-21T04:01:20Z.")
  }
  return moment
}

/// `--color`.
func colorChoice(_ text: String) throws(ValidationError) -> ColorChoice {
  guard let choice = ColorChoice(rawValue: text) else {
    throw ValidationError("'--color \(text)': it is auto, always or never.")
  }
  return choice
}
