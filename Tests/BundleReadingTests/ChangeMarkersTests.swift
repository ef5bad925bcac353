import Model
import Testing

@testable import BundleReading

/// Files in which people wrote down what they did.
@Suite struct ChangeMarkersTests {
  private func read(_ text: String) -> (markers: [Change], notes: [Coverage.Note]) {
    ChangeMarkers.read(Array(text.utf8), path: "deploys.txt")
  }

  @Test func linesInBothForms() throws {
    let (markers, notes) = read(
      """
      # deployments
      2026-11-21T05:00:00+01:00 Deployment/shop/api release 1.5

      {"time": "2026-11-21T03:00:00Z", "entity": "Node/worker-1", "text": "new kernel"}
      2026-11-21T02:00:00Z opened the firewall

      """)
    #expect(notes.isEmpty)
    #expect(markers.map(\.entity.path).last == "Deployment/shop/api" && markers[1].entity.path == "Node/worker-1")
    #expect(markers.map(\.text) == ["opened the firewall", "new kernel", "release 1.5"])
    #expect(markers[2].time == Moment(rfc3339: "2026-11-21T04:00:00Z") && markers[2].evidence.line == 2)
    #expect(markers[0].entity.name.isEmpty && markers.allSatisfy { $0.kind == .marker })
  }

  @Test(arguments: [
    "yesterday we deployed", "2026-11-21 04:00 release", "{\"time\": \"2026-11-21T03:00:00Z\"}", "{\"time\": ",
    "{\"time\": \"2026-11-21T03:00:00Z\", \"entity\": \"api\", \"text\": \"x\"}",
  ])
  func otherLinesAreNamed(_ line: String) {
    let (markers, notes) = read("2026-11-21T02:00:00Z a\n\(line)\n")
    #expect(markers.count == 1 && notes.map(\.line) == [2])
  }
}
