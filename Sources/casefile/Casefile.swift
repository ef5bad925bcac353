import ArgumentParser
import Glibc
import Reporting

/// The command line: `casefile bundle.tar.gz` analyzes, other commands are named.
@main
struct Casefile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Why did it happen? Finds the root cause in a Kubernetes support bundle, offline.",
    discussion: """
      EXAMPLES
        casefile bundle.tar.gz                        why did it happen?
        casefile must-gather/ --about Pod/shop/db-0   what happened to this pod?
        tar c logs | casefile -                       a bundle from standard input
        casefile bundle.tgz -o text -o json=j.json    one to read, one to keep
        casefile inspect bundle.tar.gz                what is in it, and what is missing?
        casefile timeline bundle.tar.gz --since -30m  what happened, in order?
        casefile serve bundle.tgz -- kubectl get po   explore it with kubectl
        casefile redact bundle.tgz > safe.tgz         a copy that may leave the house
        casefile explain node-disk-pressure           what is this failure mode?

      Reads only the bundle: no cluster, no network, nothing written but the files you name.
      """,
    version: Tool.version,
    subcommands: [
      Analyze.self, TimelineCommand.self, Inspect.self, Serve.self, Redact.self, Collect.self, Explain.self,
      Replay.self,
    ],
    defaultSubcommand: Analyze.self)

  static func main() async {
    // A reader that goes away shows as EPIPE where it is written to, and ends the program quietly.
    signal(SIGPIPE, SIG_IGN)
    await main(nil)
  }
}
