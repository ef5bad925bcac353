import ArgumentParser
import BundleReading
import Model
import Reporting

/// `casefile timeline BUNDLE`: all dated facts on one clock.
struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show what happened, in order: logs, Events and objects on one clock.",
    discussion: """
      EXAMPLES
        casefile timeline bundle.tar.gz --follow Pod/shop/db-0     a pod, its containers, owners and node
        casefile timeline bundle.tar.gz --since -30m --severity warning
        casefile timeline bundle.tar.gz --node worker-1 --component kubelet --at 2026-11-21T04:01:20Z
        casefile timeline bundle.tar.gz -n shop --component event --component object
        casefile timeline bundle.tar.gz -o json                    one JSON object a line

      Times are UTC, clocks that were off are corrected. Repeats within five minutes are one line with a count.
      Lines of logs are held in memory: for very large journals name components.
      Exit codes: 0 shown, 2 nothing in the bundle was recognized or it lacks what is followed, 64 wrong usage.
      """)

  /// Report formats.
  enum Format: String, CaseIterable {
    case text, json
  }

  @Argument(help: "An archive, a folder, a single file, or - for standard input.")
  var bundle: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "text, or json for JSON lines, to standard output or a file. Repeatable.", valueName: "format[=file]"))
  var output: [String] = []
  @Option(
    help: ArgumentHelp("This object with its containers, owners and nodes.", valueName: "kind/namespace/name"))
  var follow: String?
  @Option(help: ArgumentHelp("Only what happened on this node. Repeatable.", valueName: "name"))
  var node: [String] = []
  @Option(name: .shortAndLong, help: ArgumentHelp("Only what is about this namespace. Repeatable.", valueName: "name"))
  var namespace: [String] = []
  @Option(help: ArgumentHelp("Only what is about this pod; db-* for all with that beginning.", valueName: "name"))
  var pod: [String] = []
  @Option(
    help: ArgumentHelp(
      "Only logs of this component, such as kubelet; also event, object, alert, unit, change. Repeatable.",
      valueName: "name"))
  var component: [String] = []
  @Option(
    help: ArgumentHelp("Only what is at least so severe: debug, info, warning, error, fatal.", valueName: "level"))
  var severity: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("From this time on, or from -30m before the capture.", valueName: "time"))
  var since: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Until this time, or until -10m before the capture.", valueName: "time")
  )
  var until: String?
  @Option(help: ArgumentHelp("Point this time out, in RFC 3339.", valueName: "time"))
  var at: String?
  @Flag(help: "Do not join repeats.")
  var all = false
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
    var filter: TimelineFilter
    var followed: EntityReference?
    var since: TimeArgument?
    var until: TimeArgument?
    var mark: Moment?
    var color: ColorChoice
    var limits: ReadLimits

    /// Components of logs to read; empty for all.
    var components: Set<String> { Set(filter.components).subtracting(TimelineFilter.otherSources) }
  }

  /// The checked request.
  func request() throws(ValidationError) -> Request {
    guard !bundle.isEmpty else { throw ValidationError("The bundle's name is empty.") }
    var filter = TimelineFilter()
    (filter.nodes, filter.namespaces, filter.pods, filter.components) = (node, namespace, pod, component)
    filter.severity = try severity.map(Self.severity)
    return Request(
      location: bundle == "-" ? .standardInput : .path(bundle),
      outputs: try OutputRequest.parse(output, fallback: .text), filter: filter,
      followed: try follow.map { text throws(ValidationError) in
        try EntityArgument.parse(text, option: "--follow").object
      },
      since: try since.map { text throws(ValidationError) in try TimeArgument.parse(text, option: "--since") },
      until: try until.map { text throws(ValidationError) in try TimeArgument.parse(text, option: "--until") },
      mark: try at.map(momentArgument), color: try colorChoice(color), limits: try limitOptions.limits())
  }

  func validate() throws { _ = try request() }

  func run() throws { try run(.live, on: .current) }

  /// Reads and shows.
  func run(_ pipeline: Pipeline, on terminal: Terminal) throws {
    let request = try request()
    // Who asks for Events and objects alone needs no lines of logs.
    let needsLogs = request.filter.components.isEmpty || !request.components.isEmpty
    let incident = try stoppingOnFailure {
      let markers = try changeOptions.markers()
      var incident =
        needsLogs
        ? try pipeline.readEverything(request.location, request.components, request.limits)
        : try pipeline.read(request.location, request.limits)
      incident.markers = markers
      return incident
    }
    var filter = request.filter
    let window = try timeWindow(since: request.since, until: request.until, in: incident)
    (filter.since, filter.until) = (window.since, window.until)
    guard let timeline = Timeline(incident, filter: filter, following: request.followed) else {
      Output.complain("the bundle has no trace of \(request.followed?.path.inert ?? "")")
      throw ExitCode(2)
    }
    for note in incident.coverage.limits { Output.complain("\(note.path.inert): \(note.text.inert)") }
    if timeline.entries.isEmpty { Output.complain("nothing dated in the bundle is what was asked for") }
    let shown = all ? timeline : timeline.folded()
    for output in request.outputs {
      let style = output.output == .standardOutput ? terminal.style(request.color) : Style()
      try stoppingOnFailure {
        try output.output.write { write throws(OutputError) in
          switch output.format {
          case .text: try TimelineReport.text(shown, mark: request.mark, style: style, to: write)
          case .json: try TimelineReport.json(shown, to: write)
          }
        }
      }
    }
  }

  private static func severity(_ text: String) throws(ValidationError) -> Severity {
    let all: [Severity] = [.debug, .information, .warning, .error, .fatal]
    guard let severity = all.first(where: { TimelineReport.word($0) == text }) else {
      throw ValidationError("'--severity \(text)': it is debug, info, warning, error or fatal.")
    }
    return severity
  }
}
