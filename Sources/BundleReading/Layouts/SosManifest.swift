import Model

/// `sos_reports/manifest.json` of a sos report: when it ran, on the clock of its node and without a zone.
enum SosManifest: ArtifactFormat {
  static let name = "sos-manifest"
  static let samples = [
    """
    {
        "version": "4.8.2",
        "cmdline": "/usr/sbin/sos report --batch -o kubernetes",
        "start_time": "2026-11-21T04:02:14.083413",
        "end_time": "2026-11-21T04:03:01.113413",
        "run_time": "0:00:47.030000",
        "components": {
            "report": {
                "preset": "none"

    """
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.firstLine({ $0.has("{") }) else { return 0 }
    return head.bytes.withUnsafeBytes { bytes in
      let start = bytes.part(0, 4096)
      return start.index(of: "\"components\":") != nil && start.index(of: "\"start_time\":") != nil
        && start.index(of: "\"cmdline\":") != nil ? 88 : 0
    }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name, decode: decode)
  }

  private static func decode(_ root: Value, _ facts: inout ArtifactFacts) {
    let node = PathHints.node(facts.path)
    for key in ["start_time", "end_time"] {
      guard let value = root[key], let text = value.string else { continue }
      var plain = text.map { $0 == "T" ? " " : String($0) }.joined()
      guard let reading = plain.withUTF8({ DateText.read(LineBytes($0)) }) else { continue }
      let evidence = Evidence(path: facts.path, line: value.line, text: text)
      facts.captureTimes.append(CaptureTime(reading: reading, node: node, evidence: evidence))
    }
  }
}
