/// What a collector writes about its own work, and the verdicts of its own rules. These prove nothing of the cluster: a clean
/// `analysis.json` is no clean bill.
enum CollectorReport: RecognizedText {
  static let name = "collector-report"
  static let what =
    "A collector's account of its own work, and what its own rules found. Recognized, not read further: it proves nothing."
  static let sources = [
    "troubleshoot: analysis.json, execution-data/summary.txt, skipped-collectors.json, host-collectors/system",
    "must-gather.logs, event-filter.html", "sos.txt, sos.html", "goldpinger", "helm",
    "crust-gather: *.patch",
  ]
  static let samples = [
    #"[{"name":"cluster.version","labels":{"desiredPosition":"1"},"insight":{"name":"ok","severity":"debug","primary":"p"},"severity":"debug"}]"#
      + "\n",
    "============ Collectors summary =============\nSuceeded (S), eXcluded (X), Failed (F)\ncluster-resources (S) : 1,234ms\n",
    "[must-gather      ] OUT 2026-11-21T04:05:00.5Z Using must-gather plug-in image: registry.local/must-gather:latest\n",
    "<!DOCTYPE html>\n<html>\n<head><title>Events</title></head>\n",
    #"[{"releaseName":"api","chart":"api","chartVersion":"1.2.0","appVersion":"1.2","namespace":"shop","releaseHistory":[]}]"#
      + "\n",
    #"{"total_bytes":33654378496,"used_bytes":1111}"# + "\n",
    #"{"cpu":{"physical":2,"logical":4}}"# + "\n",
    #"{"hosts":[{"hostIP":"10.0.0.1"}],"responses":{},"probe-results":{}}"# + "\n",
    #"{"total":33654378496}"# + "\n", "bundleName: kit\nissueDescription: slow\n", "openshift/must-gather\n4.14.0\n",
    "sos (version 4.5.6)\nCommand line: sos report --batch\n",
    #"[{"collector":"run-host/df","reason":"timed out"}]"# + "\n",
    #"{"type":"Patch","patch":[{"op":"replace","path":"/status/phase","value":"Failed"}]}"# + "\n",
  ]

  /// Keys of a document of theirs, all of which it holds.
  private static let documents: [[StaticString]] = [
    ["\"insight\"", "\"severity\""], ["\"releaseName\"", "\"chartVersion\""], ["\"total_bytes\"", "\"used_bytes\""],
    ["\"physical\"", "\"logical\""], ["\"probe-results\""], ["\"collector\"", "\"reason\""],
    ["\"kubernetesClusterIP\""], ["\"Type\"", "\"URL\"", "\"Status\""],
    ["\"patch\"", "\"op\"", "\"path\""],
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    let isDocument = head.bytes.withUnsafeBytes { bytes -> Bool in
      guard head.isJSON, bytes.index(of: "\"apiVersion\"") == nil else { return false }
      if head.isWhole, bytes.count < 64, bytes.index(of: "\"total\"") != nil { return true }
      return documents.contains { $0.allSatisfy { bytes.index(of: $0) != nil } }
    }
    if isDocument { return 62 }
    var result = 0
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 256).trimmed
      let isSummary = text.has("============ Collectors summary") || text.has("============ Redactors summary")
      let isOutput = text.has("[must-gather") && text.index(of: "] OUT ") != nil
      let isPage = text.has("<!DOCTYPE html") || text.has("<!doctype html") || text.has("<html")
      let isOwn =
        text.has("sos (version ") || text.has("openshift/must-gather") || text.has("issueDescription:")
        || text.has("bundleName:")
      if isSummary || isOutput || isPage || isOwn { result = 71 }
    }
    return result
  }
}
