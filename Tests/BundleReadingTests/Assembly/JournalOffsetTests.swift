import Model
import Testing

@testable import BundleReading

/// A journal whose clock is not that of the kubelet which wrote into the API.
@Suite struct JournalOffsetTests {
  private static func id(_ number: Int) -> String { String(repeating: "\(number % 10)a", count: 32) }

  /// Pods whose containers started at 04:00:00 and each minute after it.
  private static func pods(_ count: Int) -> (path: String, text: String) {
    let items = (0..<count).map { number in
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-\(number)","namespace":"shop","uid":"u\(number)"},\
      "spec":{"nodeName":"w"},"status":{"phase":"Running","containerStatuses":[{"name":"web","containerID":"containerd://\(id(number))",\
      "state":{"running":{"startedAt":"2026-11-21T04:0\(number):00Z"}}}]}}
      """
    }
    return ("pods.json", #"{"kind":"PodList","apiVersion":"v1","items":[\#(items.joined(separator: ","))]}"#)
  }

  /// The runtime's lines of these starts; `minutes` later by its own clock.
  private static func journal(_ count: Int, hour: Int, minutes: Int = 0, path: String = "nodes/w/containerd.log")
    -> (path: String, text: String)
  {
    let lines = (0..<count).map { number in
      let time = "2026-11-21T0\(hour):\(minutes + number < 10 ? "0" : "")\(minutes + number):00.4"
      return
        "\(time)00000+0000 w containerd[40]: time=\"\(time)Z\" level=info msg=\"StartContainer for \\\"\(id(number))\\\" returns successfully\"\n"
    }
    return (path, lines.joined())
  }

  private func clock(_ files: [(path: String, text: String)]) throws -> (offset: Int64, incident: Incident) {
    let incident = try LayoutSample.incident(files)
    return (incident.coverage.clockOffsets.first { $0.node == "w" }?.offset ?? 0, incident)
  }

  @Test(arguments: [(7, 0, 10_800), (4, 47, 2820), (1, 0, -10_800)])
  func startsOfContainersTellIt(_ hour: Int, _ minutes: Int, _ seconds: Int64) throws {
    let (offset, incident) = try clock([Self.pods(5), Self.journal(5, hour: hour, minutes: minutes)])
    #expect(abs(offset - seconds * .second) < .second)
    #expect(incident.records.first?.time?.rfc3339.hasPrefix("2026-11-21T04:00:0") == true)
    #expect(incident.coverage.logs.first?.spans.first?.from.rfc3339.hasPrefix("2026-11-21T04:00:0") == true)
  }

  @Test func aRightClockStays() throws {
    #expect(try clock([Self.pods(5), Self.journal(5, hour: 4)]).offset == 0)
  }

  @Test func twoMomentsAreTooFew() throws {
    #expect(try clock([Self.pods(2), Self.journal(2, hour: 7)]).offset == 0)
  }

  /// Other containers of the same journal started as the API says.
  @Test func whatDisagreesTellsNothing() throws {
    let mixed = Self.journal(5, hour: 7).text + Self.journal(5, hour: 4, path: "x").text
    #expect(try clock([Self.pods(5), ("nodes/w/containerd.log", mixed)]).offset == 0)
  }

  /// A log from elsewhere, of the same node, shows nothing of it.
  @Test func itAppliesToTheNodesOwnFiles() throws {
    let other = "2026-11-21T04:05:00.400000+0000 w etcd[7]: ready\n"
    let (_, incident) = try clock([Self.pods(5), Self.journal(5, hour: 7), ("control-plane/etcd.log", other)])
    #expect(
      incident.records.last { $0.source.component == "etcd" }?.time?.rfc3339.hasPrefix("2026-11-21T04:05") == true)
  }
}
