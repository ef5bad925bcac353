import Model

/// The zone of a wall clock; two zones where pairs of readings show a change of daylight time.
struct ZoneHistory {
  private struct Sample {
    var local: Instant
    var zone: Int
  }

  /// The zone of most pairs, in seconds east of UTC.
  let zoneSeconds: Int
  /// How far times read with this zone may be off, in nanoseconds.
  let uncertainty: Int64
  private let samples: [Sample]

  /// One zone all the time.
  init(zoneSeconds: Int, uncertainty: Int64 = 0) {
    self.zoneSeconds = zoneSeconds
    self.uncertainty = uncertainty
    samples = []
  }

  /// The zone that pairs of readings tell; nil where no pair is of one instant.
  init?(_ pairs: [ClockPair]) {
    let longestDelay: Int64 = 60 * .second
    var samples: [Sample] = []
    for pair in pairs {
      guard let local = pair.local.asUTC(near: pair.absolute.instant),
        let zone = zone(local: local, absolute: pair.absolute.instant), abs(zone.residual) <= longestDelay
      else { continue }
      samples.append(Sample(local: local, zone: zone.seconds))
    }
    var counts: [Int: Int] = [:]
    for sample in samples { counts[sample.zone, default: 0] += 1 }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
    zoneSeconds = most
    uncertainty = 0
    // Daylight time moves a clock by an hour at most; what is further off is a mistake.
    self.samples = samples.filter { abs($0.zone - most) <= 3600 }
      .sorted { ($0.local, $0.zone) < ($1.local, $1.zone) }
  }

  /// The zone when the clock showed `local`: that of the nearest pair.
  func zoneSeconds(at local: Instant) -> Int {
    guard let first = samples.first?.zone, samples.contains(where: { $0.zone != first }) else { return zoneSeconds }
    return samples.min {
      $0.local.nanoseconds(since: local).magnitude < $1.local.nanoseconds(since: local).magnitude
    }?.zone ?? zoneSeconds
  }
}
