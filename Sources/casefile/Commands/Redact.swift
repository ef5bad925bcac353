import ArgumentParser
import BundleReading
import Glibc
import Model
import Reporting

/// `casefile redact BUNDLE > safe.tar.gz`: a copy that may leave the house.
struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy a bundle without its secrets.",
    discussion: """
      EXAMPLES
        casefile redact bundle.tar.gz > safe.tar.gz                  passwords, tokens and keys replaced
        casefile redact --anonymize bundle.tar.gz > safe.tar.gz      names and addresses as well
        casefile redact --evidence-only bundle.tar.gz > small.tar.gz only what the diagnosis needs
        casefile redact --since -30m bundle.tar.gz > half-hour.tar.gz journals of that time only

      Line numbers stay, unless lines are left out. What was replaced, and where, is told on standard error.
      Exit codes: 0 written, 2 not readable or not written, 64 wrong usage.
      """)

  @Argument(help: "An archive, a folder or a single file.")
  var bundle: String
  @Flag(help: "Give names of nodes, namespaces, workloads and IP addresses pseudonyms, the same ones everywhere.")
  var anonymize = false
  @Flag(help: "Keep only the artifacts and log lines that the diagnosis cites, and what it needs to be found again.")
  var evidenceOnly = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out lines of journals from before this time, or before -30m.", valueName: "time"))
  var since: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out lines of journals from after this time, or after -10m.", valueName: "time"))
  var until: String?
  @OptionGroup
  var limitOptions: LimitOptions

  func validate() throws {
    guard !bundle.isEmpty else { throw ValidationError("The bundle's name is empty.") }
    guard bundle != "-" else { throw ValidationError("redact reads the bundle twice, so it needs a file or a folder.") }
    _ = try limitOptions.limits()
    _ = try window()
  }

  private func window() throws(ValidationError) -> (since: TimeArgument?, until: TimeArgument?) {
    (
      try since.map { text throws(ValidationError) in try TimeArgument.parse(text, option: "--since") },
      try until.map { text throws(ValidationError) in try TimeArgument.parse(text, option: "--until") }
    )
  }

  func run() throws {
    guard isatty(STDOUT_FILENO) == 0 else {
      throw ValidationError("An archive does not belong on a terminal: casefile redact … > safe.tar.gz")
    }
    try run(.live) { bytes in Output.writeStandardOutput(bytes) }
  }

  private func linesInWindow(
    _ pipeline: Pipeline, _ location: BundleLocation, _ limits: ReadLimits
  ) throws -> [String: LineSelection] {
    let (since, until) = try window()
    let incident = try stoppingOnFailure { try pipeline.readEverything(location, [], limits) }
    let kept = try timeWindow(since: since, until: until, in: incident)
    return KeptWindow.lines(since: kept.since, until: kept.until, in: incident)
  }

  /// Redacts and hands the archive to `output`.
  func run(_ pipeline: Pipeline, to output: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool) throws {
    let limits = try limitOptions.limits()
    let location = BundleLocation.path(bundle)
    let (incident, diagnosis) = try stoppingOnFailure {
      try pipeline.analyze(location, limits: limits, about: nil, at: nil)
    }
    var options = RedactedBundle.Options()
    if anonymize { options.pseudonyms = Pseudonyms(incident, keeping: pipeline.messageWords()) }
    if evidenceOnly { options.kept = KeptEvidence.lines(of: diagnosis, in: incident) }
    if since != nil || until != nil {
      let window = try linesInWindow(pipeline, location, limits)
      options.kept = (options.kept ?? window).reduce(into: [:]) { both, kept in
        if let lines = window[kept.key] { both[kept.key] = kept.value.intersection(lines) }
      }
    }
    let summary = try stoppingOnFailure {
      try RedactedBundle(incident, options: options).write(from: location, limits: limits, to: output)
    }
    for path in summary.cut { Output.complain("\(path.inert): longer than the limit, only its beginning was written") }
    guard summary.isWhole else {
      Output.complain("standard output: \(systemError())")
      throw ExitCode(2)
    }
    let values = summary.secrets.values.reduce(0, +)
    Output.complain(
      "\(summary.artifacts) artifacts written, \(values) secret values replaced; look at it before you send it")
    for (path, count) in summary.secrets.sorted(by: { $0.key < $1.key }) {
      Output.complain("  \(path.inert): \(count)")
    }
  }
}
