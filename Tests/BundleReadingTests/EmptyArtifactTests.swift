import Model
import Testing

@testable import BundleReading

/// Files that hold nothing: whoever wrote them had nothing to say, which is not the same as text that nobody can read.
@Suite struct EmptyArtifactTests {
  private func incident(_ artifacts: [(path: String, text: String)]) throws -> Incident {
    try BundleReader.read(
      .memory(artifacts + [(path: "nodes/w/kubelet.log", text: "-- No entries --\n")]), keeping: [LogSignature]())
  }

  @Test(arguments: ["", "\n", " \r\n\n", "[]\n", "{ }", "null\n"])
  func theyAreToldAsEmpty(_ text: String) throws {
    let incident = try incident([(path: "get/jobs.txt", text: text)])
    #expect(incident.coverage.unrecognised.isEmpty)
    #expect(incident.artifacts.first?.format == "empty" && incident.artifacts.first?.path == "get/jobs.txt")
    #expect(incident.artifacts.first?.bytes == Int64(text.utf8.count))
    #expect(incident.coverage.lists.isEmpty, "it may be the list of a command that failed")
  }

  @Test(arguments: ["[1]\n", "none\n", "{}{}\n", "0\n", "[]]\n", "\u{1}\u{2}"])
  func otherShortTextsAreNot(_ text: String) throws {
    let incident = try incident([(path: "get/jobs.txt", text: text)])
    #expect(incident.coverage.unrecognised.map(\.path) == ["get/jobs.txt"])
  }

  @Test func anEmptyLogWithAPlaceIsALogWithoutLines() throws {
    let incident = try incident([(path: "namespaces/shop/logs/web-0/web.log", text: "")])
    #expect(incident.containerLogs.map(\.lineCount) == [0])
  }

  @Test func anEmptyJournalIsNamedAmongWhatIsMissing() throws {
    let node = "apiVersion: v1\nkind: Node\nmetadata: {name: w, uid: n-1, resourceVersion: 7}\n"
    let incident = try BundleReader.read(
      .memory([(path: "nodes.yaml", text: node), (path: "nodes/w/kubelet.log", text: "")]), keeping: [LogSignature]())
    #expect(incident.coverage.missing.contains { $0.path == "nodes/w/kubelet.log" })
  }

  @Test func aBundleOfNothingElseIsNotRecognized() {
    #expect(throws: ReadError.nothingRecognised(name: "memory", notes: [Coverage.Note(path: "a.txt", text: "empty")])) {
      try BundleReader.read(.memory([(path: "a.txt", text: "")]), keeping: [LogSignature]())
    }
  }
}
