import Model
import Testing

@testable import BundleReading

@Suite struct CollectorManifestTests {
  static let text = """
    {
    "format":"casefile-bundle",
    "version":1,
    "start":"2026-11-21T04:02:10Z","end":"2026-11-21T04:02:44Z",
    "interrupted":false,
    "clocks":[{"node":"worker-1","before":"2026-11-21T04:02:11Z","time":"2026-11-21T04:02:12Z","after":"2026-11-21T04:02:13Z"}],
    "items":[
    {"path":"a.log","exitCode":0,"cut":true},
    {"path":"b.log","exitCode":0,"cut":false}
    ]}
    """

  @Test(arguments: [1, 7, 4096])
  func tellsWhenTheBundleWasTaken(chunk: Int) {
    let facts = read(Self.text, path: "bundle/manifest.json", chunk: chunk)
    #expect(facts?.format == CollectorManifest.name)
    #expect(
      facts?.captureTimes.map { "\($0.node) \($0.evidence.text) \($0.evidence.line)" } == [
        " 2026-11-21T04:02:10Z 4", " 2026-11-21T04:02:44Z 4", "worker-1 2026-11-21T04:02:12Z 6",
      ])
    #expect(
      facts?.cut == [
        Coverage.Note(path: "bundle/manifest.json", line: 8, text: "a.log was cut when it was collected")
      ])
  }

  @Test func tellsWhatTheCollectorCouldNotHave() {
    let text = """
      {
      "format":"casefile-bundle","version":1,
      "missing":[
      {"what":"nodes","why":"forbidden","means":"conditions of nodes stay unknown"},
      {"what":"","why":"x","means":"y"},
      {"what":"pod/db-0","why":"","means":""}
      ]}
      """
    let facts = read(text, path: "b/manifest.json")
    #expect(
      facts?.missing == [
        Coverage.Note(path: "b/manifest.json", line: 4, text: "nodes (forbidden): conditions of nodes stay unknown"),
        Coverage.Note(path: "b/manifest.json", line: 6, text: "pod/db-0"),
      ])
  }

  @Test func everyCutIsSurvived() {
    for length in 40..<Self.text.utf8.count {
      let facts = read(String(Self.text.prefix(length)), path: "manifest.json", isCut: true)
      #expect(facts?.cut.isEmpty == false, "cut at \(length)")
    }
  }
}
