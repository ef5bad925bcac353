import BundleReading
import Model
import Testing

@testable import Reporting

extension TimelineReport {
  /// The blocks of the text in one.
  fileprivate static func text(_ timeline: Timeline, mark: Moment? = nil, style: Style = Style()) -> String {
    var text = ""
    Self.text(timeline, mark: mark, style: style) { text += $0 }
    return text
  }

  /// The blocks of the lines in one.
  fileprivate static func json(_ timeline: Timeline) -> String {
    var text = ""
    json(timeline) { text += $0 }
    return text
  }
}

struct TimelineTests {
  private func timeline(
    _ change: (inout TimelineFilter) -> Void = { _ in }, following: EntityReference? = nil
  ) throws -> Timeline {
    var filter = TimelineFilter()
    change(&filter)
    let timeline = Timeline(try BundleSamples.incident(), filter: filter, following: following)
    return try #require(timeline)
  }

  @Test func `A bundle has its timeline`() throws {
    let shown = try timeline().folded()
    try expectSnapshot(TimelineReport.text(shown, mark: Samples.moment("2024-05-06T10:01:05Z")), "timeline.txt")
    try expectSnapshot(TimelineReport.json(shown), "timeline.jsonl")
    let plain = Style(width: 80, isColored: false, isUnicode: false)
    #expect(TimelineReport.text(shown, style: plain).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `A long timeline is handed over in blocks`() throws {
    var long = try timeline()
    long.entries = (0..<200).flatMap { _ in long.entries }
    var text: [String] = []
    TimelineReport.text(long) { text.append($0) }
    var lines: [String] = []
    TimelineReport.json(long) { lines.append($0) }
    for blocks in [text, lines] {
      #expect(blocks.count > 3 && blocks.allSatisfy { $0.utf8.count < 80 * 1024 })
      #expect(blocks.allSatisfy { $0.isEmpty || $0.hasSuffix("\n") })
    }
    #expect(lines.joined().split(separator: "\n").count == long.entries.count)
  }

