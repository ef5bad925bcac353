import Model
import Testing

@testable import BundleReading

@Suite struct ComponentMessagesTests {
  private let interests = LogInterests([
    LogSignature(
      "name", component: "kubelet", callSites: ["kubelet_node_status.go"], literals: [" cannot modify node "]),
    LogSignature("conntrack", component: "kernel", literals: ["nf_conntrack: table full"]),
  ])

  private func read(_ text: String, path: String = "excerpt.txt") -> ArtifactFacts? {
    let head = ArtifactHead(path: path, bytes: Array(text.utf8), isWhole: true)
    var reader = FormatRegistry.makeReader(for: head, keeping: interests)
    text.utf8.withContiguousStorageIfAvailable { reader?.consume(UnsafeRawBufferPointer($0)) }
    return reader?.finish(isCut: false)
  }

  @Test(arguments: [
    ("Unable to register node \"a\" with API server: node \"b\" cannot modify node \"a\"\n", "kubelet", 1),
    ("`Unable to register node \"a\" with API server: node \"b\" cannot modify node \"a\"`\n", "kubelet", 1),
    ("> kernel: nf_conntrack: table full, dropping packet\n", "kernel", 1),
    ("It began today.\n\n```\nnf_conntrack: table full, dropping packet\n```\nHelp?\n", "kernel", 4),
  ])
  func aMessageAlone(_ text: String, _ component: String, _ line: Int) throws {
    let kept = try #require(read(text)?.log?.lines)
    #expect(kept.map(\.component) == [component] && kept.map(\.evidence.line) == [line])
  }

  /// Who only speaks of a message quotes none.
  @Test(arguments: [
    "The kubelet says that it is unable to register node a\n", "We saw nf_conntrack: table full once.\n",
    "Failed to start the shop\n",
  ])
  func wordsAboutIt(_ text: String) { #expect(read(text) == nil) }

  @Test func aLongTextIsNoMessage() {
    #expect(read(String(repeating: "nf_conntrack: table full, dropping packet\n", count: 61)) == nil)
  }
}
