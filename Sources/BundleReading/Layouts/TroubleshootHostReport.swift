import Model

/// What troubleshoot's host collectors write beside outputs of commands, and its errors: `host-collectors/system/*.json`,
/// `host-collectors/journald/kubelet-info.json`, `collector-errors/*.json`. Of these the machine's name is read:
///
///     {"name":"worker-1","kernelVersion":"5.15.0-91-generic","platformVersion":"22.04","platform":"ubuntu"}
enum TroubleshootHostReport: ArtifactFormat {
  static let name = "troubleshoot-host-report"
  static let what = "What troubleshoot's host collectors found. Of these the machine's name is read."
  static let sources = ["troubleshoot: host-collectors, collector-errors"]
  static let samples = [
    #"{"name":"worker-1","kernelVersion":"5.15.0-91-generic","platformVersion":"22.04","platform":"ubuntu"}"# + "\n"
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    guard head.isJSON else { return 0 }
    let isSystem = head.bytes.withUnsafeBytes { bytes in
      bytes.count < 4096 && bytes.index(of: "\"kernelVersion\":") != nil && bytes.index(of: "\"platform") != nil
        && bytes.index(of: "\"apiVersion\"") == nil
    }
    if isSystem { return 87 }
    let folders = head.path.split(separator: "/").dropLast()
    // Each collector has a document of its own shape; only the folder tells them.
    return folders.contains { $0 == "host-collectors" || $0 == "collector-errors" } ? 10 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    JSONDocumentReader(path: head.path, format: name) { root, facts in
      guard root["kernelVersion"] != nil, var host = root["name"]?.string,
        host.withUTF8({ HostNameLines.isName(LineBytes($0)) })
      else { return }
      facts.hostNames = [host]
    }
  }
}
