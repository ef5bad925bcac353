import Model
import Testing

@testable import BundleReading

@Suite struct RecordedPatchesTests {
  private static let first = #"[{"op":"replace","path":"/status/phase","value":"Failed"}]"# + "\n"
  private static let second =
    #"[{"op":"add","path":"/metadata/labels/a","value":"b"},{"op":"remove","path":"/spec/nodeName"}]"# + "\n"

  @Test(arguments: [(first, "one change of"), (first + second, "2 changes of")])
  func changesAreToldAsNotApplied(_ text: String, _ says: String) throws {
    let facts = try #require(read(text, path: "crust/namespaces/shop/v1/pod/web-0.patch"))
    #expect(facts.format == "recorded-patches")
    let note = try #require(facts.missing.first)
    #expect(note.text.hasPrefix(says) && facts.missing.count == 1 && facts.objects.isEmpty)
  }

  @Test(arguments: [
    #"[{"op":"replace","value":1}]"#, #"[{"opcode":"replace","path":"/a"}]"#, #"[{"op":"merge","path":"/a"}]"#, "[",
    "",
  ])
  func otherListsAreNone(_ text: String) { #expect(read(text, path: "a.patch")?.format != "recorded-patches") }
}