  @Test func `What a writer throws ends it`() throws {
    let shown = try timeline()
    #expect(throws: ClosedPipe.self) {
      try TimelineReport.json(shown) { _ throws(ClosedPipe) in throw ClosedPipe() }
    }
  }

  private struct ClosedPipe: Error {}

  @Test func `Order does not depend on the order of artifacts`() throws {
    let reversed = try BundleReader.read(
      .memory(BundleSamples.artifacts.reversed()), keeping: .everything([], components: []))
    let other = Timeline(reversed)
    #expect(TimelineReport.json(try #require(other)) == TimelineReport.json(try timeline()))
  }

  @Test func `Entries are in order of time`() throws {
    let times = try timeline().entries.compactMap(\.time?.instant)
    #expect(times.count > 12)
    #expect(times == times.sorted())
  }

  @Test func `Each filter narrows it`() throws {
    #expect(try timeline { $0.components = ["containerd"] }.entries.allSatisfy { $0.source == "containerd" })
    #expect(try timeline { $0.components = ["containerd"] }.entries.count == 2)
    #expect(try timeline { $0.components = ["event"] }.entries.map(\.count) == [7])
    #expect(try timeline { $0.nodes = ["node-c"] }.entries.isEmpty)
    #expect(try timeline { $0.nodes = ["node-a"] }.entries.allSatisfy { $0.node == "node-a" })
    #expect(try timeline { $0.namespaces = ["shop"] }.entries.allSatisfy { $0.subjects[0].namespace == "shop" })
    #expect(try timeline { $0.namespaces = ["elsewhere"] }.entries.isEmpty)
    #expect(try timeline { $0.pods = ["other-0"] }.entries.map(\.text) == ["created"])
    let cart = try timeline { $0.pods = ["cart-*"] }.entries.count
    #expect(cart > 8)
    #expect(try timeline { $0.pods = ["shop/cart-7c75c5f88c-4f45g"] }.entries.count == cart)
    #expect(try timeline { $0.pods = ["cart"] }.entries.isEmpty)
    let severe = try timeline { $0.severity = .error }.entries
    #expect(severe.map(\.source) == ["object", "kubelet", "kubelet"])
  }

  @Test func `Times bound it`() throws {
    let since = try timeline { $0.since = Samples.moment("2024-05-06T10:01:30Z").instant }.entries
    #expect(since.first?.source == "event")  // seen until 10:05:10
    #expect(since.dropFirst().allSatisfy { ($0.time?.rfc3339 ?? "") >= "2024-05-06T10:01:30" })
    let until = try timeline { $0.until = Samples.moment("2024-05-06T10:01:00Z").instant }.entries
    #expect(!until.isEmpty)
    #expect(until.allSatisfy { ($0.time?.rfc3339 ?? "") <= "2024-05-06T10:01:00Z" })
  }

  @Test func `A pod is followed to its containers, owners and node`() throws {
    let followed = try timeline(following: BundleSamples.cart).entries
    #expect(followed.contains { $0.source == "containerd" && $0.text.hasPrefix("TaskExit") })
    #expect(followed.contains { $0.source == "object" && $0.text.contains("exit code 137") })
    #expect(followed.contains { $0.subjects.first?.kind == "Node" })
    #expect(!followed.contains { $0.subjects.contains { $0.name == "other-0" } })
    #expect(!followed.contains { $0.text.hasPrefix("Using node IP") })
    let deployment = EntityReference(kind: "Deployment", namespace: "shop", name: "cart")
    let owner = EntityReference(kind: "ReplicaSet", namespace: "shop", name: "cart-7c75c5f88c")
    let incident = try BundleSamples.incident()
    for reference in [deployment, owner] {
      let texts = Timeline(incident, following: reference)?.entries.map(\.text) ?? []
      #expect(texts.contains { $0.contains("exit code 137") }, "\(reference.path)")
    }
    let nobody = Timeline(incident, following: EntityReference(kind: "Pod", namespace: "shop", name: "nobody"))
    #expect(nobody == nil)
  }

  @Test func `Repeats fold, other objects and long pauses do not`() throws {
    let all = try timeline { $0.components = ["kubelet"] }
    #expect(all.entries.count == 7)
    let folded = all.folded().entries
    #expect(folded.map(\.count) == [3, 1, 2, 1])
    #expect(folded[0].last?.rfc3339 == "2024-05-06T10:01:18.000100Z")
    #expect(all.folded().folded().entries.map(\.count) == folded.map(\.count))
  }

  @Test(arguments: [
    ("back-off 10s restarting", "back-off 20s restarting", true), ("pod a1b2", "pod c3d4e5", true),
    ("pod abc", "pod abd", false), ("9", "10", true), ("", "1", false), ("a-1", "a-2", true), ("x 1é", "x 2é", true),
  ])
  func `Shapes ignore numbers and ids`(_ left: String, _ right: String, _ isSame: Bool) {
    #expect((MessageShape.words(left) == MessageShape.words(right)) == isSame)
  }

  @Test func `A hostile line cannot steer the terminal`() throws {
    let line = "2024-05-06T10:01:00.000200+0000 n kubelet[7]: I0506 10:01:00.000100 7 a.go:1] \u{1b}[2Jx\u{202e}\n"
    let incident = try BundleReader.read(
      .memory([("kubelet.log", line)]), keeping: .everything([], components: []))
    let read = Timeline(incident)
    let timeline = try #require(read)
    #expect(timeline.entries.count == 1)
    for report in [TimelineReport.text(timeline), TimelineReport.json(timeline)] {
      #expect(!report.unicodeScalars.contains { $0.isSteering && $0 != "\n" })
    }
  }

  @Test func `Each JSON line is JSON`() throws {
    for line in TimelineReport.json(try timeline()).split(separator: "\n") {
      let object = try #require(JSONChecker.parse(String(line)), "\(line)")
      #expect(object.keys.count == 11)
    }
  }
}
