import Model
import Testing

struct MomentTests {
  private static func at(_ milliseconds: Int64, _ precision: Precision, uncertainty: Int64 = 0) -> Moment {
    Moment(Instant(nanoseconds: milliseconds * 1_000_000), precision: precision, uncertainty: uncertainty)
  }

  @Test func aCoarseClockProvesLess() {
    // An Event of second 1 may have happened after a log line at 1.4 s.
    #expect(!Self.at(1000, .second).isProvablyBefore(Self.at(1400, .millisecond)))
    #expect(Self.at(1000, .second).isProvablyBefore(Self.at(2000, .millisecond)))
    #expect(Self.at(1000, .millisecond).isProvablyBefore(Self.at(1400, .millisecond)))
  }

  @Test func anUncertainClockProvesLess() {
    let before = Self.at(1000, .millisecond, uncertainty: 5_000_000_000)
    #expect(!before.isProvablyBefore(Self.at(3000, .millisecond)))
    #expect(before.isProvablyBefore(Self.at(7000, .millisecond)))
  }

  @Test func spansHoldAndOverlap() {
    let span = Span(Self.at(5000, .millisecond), Self.at(1000, .millisecond))
    #expect(span.from < span.to)
    #expect(span.contains(Self.at(3000, .millisecond)))
    #expect(!span.contains(Self.at(4500, .second)), "its whole second does not lie within")
    #expect(span.overlaps(Span(Self.at(5000, .second))))
    #expect(!span.overlaps(Span(Self.at(6000, .millisecond))))
  }
}
