import BundleReading
import Model
import Testing

@testable import casefile

struct TimeWindowTests {
  private func incident(_ lines: String...) throws -> Incident {
    try BundleReader.read(
      .memory([("kubelet.log", lines.map { $0 + "\n" }.joined())]), keeping: [LogSignature](), limits: ReadLimits())
  }

  private static let withoutYear = "Nov 21 04:01:19 worker-1 kubelet[59]: I1121 04:01:19.994978      59 a.go:1] synced"
  private static let date = TimeArgument.moment(Moment(Instant(nanoseconds: 0), precision: .second))

  @Test func `Distances count back from the last line where nothing tells the capture`() throws {
    let incident = try incident(Self.withoutYear)
    let end = try #require(incident.lastMoment?.instant)
    let window = try TimeWindow(since: .before(1_000_000_000), until: nil, in: incident)
    #expect(!end.isYearKnown && window.until == nil)
    #expect(window.since == end.advanced(by: -1_000_000_000))
  }

  @Test func `A date says nothing of logs that write no year`() throws {
    let incident = try incident(Self.withoutYear)
    #expect(throws: TimeWindowError.noYear) { try TimeWindow(since: Self.date, until: nil, in: incident) }
    #expect(throws: TimeWindowError.noYear) { try TimeWindow(since: nil, until: Self.date, in: incident) }
    #expect(TimeWindowError.noYear.description.contains("-30m"))
  }

  @Test func `Without any date only times can be given`() throws {
    let incident = try incident("nothing of this is known")
    #expect(throws: TimeWindowError.noEnd) { try TimeWindow(since: .before(1), until: nil, in: incident) }
    let window = try TimeWindow(since: Self.date, until: nil, in: incident)
    #expect(window.since?.nanoseconds == 0)
  }

  @Test func `A known year takes both`() throws {
    let incident = try incident(
      "2026-11-21T04:01:19.994978+0000 worker-1 kubelet[59]: I1121 04:01:19.994978      59 a.go:1] synced")
    let window = try TimeWindow(since: Self.date, until: .before(0), in: incident)
    #expect(window.since?.nanoseconds == 0 && window.until == incident.lastMoment?.instant)
  }
}
