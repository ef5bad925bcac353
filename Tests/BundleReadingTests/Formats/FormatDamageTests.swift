import Model
import Testing

@testable import BundleReading

/// What damage to one artifact may cost: nothing beyond the place of the damage, and never in silence.
@Suite struct FormatDamageTests {
  private static let names = FormatRegistry.all.map { $0.name }
  private static let mark = LogSignature("marked", component: "", literals: ["mark of the neighbor"])
  private static let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: neighbor-0\n  namespace: quiet\n  uid: u-1\n"
  private static let journal =
    "2026-11-21T03:56:07.424105+00:00 worker-9 kubelet[59]: I1121 03:56:07.424017      59 kubelet.go:86] mark of the neighbor\n"

  @Test(arguments: names)
  func aDamagedArtifactCostsItsNeighborsNothing(_ name: String) throws {
    let format = try #require(FormatRegistry.all.first { $0.name == name })
    var random = SeededGenerator(seed: 41 &+ UInt64(name.utf8.reduce(0) { $0 &+ Int($1) }))
    for sample in format.samples {
      for _ in 0..<10 {
        let damaged = FormatPropertyTests.mutated(Array(sample.utf8), &random)
        let incident = try BundleReader.read(
          .memory([
            (path: "a/pods.yaml", text: Self.pod),
            (path: "m/artifact.txt", text: String(decoding: damaged, as: UTF8.self)),
            (path: "z/kubelet.log", text: Self.journal),
          ]), keeping: [Self.mark])
        let pods = incident.objects.filter { $0.kind == "Pod" && $0.name == "neighbor-0" }
        #expect(pods.map(\.uid) == ["u-1"], "\(sample)")
        #expect(incident.records("marked").map(\.evidence.path) == ["z/kubelet.log"], "\(sample)")
        let known = incident.artifacts.map(\.path) + incident.coverage.unrecognised.map(\.path)
        #expect(known.contains("m/artifact.txt") || damaged.isEmpty, "\(sample)")
      }
    }
  }

  @Test(arguments: names)
  func aCutIsToldWhereverItFalls(_ name: String) throws {
    let format = try #require(FormatRegistry.all.first { $0.name == name })
    for sample in format.samples {
      let bytes = Array(sample.utf8)
      for length in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 150)) {
        let part = Array(bytes.prefix(length))
        let head = ArtifactHead(path: "nodes/w/a.txt", bytes: part, isWhole: true)
        var reader = format.makeReader(for: head, keeping: LogInterests([], keepsEverything: true))
        part.withUnsafeBytes { reader.consume($0) }
        let facts = reader.finish(isCut: true)
        #expect(facts.bytes == Int64(length) && facts.format == name)
        #expect(!facts.cut.isEmpty, "cut after \(length) bytes of \(sample)")
        // Of several outputs in one artifact the earlier ones are whole.
        #expect(
          name == CommandTranscript.name || facts.lists.allSatisfy { !$0.isComplete },
          "cut after \(length) bytes of \(sample)")
      }
    }
  }

  @Test(arguments: FormatRegistryTests.samples)
  func strangeLinesBetweenThoseOfALogCostNone(_ sample: FormatRegistryTests.Sample) throws {
    // What is indented is the output of the one, brackets end the events of the other: a strange line ends both.
    guard sample.format != WrappedCommandOutput.name, sample.format != AuditEventList.name else { return }
    let format = try #require(FormatRegistry.all.first { $0.name == sample.format })
    func kept(_ text: String) -> [String] {
      let bytes = Array(text.utf8)
      let head = ArtifactHead(path: "nodes/w/a.txt", bytes: Array(sample.text.utf8), isWhole: true)
      var reader = format.makeReader(for: head, keeping: LogInterests([], keepsEverything: true))
      bytes.withUnsafeBytes { reader.consume($0) }
      return (reader.finish(isCut: false).log?.lines ?? []).map(\.evidence.text)
    }
    // The lines of one entry of an export belong together.
    let separator = sample.format == JournalExport.name ? "\n\n" : "\n"
    let lines = sample.text.split(separator: separator).joined(separator: "\(separator)%%% x=1 {\"[\(separator)")
    let expected = kept(sample.text)
    #expect(kept("\(lines)\(separator)").filter(expected.contains) == expected)
  }
}
