import Model
import Testing

@testable import BundleReading

/// What holds for all formats: chunks do not matter, and no bytes make them fail.
@Suite struct FormatPropertyTests {
  private static let signatures = [
    LogInterestsTests.reclaim, LogInterestsTests.remove, LogInterestsTests.anyKubelet, LogInterestsTests.wholeFile,
    JournalJSONTests.quoted,
  ]

  @Test(arguments: FormatRegistryTests.samples)
  func factsAreTheSameWhateverTheChunks(_ sample: FormatRegistryTests.Sample) throws {
    let bytes = Array(String(repeating: sample.text, count: 3).utf8)
    let whole = try #require(read(bytes, everything: true, cuts: []))
    for cuts in [[1], [2, 7, 3], [64, 1]] {
      let parts = try #require(read(bytes, everything: true, cuts: cuts))
      #expect("\(parts)" == "\(whole)")
    }
  }

  @Test(arguments: FormatRegistry.all.map { $0.name })
  func mutatedSamplesNeverCrash(_ name: String) throws {
    let format = try #require(FormatRegistry.all.first { $0.name == name })
    var random = SeededGenerator(seed: UInt64(name.utf8.count) &* 977)
    let interests = [
      LogInterests(Self.signatures), LogInterests([], keepsEverything: true),
    ]
    for sample in format.samples {
      for round in 0..<60 {
        let bytes = Self.mutated(Array(sample.utf8), &random)
        let path = round % 2 == 0 ? "nodes/w/a.log" : "namespaces/kube-system/logs/p/kube-proxy.log"
        let head = ArtifactHead(path: path, bytes: bytes, isWhole: round % 3 == 0)
        _ = FormatRegistry.format(of: head)
        // The format reads it even where it would no longer claim it.
        var reader = format.makeReader(for: head, keeping: interests[round % 2])
        bytes.withUnsafeBytes { reader.consume($0) }
        let facts = reader.finish(isCut: round % 5 == 0)
        #expect(facts.bytes == Int64(bytes.count) && facts.format == name)
      }
    }
  }

  @Test func evidenceIsTheLineOfItsNumber() throws {
    let text = FormatRegistry.all.filter { $0.name.hasPrefix("journal-short") && $0 != JournalShortFull.self }.flatMap {
      $0.samples
    }.joined()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let kept = try #require(read(text, everything: true)?.log?.lines)
    #expect(kept.count > 3)
    for line in kept { #expect(line.evidence.text == lines[line.evidence.line - 1]) }
  }

  static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var copy = bytes
    let special: [UInt8] = Array("\"\\=:[]{} \n\r.0919-".utf8) + [0, 0xFF, 0xE6, 0x80]
    for _ in 0..<Int.random(in: 1...8, using: &random) where !copy.isEmpty {
      let place = Int.random(in: 0..<copy.count, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: copy[place] = special.randomElement(using: &random) ?? 0
      case 1: copy.remove(at: place)
      case 2: copy.removeSubrange(place...)
      case 3: copy.insert(contentsOf: copy.prefix(Int.random(in: 0...40, using: &random)), at: place)
      default: copy.removeSubrange(..<place)
      }
    }
    return copy
  }
}
