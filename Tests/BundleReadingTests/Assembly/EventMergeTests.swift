import Model
import Testing

@testable import BundleReading

@Suite struct EventMergeTests {
  private func event(
    uid: String = "", name: String = "web-0", objectUID: String = "u", count: Int = 1, from: Int, to: Int? = nil,
    precision: Precision = .second, uncertainty: Int64 = 0, path: String, message: String = "Back-off"
  ) -> ClusterEvent {
    let moment = { (second: Int) in
      Moment(
        Instant(nanoseconds: Int64(1_700_000_000 + second) * 1_000_000_000), precision: precision,
        uncertainty: uncertainty)
    }
    return ClusterEvent(
      regarding: EntityReference(kind: "Pod", namespace: "shop", name: name, uid: objectUID), reason: "BackOff",
      message: message, isWarning: true, component: "kubelet", host: "", count: count,
      time: Span(moment(from), moment(to ?? from)), uid: uid,
      evidence: [Evidence(path: path, line: 1, text: message)])
  }

  @Test func copiesOfOneObjectJoin() {
    let merged = mergeEvents([
      event(uid: "e1", count: 2, from: 0, to: 60, path: "b.yaml"),
      event(uid: "e1", count: 5, from: 30, to: 300, path: "a.yaml"),
      event(uid: "e2", from: 0, to: 60, path: "a.yaml"),
    ])
    #expect(merged.map(\.uid) == ["e2", "e1"])
    #expect(merged.last?.count == 5)
    #expect(merged.last?.time?.from.instant.nanoseconds == 1_700_000_000_000_000_000)
    #expect(merged.last?.time?.to.instant.nanoseconds == 1_700_000_300_000_000_000)
    #expect(merged.last?.evidence.map(\.path) == ["a.yaml", "b.yaml"])
  }

  @Test func renderingsJoinTheObjectTheyShow() {
    let minute: Int64 = 60_000_000_000
    let merged = mergeEvents([
      event(objectUID: "", from: 5, precision: .minute, uncertainty: minute, path: "describe.txt"),
      event(uid: "e1", from: 10, path: "events.yaml"),
      event(objectUID: "", from: 900, precision: .minute, path: "later.txt"),
      event(name: "web-1", objectUID: "", from: 5, precision: .minute, uncertainty: minute, path: "other.txt"),
    ])
    #expect(merged.map { $0.evidence.map(\.path) } == [["other.txt"], ["events.yaml", "describe.txt"], ["later.txt"]])
  }

  @Test func orderOfArtifactsDoesNotMatter() {
    let events = (0..<12).map { number in
      event(
        uid: number % 3 == 0 ? "" : "e\(number % 4)", count: number, from: number / 4, to: number,
        path: "\(number).yaml", message: "m\(number % 2)")
    }
    var random = SeededGenerator(seed: 3)
    let expected = mergeEvents(events).map { "\($0.uid) \($0.count) \($0.evidence.map(\.path))" }
    for _ in 0..<20 {
      #expect(
        mergeEvents(events.shuffled(using: &random)).map { "\($0.uid) \($0.count) \($0.evidence.map(\.path))" }
          == expected)
    }
  }

  /// A table lacks the component, and ends a message at its first line break.
  @Test func rowsOfTablesJoinTheObjectTheyShow() throws {
    var object = event(uid: "e1", count: 3, from: 0, to: 60, path: "events.yaml", message: "Probe failed: one\ntwo")
    object.host = "worker-1"
    var row = event(objectUID: "", from: 30, precision: .minute, path: "events.txt", message: "Probe failed: one...")
    row.component = ""
    var other = row
    other.message = "Probe failed: three"
    other.evidence = [Evidence(path: "other.txt", line: 1, text: "")]
    let merged = mergeEvents([row, other, object])
    #expect(merged.map { $0.evidence.map(\.path) } == [["events.yaml", "events.txt"], ["other.txt"]])
    // The row's minute holds the object's second, which stands.
    #expect(merged.first?.time == object.time && merged.first?.component == "kubelet")
  }

  @Test func aRowJoinsTheNearestOfSeveralAlike() {
    let merged = mergeEvents([
      event(uid: "e1", from: 0, path: "a.yaml"), event(uid: "e2", from: 170, path: "b.yaml"),
      event(objectUID: "", from: 150, precision: .minute, uncertainty: 120_000_000_000, path: "events.txt"),
    ])
    #expect(merged.map { $0.evidence.map(\.path) } == [["a.yaml"], ["b.yaml", "events.txt"]])
  }

  @Test func aRowWithoutATimeJoinsByItsWords() {
    var row = event(objectUID: "", from: 0, path: "events.txt")
    row.time = nil
    let merged = mergeEvents([row, event(uid: "e1", from: 5, path: "a.yaml")])
    #expect(merged.map { $0.evidence.map(\.path) } == [["a.yaml", "events.txt"]])
  }
}
