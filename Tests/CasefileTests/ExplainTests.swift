import ArgumentParser
import Model
import Reporting
import Testing

@testable import casefile

struct ExplainTests {
  static let catalog = [entry("container-logs-unavailable", .symptom), entry("node-disk-pressure", .state)]

  private static func entry(_ id: String, _ role: FailureRole) -> CatalogEntry {
    CatalogEntry(card: FailureModeCard(id: id, role: role, layer: "", title: "", what: "", why: ""))
  }

  @Test func `One, all, or the symptoms are chosen`() throws {
    let one: Explain = try command("explain", "node-disk-pressure")
    #expect(try one.chosen(of: Self.catalog).map(\.card.id) == ["node-disk-pressure"])
    for arguments in [["explain"], ["explain", "--list"]] {
      let all = try #require(try Casefile.parseAsRoot(arguments) as? Explain)
      #expect(try all.chosen(of: Self.catalog).count == 2)
    }
    let symptoms: Explain = try command("explain", "--symptom")
    #expect(try symptoms.chosen(of: Self.catalog).map(\.card.id) == ["container-logs-unavailable"])
  }

  @Test func `An unknown id is wrong usage and names the nearest`() throws {
    let explain: Explain = try command("explain", "node-disk-presure")
    let error = try #require(throws: ValidationError.self) { _ = try explain.chosen(of: Self.catalog) }
    #expect(error.message.contains("Did you mean node-disk-pressure"))
    #expect(Explain.exitCode(for: error).rawValue == 64)
  }

  @Test(arguments: [(["a", "--list"], "either"), (["-o", "junit"], "text, json, markdown"), (["a", "b"], "b")])
  func `Wrong use is told`(_ arguments: [String], _ says: String) throws {
    #expect(try usageError(["explain"] + arguments).contains(says))
  }
}
