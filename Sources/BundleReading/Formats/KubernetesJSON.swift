import Model

/// Objects of the API as `kubectl get -o json`, `kubectl get --raw` and most collectors write them.
enum KubernetesJSON: ArtifactFormat {
  static let name = "kubernetes-json"
  static let what = "Objects of the API, single ones and lists, also the API's refusals."
  static let sources = ["kubectl get -o json", "kubectl get --raw", "kubectl cluster-info dump"]

  static let samples = [
    "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n            \"apiVersion\": \"v1\",\n            \"kind\": \"Pod\"",
    #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"web-0"}}]}"#,
    #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"Forbidden","code":403}"#,
    "Error from server (Forbidden): pods is forbidden: User \"a\" cannot list\n{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}",
    "{\n    \"Items\": [\n        {\n            \"name\": \"web-0\",\n            \"namespace\": \"shop\",\n            \"Spec\": {}",
    "[\n  {\n    \"kind\": \"Node\",\n    \"apiVersion\": \"v1\",\n    \"metadata\": {\n      \"name\": \"worker-1\"",
  ]

  /// Lines of other text that may stand before the first document.
  private static let longestPreface = 40

  static func claim(_ head: ArtifactHead) -> Int {
    head.bytes.withUnsafeBytes { claim(bytes: $0, path: head.path) }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    ObjectListReader(path: head.path, format: name, syntax: .json, interests: interests)
  }

  private static func claim(bytes: UnsafeRawBufferPointer, path: String) -> Int {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var hasError = false
    for _ in 0..<longestPreface {
      while at < bytes.count, bytes[at] <= 32 { at += 1 }
      guard at < bytes.count else { break }
      let line = bytes.part(at..<bytes.lineEnd(from: at))
      let isCommand = bytes[at] == UInt8(ascii: "[") && CommandOutput.isCommand(line)
      if bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "["), !isCommand {
        return claim(document: bytes.part(at..<bytes.count))
      }
      switch CommandOutput.message(line) {
      case .forbidden, .error: hasError = true
      case .warning, .command, .unknown, nil: break
      }
      at += line.count
    }
    return hasError && path.hasSuffix(".json") ? 60 : 0
  }

  private static func claim(document: UnsafeRawBufferPointer) -> Int {
    // The audit log writes `"kind":"Event"` of its own group, one a line.
    if document.contains("\"audit.k8s.io/") { return 0 }
    let hasVersion = document.contains("\"apiVersion\":")
    let hasKind = document.contains("\"kind\":")
    if hasVersion, hasKind { return 90 }
    if hasVersion || hasKind { return document.contains("\"metadata\":") || document.contains("\"items\":") ? 60 : 0 }
    if document.contains("\"items\":") { return 30 }
    // Up to 1.13 `kubectl cluster-info dump` wrote the names of Go's own types.
    if document.contains("\"Items\":") {
      return ["\"Spec\":", "\"InvolvedObject\":", "\"creationTimestamp\":"].contains(where: document.contains) ? 60 : 30
    }
    // Collectors write the API's refusals as a list of words.
    return document.first == UInt8(ascii: "[") && CommandOutput.refusal(document) != nil ? 30 : 0
  }
}
