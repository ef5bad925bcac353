import Model
import Testing

@testable import BundleReading

struct RecordMergeTests {
  private let folder = "nodes/worker-1/journal/"

  /// One journal in five renderings.
  private func renderings(of messages: [(String, Int)]) throws -> [ArtifactFacts] {
    func lines(_ name: String, _ journal: (Int) throws -> ClockReading, klog: Bool) throws -> ArtifactFacts {
      Sample.log(
        folder + name,
        try messages.enumerated().map { number, entry in
          let klogTime = ClockReading.local(Sample.local(11, 21, 4, 1, entry.1, nanosecond: 994_978_000))
          return Sample.line(
            entry.0, klog ? klogTime : nil, journal: try journal(entry.1), path: folder + name, number + 1)
        })
    }
    return try [true, false].flatMap { klog in
      [
        try lines(
          "kubelet.log", { .local(Sample.local(11, 21, 4, 1, $0, nanosecond: 995_123_000)) }, klog: klog),
        try lines("kubelet.short.log", { .local(Sample.local(11, 21, 4, 1, $0, precision: .second)) }, klog: klog),
        try lines("kubelet.short-iso.log", { try Sample.absolute("2026-11-21T04:01:\($0)+0000") }, klog: klog),
        try lines("kubelet.json", { try Sample.absolute("2026-11-21T04:01:\($0).995123Z") }, klog: klog),
        try lines("kubelet.export", { try Sample.absolute("2026-11-21T04:01:\($0).995123Z") }, klog: klog),
      ]
    }
  }

  @Test(arguments: [0, 5])
  func fiveRenderingsAreOneLine(_ first: Int) throws {
    let facts = Array(try renderings(of: [("reclaim", 19), ("other", 20)])[first..<first + 5])
    let records = Sample.incident(facts).records
    #expect(records.map(\.message) == ["reclaim", "other"])
    #expect(records.map(\.evidence.path) == [folder + "kubelet.log", folder + "kubelet.log"])
    #expect(
      records[0].copies.map(\.path)
        == ["kubelet.export", "kubelet.json", "kubelet.short-iso.log", "kubelet.short.log"].map { folder + $0 })
    #expect(records[0].copies.map(\.line) == [1, 1, 1, 1])
    #expect(records[0].time?.precision == .microsecond)
  }

  @Test(arguments: [0, 5])
  func repeatedLinesOfOneArtifactStayApart(_ first: Int) throws {
    let facts = Array(try renderings(of: [("same", 19), ("same", 19), ("same", 19)])[first..<first + 5])
    let records = Sample.incident(facts).records
    #expect(records.count == 3)
    #expect(records.map(\.evidence.line) == [1, 2, 3])
    #expect(records.map { $0.copies.map(\.line) } == [[1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3]])
  }

  @Test func theOrderOfArtifactsDoesNotMatter() throws {
    let facts = try renderings(of: [("a", 19), ("a", 19), ("b", 20)])
    func described(_ facts: [ArtifactFacts]) -> [String] {
      Sample.incident(facts).records.map { "\($0.evidence.path) \($0.evidence.line) \($0.copies.map(\.path))" }
    }
    #expect(described(facts) == described(facts.reversed()))
  }

  @Test func anUnknownHostJoinsTheKnownOne() throws {
    let named = Sample.line("a", try Sample.absolute("2026-11-21T04:01:19.5Z"), path: "b/kubelet.log")
    let unnamed = Sample.line("a", try Sample.absolute("2026-11-21T04:01:19Z"), host: "", path: "a/excerpt.txt")
    let records = Sample.incident([Sample.log("b/kubelet.log", [named]), Sample.log("a/excerpt.txt", [unnamed])])
      .records
    #expect(records.map(\.source.node) == ["worker-1"])
    #expect(records.map(\.evidence.path) == ["b/kubelet.log"])
    #expect(records.map { $0.copies.map(\.path) } == [["a/excerpt.txt"]])
  }

  @Test func twoNodesSayTheSameAtOnce() throws {
    let time = try Sample.absolute("2026-11-21T04:01:19Z")
    let records = Sample.incident([
      Sample.log("1.log", [Sample.line("a", time, path: "1.log")]),
      Sample.log("2.log", [Sample.line("a", time, host: "worker-2", path: "2.log")]),
    ]).records
    #expect(records.map(\.source.node) == ["worker-1", "worker-2"])
  }

  @Test func otherTimesAreOtherFacts() throws {
    let records = Sample.incident([
      Sample.log("1.log", [Sample.line("a", try Sample.absolute("2026-11-21T04:01:19.100Z"), path: "1.log")]),
      Sample.log("2.log", [Sample.line("a", try Sample.absolute("2026-11-21T04:01:19.200Z"), path: "2.log")]),
    ]).records
    #expect(records.count == 2)
  }

  @Test func linesWithoutTimeComeLastByPlace() throws {
    let records = Sample.incident([
      Sample.log("1.log", [Sample.line("b", nil, path: "1.log", 2), Sample.line("a", nil, path: "1.log", 1)]),
      Sample.log("2.log", [Sample.line("c", try Sample.absolute("2026-11-21T04:01:19Z"), path: "2.log")]),
    ]).records
    #expect(records.map(\.message) == ["c", "a", "b"])
  }

  @Test func newestFirstIsSorted() throws {
    let lines = try (0..<5).map { number in
      Sample.line(
        "\(number)", try Sample.absolute("2026-11-21T04:01:1\(9 - number)Z"), path: "1.log", number + 1)
    }
    #expect(Sample.incident([Sample.log("1.log", lines)]).records.map(\.message) == ["4", "3", "2", "1", "0"])
  }

  /// Merging neither loses nor invents lines, whatever the mixture.
  @Test(arguments: 0..<20)
  func everyLineIsKeptOnce(_ seed: Int) throws {
    var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var facts: [ArtifactFacts] = []
    for artifact in 0..<4 {
      let path = "\(artifact).log"
      facts.append(
        Sample.log(
          path,
          (0..<40).map { number in
            let fine = next(2) == 0
            let time = Sample.local(
              11, 21, 4, 1, next(3), nanosecond: fine ? next(3) * 1000 : 0, year: 2026,
              precision: fine ? .microsecond : .second)
            return Sample.line(
              "m\(next(2))", next(8) == 0 ? nil : .local(time), host: ["", "worker-1", "worker-2"][next(3)], path: path,
              number + 1)
          }))
    }
    let records = Sample.incident(facts).records
    let places = records.flatMap { [$0.evidence] + $0.copies }.map { "\($0.path):\($0.line)" }
    #expect(places.count == 160)
    #expect(Set(places).count == 160)
    for record in records {
      let paths = ([record.evidence] + record.copies).map(\.path)
      #expect(Set(paths).count == paths.count)
    }
    #expect(Sample.incident(facts.reversed()).records.map(\.evidence) == records.map(\.evidence))
  }
}
