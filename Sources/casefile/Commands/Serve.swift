import ArgumentParser
import BundleReading
import Glibc
import Model
import Reporting
import Serving

/// `casefile serve BUNDLE`: a bundle as a read-only Kubernetes API on loopback.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explore a bundle with kubectl.",
    discussion: """
      EXAMPLES
        casefile serve bundle.tar.gz                              until Ctrl-C; prints the line to paste
        casefile serve bundle.tar.gz -- kubectl get pods -A       runs one command
        casefile serve must-gather/ -- kubectl -n shop logs db-0 --previous

      Answers get, list, describe, logs and events from the bundle, on 127.0.0.1 only. Ages count from the capture, but
      those that kubectl describe prints count from now. Nothing can be changed.
      Exit codes: 0 served, 2 nothing to serve, 64 wrong usage; with a command, the command's own.
      """)

  @Argument(help: "An archive, a folder or a single file.")
  var bundle: String
  @Argument(
    parsing: .postTerminator, help: ArgumentHelp("After --: a command to run against it.", valueName: "command"))
  var command: [String] = []
  @Option(help: "Port on 127.0.0.1; 0 for a free one.")
  var port = 0
  @OptionGroup
  var limitOptions: LimitOptions

  func validate() throws {
    guard !bundle.isEmpty else { throw ValidationError("The bundle's name is empty.") }
    guard bundle != "-" else {
      throw ValidationError("serve reads logs again when they are asked for, so it needs a file or a folder.")
    }
    guard (0...65535).contains(port) else { throw ValidationError("There is no port \(port).") }
    _ = try limitOptions.limits()
  }

  func run() async throws {
    let limits = try limitOptions.limits()
    let location = BundleLocation.path(bundle)
    let incident = try stoppingOnFailure { try Pipeline.live.read(location, limits) }
    let cache = ArtifactCache(of: Set(incident.containerLogs.map(\.artifact)), in: location, limits: limits)
    let api = ObjectAPI(
      incident,
      logs: .init(
        container: { log in
          let lines = BundleReader.lines(of: log, in: cache.artifact(log.artifact) ?? [], limits: limits)
          return lines.map { .init(time: $0.time, text: $0.text) }
        }, artifact: cache.artifact))
    guard !api.isEmpty else {
      Output.complain(
        "\(bundle.inert): holds no objects of the API, so there is nothing to serve; try casefile timeline")
      throw ExitCode(2)
    }
    let command = command
    let file = try stoppingOnFailure { try KubeconfigFile.make() }
    defer { file.remove() }
    // Ctrl-C is for the command: it may have something to finish, and needs the server until then.
    if !command.isEmpty { signal(SIGINT, SIG_IGN) }
    try await APIServer(api, port: port).run(stopsOnInterrupt: command.isEmpty) { port in
      try file.write(port: port)
      guard !command.isEmpty else {
        try Output.standardOutput.write("export KUBECONFIG='\(file.path)'\n")
        Output.complain("serving \(bundle.inert) on http://127.0.0.1:\(port); paste the line above, stop with Ctrl-C")
        // The server ends it, on Ctrl-C.
        while true { try await Task.sleep(for: .seconds(3600)) }
      }
      let code = try await ChildCommand.run(command, kubeconfig: file.path)
      if code != 0 { throw ExitCode(code) }
    }
  }
}
