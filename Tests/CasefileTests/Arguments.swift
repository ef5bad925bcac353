import ArgumentParser
import Model
import Testing

@testable import casefile

/// The command that the arguments name; nothing is run.
func command<Command: ParsableCommand>(_ arguments: String...) throws -> Command {
  try #require(try Casefile.parseAsRoot(arguments) as? Command)
}

/// What a wrong use prints, and that its exit code is that of wrong usage.
func usageError(_ arguments: [String]) throws -> String {
  do {
    _ = try Casefile.parseAsRoot(arguments)
  } catch {
    #expect(Casefile.exitCode(for: error).rawValue == 64)
    return Casefile.message(for: error)
  }
  Issue.record("\(arguments) is accepted")
  return ""
}
