import Model

/// `manifest.json` of our own collector: when it ran, and which of its commands failed.
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
    ManifestReader(path: head.path)
  }
}

/// Holds the manifest and decodes it at the end.
struct ManifestReader: ArtifactReader {
  private let path: String
  private var limit = Int(clamping: ReadLimits().documentBytes)
  private var bytes: [UInt8] = []
  private var size: Int64 = 0

  init(path: String) {
    self.path = path
  }

  mutating func keep(within limits: ReadLimits) { limit = Int(clamping: limits.documentBytes) }

  mutating func consume(_ part: UnsafeRawBufferPointer) {
    size += Int64(part.count)
    bytes += part.prefix(max(0, limit - bytes.count))
  }

  mutating func finish(isCut: Bool) -> ArtifactFacts {
    var facts = ArtifactFacts(path: path, format: CollectorManifest.name)
    facts.bytes = size
    let isOverLimit = size > Int64(bytes.count)
    if isOverLimit {
      facts.limits = [Coverage.Note(path: path, text: "only the first \(limit) of \(size) bytes are read")]
    }
    let artifact = bytes.withUnsafeBytes { JSONDocument.read($0, isCut: isCut || isOverLimit) }
    facts.cut = artifact.cut.map { Coverage.Note(path: path, line: $0.line, text: $0.text) }
    if isCut, facts.cut.isEmpty { facts.cut = [Coverage.Note(path: path, text: "bytes are missing at its end")] }
    guard let root = artifact.documents.first?.root else { return facts }
    for key in ["start", "end"] { take(root[key], node: "", &facts) }
    for clock in root["clocks"]?.items ?? [] { take(clock["time"], node: clock["node"]?.string ?? "", &facts) }
    for item in root["items"]?.items ?? [] { take(item, &facts) }
    if root["interrupted"]?.boolean == true {
      facts.cut.append(Coverage.Note(path: path, text: "the collector was interrupted: what follows is missing"))
    }
    return facts
  }

  private func take(_ time: Value?, node: String, _ facts: inout ArtifactFacts) {
    guard let time, let text = time.string, let moment = time.moment else { return }
    let evidence = Evidence(path: path, line: time.line, text: text, time: moment)
    facts.captureTimes.append(CaptureTime(reading: .absolute(moment), node: node, evidence: evidence))
  }

  /// A command whose output is cut. One that failed left its words in its own artifact, or none at all.
  private func take(_ item: Value, _ facts: inout ArtifactFacts) {
    guard item["cut"]?.boolean == true, let artifact = item["path"]?.string else { return }
    let words = "\(artifact) was cut when it was collected"
    facts.cut.append(Coverage.Note(path: path, line: item.line, text: words))
  }
}
