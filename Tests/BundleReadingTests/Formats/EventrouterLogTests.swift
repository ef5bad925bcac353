import Model
import Testing

@testable import BundleReading

@Suite struct EventrouterLogTests {
  private func incident(_ text: String, path: String = "eventrouter.log") throws -> Incident {
    try BundleReader.read(.memory([(path: path, text: text)]), keeping: [])
  }

  @Test func theEventsAreThoseOfTheAPI() throws {
    let events = try incident(EventrouterLog.samples.joined()).events
    #expect(events.map(\.reason).sorted() == ["BackOff", "NodeNotReady"])
    let backOff = try #require(events.first { $0.reason == "BackOff" })
    #expect(backOff.regarding.path == "Pod/shop/web-0" && backOff.host == "worker-1" && backOff.isWarning)
    #expect(backOff.time?.from.rfc3339 == "2026-11-21T04:01:20Z" && backOff.evidence.map(\.line) == [1])
    #expect(events.first { $0.reason == "NodeNotReady" }?.evidence.map(\.line) == [2])
  }

  @Test func changesOfOneEventAreOne() throws {
    let first = EventrouterLog.samples[0]
    let later = first.replacing("\"count\":1", with: "\"count\":9").replacing("ADDED", with: "UPDATED")
    let events = try incident(first + later).events
    #expect(events.map(\.count) == [9] && events[0].evidence.map(\.line) == [2])
  }

  @Test func aBrokenLineIsToldAndItsNeighborsStay() throws {
    let line = EventrouterLog.samples[0]
    let facts = try #require(read("\(line.prefix(250))\n\(line)"))
    #expect(facts.objects.count == 1 && facts.cut.map(\.line) == [1])
  }

  @Test func asALogOfAContainerItIsOneAsWell() throws {
    let path = "namespaces/kube-system/logs/eventrouter-0/eventrouter.log"
    let facts = try #require(read(EventrouterLog.samples[0], path: path))
    #expect(facts.format == "eventrouter" && facts.objects.count == 1)
    #expect(facts.containerLogs.map { $0.container?.path } == ["Pod/kube-system/eventrouter-0/eventrouter"])
  }
}
