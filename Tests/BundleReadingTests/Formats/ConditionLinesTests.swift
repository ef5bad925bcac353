import Model
import Testing

@testable import BundleReading

@Suite struct ConditionLinesTests {
  @Test func theirMessagesAreWordsOfALog() throws {
    let signature = LogSignature("discovery", component: "", literals: ["NamespaceDeletionDiscoveryFailure=True"])
    let facts = try #require(read(ConditionLines.samples[0], path: "pasted.txt", signatures: [signature]))
    #expect(facts.format == "condition-lines" && facts.log?.lines.map(\.evidence.line) == [1])
    #expect(facts.log?.lines.first?.component == "" && facts.log?.extents.isEmpty == true)
  }

  @Test(arguments: [
    "Ready=true\n", "ready=True\n", "LANG=C\nReady=True\n", "Ready=Truely so\n", "A=True\n", "Ready = True\n",
  ])
  func otherSettingsAreNone(_ text: String) { #expect(read(text, path: "pasted.txt")?.format != "condition-lines") }
}
