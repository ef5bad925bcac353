import BundleReading
import Diagnosis
import Model
import Testing

@testable import casefile

/// A node whose clock is hours off, or shows another zone, does not turn the order of an incident round.
struct NodeClockTests {
  /// What the chain of the only root cause says, step by step, with its times.
  private func chain(_ files: [BundleFile]) throws -> (steps: [String], clock: Coverage.ClockOffset?) {
    let (incident, diagnosis) = try Pipeline.live.analyze(
      BundleForms.location(files), limits: ReadLimits(), about: nil, at: nil)
    #expect(
      diagnosis.rootCauses.map { "\($0.id) \($0.subject.path)" }
        == ["pod-fills-node-disk Job/batch-reports/report-export"])
    let steps = diagnosis.rootCauses.first?.chain ?? []
    return (
      diagnosis.rootCauses.map { "\($0.confidence)" }
        + steps.map { "\($0.id) \($0.subject.path) \($0.time?.from.rfc3339.prefix(19) ?? "")" },
      incident.coverage.clockOffsets.first { $0.node == "worker-1" }
    )
  }

  @Test(arguments: [3, 6, -2])
  func `A clock that is off changes nothing but its offset`(_ hours: Int) throws {
    let files = try BundleForms.files(ofIncident: SameIncidentAnyFormTests.incident)
    let (right, clock) = try chain(files)
    let (off, offClock) = try chain(ClockForms.clock(off: hours, files))
    #expect(off == right)
    #expect(clock?.offset == 0)
    #expect(offClock?.offset == Int64(hours) * 3600 * 1_000_000_000)
    #expect(offClock?.basis.contains("compared with the API server") == true)
  }

  /// Their times carry their zone: no zone explains the difference.
  @Test(arguments: [3, -2])
  func `A clock that is off in the journals alone is found from what the API dates as well`(_ hours: Int) throws {
    let files = try BundleForms.files(ofIncident: SameIncidentAnyFormTests.incident)
    let (right, _) = try chain(files)
    let (off, clock) = try chain(ClockForms.journals(off: hours, files))
    // The offset is known to the second: times differ in their last digits, their order does not.
    func steps(_ chain: [String]) -> [String] {
      chain.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    }
    #expect(steps(off) == steps(right))
    let offset = try #require(clock?.offset)
    #expect(abs(offset - Int64(hours) * 3600 * 1_000_000_000) < 2_000_000_000)
    #expect(clock?.basis.contains("its journals compared with its kubelet's times in the API") == true)
  }

  @Test func `A zone that nothing writes is found, and changes nothing`() throws {
    let files = try BundleForms.files(ofIncident: SameIncidentAnyFormTests.incident)
    let (right, _) = try chain(files)
    let (east, clock) = try chain(ClockForms.zone(3, files))
    #expect(east == right)
    #expect(clock?.zoneSeconds == 3 * 3600 && clock?.offset == 0)
  }
}
