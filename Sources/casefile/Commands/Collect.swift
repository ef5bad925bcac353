import ArgumentParser
import Collector

/// `casefile collect`: prints the collector, a shell script for where the trouble is.
struct Collect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the collector: a shell script that needs kubectl and tar.",
    discussion: """
      EXAMPLES
        casefile collect > collect.sh          to send to whoever has the cluster; sh collect.sh --help
        casefile collect | sh -s -- -n shop    collect here and now
        casefile collect > ~/bin/kubectl-casefile_collect && chmod +x ~/bin/kubectl-casefile_collect
                                               as a plugin: kubectl casefile-collect -n shop

      The script only reads the cluster, never the values of Secrets, and says at its end what is missing.
      """)

  func run() throws {
    try stoppingOnFailure { try Output.standardOutput.write(String(decoding: CollectorScript.bytes, as: UTF8.self)) }
  }
}
