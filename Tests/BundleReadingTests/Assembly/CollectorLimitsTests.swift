import Model
import Testing

@testable import BundleReading

/// Sizes and counts of lines that tell of a collector's limit.
@Suite struct CollectorLimitsTests {
  private func notes(_ artifacts: [(path: String, bytes: Int64)]) -> [String] {
    cutByCollector(
      artifacts.map { path, bytes in
        var facts = ArtifactFacts(path: path, format: "klog")
        facts.bytes = bytes
        return facts
      }
    ).map(\.text)
  }

  private func notes(lines: [Int]) throws -> [String] {
    let logs = lines.enumerated().map { place, count in
      (
        path: "namespaces/shop/logs/web-\(place)/web.log",
        text: (0..<count).map { "line \($0) of \(place)\n" }.joined()
      )
    }
    return try BundleReader.read(.memory(logs), keeping: [LogSignature]()).coverage.cut.map(\.text)
  }

  @Test(arguments: [1 << 20, 10_000_000, 10 << 20, 500_000, 256 << 10] as [Int64])
  func severalOfTheSameRoundSizeWereCut(_ size: Int64) {
    let found = notes([("a.log", size), ("b.log", size), ("c.log", size + 1), ("d.log", 17)])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("2 artifacts hold exactly \(size) bytes") == true)
    #expect(found.first?.hasSuffix(": a.log, b.log") == true)
  }

  @Test(arguments: [1 << 20, 1_234_567, 117, 0] as [Int64])
  func oneAloneOrAnySizeWasNot(_ size: Int64) {
    #expect(notes([("a.log", size)]) == [])
    if size != 1 << 20 { #expect(notes([("a.log", size), ("b.log", size)]) == []) }
  }

  @Test func logsOfTheSameRoundCountOfLinesWereCut() throws {
    let found = try notes(lines: [200, 3, 200])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("2 logs of containers hold exactly 200 lines") == true)
  }

  @Test(arguments: [[200, 3], [200, 200, 201], [37, 37], [50, 50]])
  func otherCountsTellNothing(_ lines: [Int]) throws {
    #expect(try notes(lines: lines) == [])
  }
}
