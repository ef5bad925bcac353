import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Every failure mode is held to the two examples in its own file.
struct FailureModeExampleTests {
  static let ids = FailureModes.all.map(\.card.id)

  private func occurrences(of id: String, in example: Example) throws -> [Occurrence] {
    let mode = try #require(FailureModes.all.first { $0.card.id == id })
    return mode.recognize(Investigation(try incident(example)))
  }

  private func incident(_ example: Example) throws -> Incident {
    try BundleReader.read(.memory(example.artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
  }

  private func mode(_ id: String) throws -> FailureMode {
    try #require(FailureModes.all.first { $0.card.id == id })
  }

  @Test("The firing example is found, with evidence that exists", arguments: ids)
  func fires(id: String) throws {
    let example = try mode(id).fires
    let found = try occurrences(of: id, in: example)
    #expect(!found.isEmpty)
    for evidence in found.flatMap(\.evidence) {
      let artifact = try #require(example.artifacts.first { $0.path == evidence.path }, "\(evidence.path)")
      let lines = artifact.text.split(separator: "\n", omittingEmptySubsequences: false)
      try #require(lines.indices.contains(evidence.line - 1), "\(evidence.path):\(evidence.line)")
    }
    #expect(found.allSatisfy { !$0.evidence.isEmpty && !$0.text.isEmpty })
  }

  @Test("The near miss stays silent", arguments: ids)
  func staysSilent(id: String) throws {
    let found = try occurrences(of: id, in: try mode(id).staysSilent)
    #expect(found.isEmpty, "\(found.map(\.text))")
  }

  @Test("Order, line ends and an unrelated namespace do not matter", arguments: ids)
  func isRobust(id: String) throws {
    let example = try mode(id).fires
    let expected = try occurrences(of: id, in: example).map(\.text).sorted()
    let reversed = Example(example.title, example.artifacts.reversed())
    #expect(try occurrences(of: id, in: reversed).map(\.text).sorted() == expected)
    let windows = Example(
      example.title,
      example.artifacts.map {
        ($0.path, $0.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
      })
    #expect(try occurrences(of: id, in: windows).map(\.text).sorted() == expected)
    let noise = """
      apiVersion: v1
      kind: Pod
      metadata: {name: noise-0, namespace: noise, uid: noise}
      spec: {nodeName: elsewhere}
      status: {phase: Running, startTime: "2024-05-06T08:00:00Z"}
      """
    let noisy = Example(example.title, example.artifacts + [("namespaces/noise/pods.yaml", noise)])
    #expect(try occurrences(of: id, in: noisy).map(\.text).sorted() == expected)
  }

  @Test("With any one artifact missing the diagnosis names no other cause", arguments: ids)
  func degrades(id: String) throws {
    let example = try mode(id).fires
    let named = Set(DiagnosticEngine.diagnose(try incident(example)).rootCauses.map(\.id))
    for offset in example.artifacts.indices where example.artifacts.count > 1 {
      var fewer = example
      fewer.artifacts.remove(at: offset)
      guard let incident = try? incident(fewer) else { continue }
      let causes = DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
      #expect(Set(causes).isSubset(of: named), "without \(example.artifacts[offset].path)")
    }
  }
}
