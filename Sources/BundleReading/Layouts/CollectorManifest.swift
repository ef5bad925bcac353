import Model

/// `manifest.json` of our own collector: when it ran, which of its commands failed, what is missing, and the digests of
/// its files.
enum CollectorManifest: ArtifactFormat {
  static let name = "casefile-manifest"
  static let what = "When casefile's own collector ran, and which of its commands were cut."
  static let sources = ["casefile collect"]
  static let samples = [
    "{\n\"format\":\"casefile-bundle\",\n\"version\":1,\n\"start\":\"2026-11-21T04:02:10Z\",\n\"end\":\"2026-11-21T04:02:44Z\"\n}\n"
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    let line = Array(#""format":"casefile-bundle""#.utf8)
    return head.bytes.withUnsafeBytes { bytes in
      let text = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      let opening = text.prefix { $0 == UInt8(ascii: "{") || $0 <= 32 }
      return !opening.isEmpty && text.dropFirst(opening.count).starts(with: line) ? 95 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name, decode: decode)
  }

  private static func decode(_ root: Value, _ facts: inout ArtifactFacts) {
    for key in ["start", "end"] { take(root[key], node: "", &facts) }
    for clock in root["clocks"]?.items ?? [] {
      take(clock["time"], node: clock["node"]?.string ?? "", &facts)
      if let sample = sample(clock) { facts.clockSamples.append(sample) }
    }
    for item in root["items"]?.items ?? [] {
      take(item, &facts)
      if let file = ListedFile(item) { facts.listedFiles.append(file) }
    }
    facts.missing = (root["missing"]?.items ?? []).compactMap { missing($0, path: facts.path) }
    if root["interrupted"]?.boolean == true {
      facts.cut.append(
        Coverage.Note(path: facts.path, text: "the collector was interrupted: what follows is missing"))
    }
  }

  /// What the collector itself says that the bundle lacks, e.g. `nodes (forbidden): conditions of nodes stay unknown`.
  private static func missing(_ loss: Value, path: String) -> Coverage.Note? {
    guard let what = loss["what"]?.string, !what.isEmpty else { return nil }
    let why = loss["why"]?.string.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    let means = loss["means"]?.string.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
    return Coverage.Note(path: path, line: loss.line, text: what + why + means)
  }

  /// The node's clock between two readings of the collector's.
  private static func sample(_ clock: Value) -> ClockSample? {
    guard let node = clock["node"]?.string, let before = clock["before"]?.moment, let time = clock["time"]?.moment,
      let after = clock["after"]?.moment, before.instant <= after.instant
    else { return nil }
    let width = after.latest.nanoseconds(since: before.earliest)
    return ClockSample(
      node: node, offset: time.instant.nanoseconds(since: before.instant.advanced(by: width / 2)),
      uncertainty: width / 2 + time.precision.rawValue)
  }

  private static func take(_ time: Value?, node: String, _ facts: inout ArtifactFacts) {
    guard let time, let text = time.string, let moment = time.moment else { return }
    let evidence = Evidence(path: facts.path, line: time.line, text: text, time: moment)
    facts.captureTimes.append(CaptureTime(reading: .absolute(moment), node: node, evidence: evidence))
  }

  /// A command whose output is cut. One that failed left its words in its own artifact, or none at all.
  private static func take(_ item: Value, _ facts: inout ArtifactFacts) {
    guard item["cut"]?.boolean == true, let artifact = item["path"]?.string else { return }
    let words = "\(artifact) was cut when it was collected"
    facts.cut.append(Coverage.Note(path: facts.path, line: item.line, text: words))
  }
}
