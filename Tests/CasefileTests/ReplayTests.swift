import ArgumentParser
import Testing

@testable import casefile

struct ReplayTests {
  @Test func `Folders and reports are understood`() throws {
    let replay: Replay = try command("replay", "a", "b", "-o", "text", "-o", "junit=x.xml")
    #expect(replay.folders == ["a", "b"])
    #expect(
      try OutputRequest<Replay.Format>.parse(replay.output, fallback: .text) == [
        .init(format: .text, output: .standardOutput), .init(format: .junit, output: .file("x.xml")),
      ])
  }

  @Test(arguments: [([], "<folder>"), (["a", "-o", "markdown"], "text, json, junit")])
  func `Wrong use is told`(_ arguments: [String], _ says: String) throws {
    #expect(try usageError(["replay"] + arguments).contains(says))
  }

  @Test func `A folder that is not there is told`() {
    #expect(throws: FileError(path: "/nonexistent/incidents", reason: "No such file or directory")) {
      _ = try KeptIncident.find(in: "/nonexistent/incidents")
    }
  }
}
