import Model

/// How often a node ran out of disk, and what comes back as often.
enum PressureRecurrence {
  /// `3rd of 3 episodes, about every 60 min, as CronJob/a/b runs (schedule 0 * * * *)`; nil for a single episode.
  static func description(
    of episode: DiskPressureEpisode, _ consumer: DiskConsumer?, _ investigation: Investigation
  ) -> String? {
    let onsets = investigation.diskPressure.filter { $0.node == episode.node }.compactMap(\.onset).sorted()
    guard onsets.count > 1, let onset = episode.onset, let position = onsets.firstIndex(of: onset) else { return nil }
    var text = "episode \(position + 1) of \(onsets.count) on this node"
    let gaps = zip(onsets.dropFirst(), onsets).map { $0.instant.nanoseconds(since: $1.instant) / seconds(60) }.sorted()
    let median = gaps[gaps.count / 2]
    let isPeriodic = gaps.count > 1 && gaps.allSatisfy { abs($0 - median) <= max(1, median / 10) }
    if isPeriodic { text += ", one every \(median) min" }
    if let cronJob = consumer?.subjects.first, cronJob.kind == "CronJob",
      let schedule = investigation.index.object(cronJob)?.string(at: "spec.schedule")
    {
      text += ", as \(cronJob.path) runs (schedule `\(schedule)`)"
    }
    return text
  }
}
