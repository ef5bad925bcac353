import Model
import Testing

@testable import BundleReading

struct LocalTimeYearsTests {
  @Test func datesThatDoNotExist() {
    #expect(Sample.local(2, 29, 1, 0).asUTC(inYear: 2027) == nil)
    #expect(Sample.local(4, 31, 1, 0).asUTC(inYear: 2026) == nil)
    #expect(Sample.local(2, 29, 1, 0).asUTC(inYear: 2028)?.rfc3339() == "2028-02-29T01:00:00Z")
    #expect(Sample.local(12, 31, 23, 59, 60).asUTC(inYear: 2016)?.rfc3339() == "2017-01-01T00:00:00Z")
  }

  @Test func yearsAroundNewYear() throws {
    let newYear = try Sample.moment("2027-01-01T00:00:00Z").instant
    #expect(Sample.local(12, 31, 23, 0).asUTC(near: newYear)?.rfc3339() == "2026-12-31T23:00:00Z")
    #expect(Sample.local(1, 1, 9, 0).asUTC(near: newYear)?.rfc3339() == "2027-01-01T09:00:00Z")
    #expect(Sample.local(1, 1, 9, 0).asUTC(notAfter: newYear)?.rfc3339() == "2026-01-01T09:00:00Z")
    #expect(Sample.local(1, 1, 9, 0, year: 2020).asUTC(notAfter: newYear)?.rfc3339() == "2020-01-01T09:00:00Z")
  }

  @Test(arguments: [
    ("2026-11-21T13:00:10Z", 32_400, 10), ("2026-11-21T09:29:50Z", 19_800, -10), ("2026-11-21T04:00:00Z", 0, 0),
    ("2026-11-20T22:00:00Z", -21_600, 0),
  ])
  func zones(_ local: String, _ seconds: Int, _ residual: Int64) throws {
    let found = zone(
      local: try Sample.moment(local).instant, absolute: try Sample.moment("2026-11-21T04:00:00Z").instant)
    #expect(found?.seconds == seconds)
    #expect(found?.residual == residual * 1_000_000_000)
  }

  /// Clocks at both ends of what an instant holds.
  @Test(arguments: [Int64.min, Int64.min + 1, -1, 0, Int64.max])
  func extremeClocks(_ nanoseconds: Int64) {
    let instant = Instant(nanoseconds: nanoseconds)
    let local = Sample.local(11, 21, 4, 0)
    _ = local.asUTC(near: instant)
    _ = local.asUTC(notAfter: instant)
    let other = Instant(nanoseconds: nanoseconds < 0 ? .max : .min)
    #expect(zone(local: instant, absolute: other) == nil)
    #expect(zone(local: other, absolute: instant) == nil)
    let reading = ClockReading.absolute(Moment(instant, precision: .nanosecond))
    let otherReading = ClockReading.absolute(Moment(other, precision: .second))
    let incident = Sample.incident([
      Sample.log(
        "a.log",
        [
          Sample.line("a", reading, path: "a.log", 1), Sample.line("b", .local(local), path: "a.log", 2),
          Sample.line("c", .local(local), journal: otherReading, path: "a.log", 3),
        ], pairs: [ClockPair(host: "worker-1", local: local, absolute: Moment(other, precision: .second))],
        extents: [Sample.extent(otherReading, reading)]),
      Sample.date("x", node: "worker-1", reading, path: "date.txt"),
    ])
    #expect(incident.records.count == 3)
  }
}
