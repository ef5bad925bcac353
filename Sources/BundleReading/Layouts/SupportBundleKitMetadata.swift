import Model

/// `metadata.yaml` of Rancher's support-bundle-kit (Harvester, Longhorn): when the bundle was made.
///
///     projectName: Longhorn
///     kubernetesVersion: v1.30.2+k3s1
///     bundleCreatedAt: "2026-11-21T04:02:20Z"
enum SupportBundleKitMetadata: ArtifactFormat {
  static let name = "support-bundle-kit-metadata"
  static let what = "When a bundle of Rancher's support-bundle-kit was taken."
  static let sources = ["support-bundle-kit: metadata.yaml"]
  static let samples = [
    """
    projectName: Longhorn
    projectVersion: v1.6.2
    bundleVersion: 0.1.0
    kubernetesVersion: v1.30.2+k3s1
    projectNamspaceUUID: 5f0a3a44-1f6e-4d0e-9a53-1be3b2c4a6d1
    bundleCreatedAt: "2026-11-21T04:02:20Z"
    issueURL: ""
    issueDescription: volumes are degraded

    """
  ]

  private static let key: StaticString = "bundleCreatedAt:"

  static func claim(_ head: ArtifactHead) -> Int {
    var (hasTime, hasProject) = (false, false)
    head.withLines(atMost: 20) { line in
      if line.has(key) { hasTime = true }
      if line.has("projectName:") || line.has("projectNamspaceUUID:") || line.has("projectNamespaceUUID:") {
        hasProject = true
      }
    }
    return hasTime && hasProject ? 88 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: Lines(path: head.path))
  }

  /// Looks for the one line.
  struct Lines: LineConsumer {
    private var facts: ArtifactFacts

    init(path: String) { facts = ArtifactFacts(path: path, format: SupportBundleKitMetadata.name) }

    mutating func take(_ line: TextLine) {
      guard facts.captureTimes.isEmpty, line.bytes.has(key) else { return }
      let value = line.bytes.part(from: key.utf8CodeUnitCount).part(0, 80).text.filter { !" \"'".contains($0) }
      guard let moment = Moment(rfc3339: value) else { return }
      let evidence = Evidence(path: facts.path, line: line.number, text: line.bytes.part(0, 120).text, time: moment)
      facts.captureTimes.append(CaptureTime(reading: .absolute(moment), node: "", evidence: evidence))
    }

    mutating func finish(lineCount: Int) -> ArtifactFacts { facts }
  }
}
