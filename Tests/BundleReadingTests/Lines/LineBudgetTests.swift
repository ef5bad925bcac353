import Model
import Testing

@testable import BundleReading

/// How much of a bundle's logs a timeline holds.
@Suite struct LineBudgetTests {
  private let text = (0..<20).map { "I1121 04:01:\($0 + 10).000000       1 kubelet.go:7] line \($0)\n" }.joined()

  private func collect(_ interests: LogInterests) -> [Int] {
    ["a.log", "b.log"].map { path in
      let bytes = Array(text.utf8)
      let head = ArtifactHead(path: path, bytes: bytes, isWhole: true)
      guard var reader = FormatRegistry.makeReader(for: head, keeping: interests) else { return -1 }
      bytes.withUnsafeBytes { reader.consume($0) }
      let log = reader.finish(isCut: false).log
      #expect((log?.lines.count ?? 0) + (log?.leftOut ?? 0) == 20 || !interests.keepsEverything)
      return log?.lines.count ?? -1
    }
  }

  @Test func artifactsShareIt() {
    let interests = LogInterests([], keepsEverything: true, budget: LineBudget(lines: 25))
    #expect(collect(interests) == [20, 5])
  }

  @Test func linesThatAFailureModeAsksForAreKeptBeyondIt() {
    let signature = LogSignature("some", component: "kubelet", callSites: ["kubelet.go"], literals: ["line 1"])
    let interests = LogInterests([signature], keepsEverything: true, budget: LineBudget(lines: 0))
    #expect(collect(interests) == [11, 11])
    #expect(collect(LogInterests([signature], budget: LineBudget(lines: 0))) == [11, 11])
  }
}
