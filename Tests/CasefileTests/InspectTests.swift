import ArgumentParser
import Testing

@testable import casefile

struct InspectTests {
  @Test func `Bundle and reports are understood`() throws {
    let inspect: Inspect = try command("inspect", "b", "-o", "text", "-o", "json=x.json")
    #expect(inspect.bundle == "b")
    #expect(
      try OutputRequest<Inspect.Format>.parse(inspect.output, fallback: .text) == [
        .init(format: .text, output: .standardOutput), .init(format: .json, output: .file("x.json")),
      ])
  }

  @Test(arguments: [
    ([], "<bundle>"), ([""], "empty"), (["b", "-o", "markdown"], "text, json"),
    (["b", "--limit-artifacts", "0"], "above 0"), (["b", "--color", "red"], "auto, always or never"),
  ])
  func `Wrong use is told`(_ arguments: [String], _ says: String) throws {
    #expect(try usageError(["inspect"] + arguments).contains(says))
  }
}
