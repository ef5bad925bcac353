import Model

/// Objects of the API as `kubectl get -o yaml` writes them, one or a list, also with errors in the same file.
enum KubernetesYAML: ArtifactFormat {
  static let name = "kubernetes-yaml"
  static let what = """
    Objects of the API, single ones and lists, several documents, with the errors that went to the same file.
    """
  static let sources = ["kubectl get -o yaml", "kubectl get events -o yaml", "manifests"]

  static let samples = [
    "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: web-0\n    namespace: shop\nkind: List\n",
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n",
    "kind: List\nitems: []\n",
    "---\n# a comment\nitems:\n  - kind: Node\n    apiVersion: v1\n    metadata:\n      name: worker-1\n",
    "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout\napiVersion: v1\nitems: []\nkind: List\n",
    "clientVersion:\n  gitVersion: v1.33.1\nserverVersion:\n  gitVersion: v1.33.1\n",
  ]

  /// Lines of other text that may stand before the first document.
  private static let longestPreface = 40
  /// Members that may stand before the first that is telling.
  private static let mostMembers = 6

  static func claim(_ head: ArtifactHead) -> Int {
    head.bytes.withUnsafeBytes { claim(bytes: $0, path: head.path) }
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    ObjectListReader(path: head.path, format: name, syntax: .yaml, interests: interests)
  }

  private static func claim(bytes: UnsafeRawBufferPointer, path: String) -> Int {
    var keys: Set<String> = []
    var preface = 0
    var members = 0
    var hasError = false
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < bytes.count {
      let end = bytes.lineEnd(from: at)
      let line = bytes.part(at..<end)
      at = end + 1
      guard let first = line.first, first > 32, first != UInt8(ascii: "#") else { continue }
      switch CommandOutput.message(line) {
      case .forbidden, .error:
        hasError = true
        continue
      case .warning: continue
      case .command, .unknown, nil: break
      }
      if line.starts(with: "---".utf8) || line.starts(with: "%YAML".utf8) { continue }
      if line.starts(with: "- ".utf8) {
        if keys.isEmpty, key(line.dropFirst(2)) == nil { return 0 }
        keys.insert("-")
        if keys.count > 1 || key(line.dropFirst(2)) != nil { break }
      } else if let known = key(line[...]) {
        keys.insert(known)
      } else if keys.isEmpty {
        preface += 1
        if isMember(line), !CommandOutput.isCommand(line) {
          // Sorted by their names, members like `action` and `data` come before `apiVersion` or between the others.
          members += 1
          if members > mostMembers || !first.isLowercaseLetter { return 0 }
        } else if preface > longestPreface {
          return 0
        }
      }
      if keys.count >= 2 { break }
    }
    if keys.contains("apiVersion"), keys.count >= 2 { return 90 }
    if members > 0 { return 0 }
    if keys.count >= 2 { return 80 }
    if keys.contains("-") || keys.contains("clientVersion") { return 70 }
    if let only = keys.first { return only == "apiVersion" || only == "items" ? 60 : 20 }
    return hasError && isNamedYAML(path) ? 60 : 0
  }

  /// The key of a line that begins with a member of an object's root.
  private static func key(_ line: UnsafeRawBufferPointer.SubSequence) -> String? {
    ["apiVersion", "kind", "items", "metadata", "clientVersion", "serverVersion"].first { key in
      line.starts(with: "\(key):".utf8)
    }
  }

  /// `Name:   web-0`: YAML to the eye, but not of the API.
  private static func isMember(_ line: UnsafeRawBufferPointer) -> Bool {
    let end = line.firstIndex { $0 == UInt8(ascii: ":") || $0 == 32 }
    return end.map { line[$0] == UInt8(ascii: ":") && ($0 + 1 == line.count || line[$0 + 1] <= 32) } ?? false
  }

  private static func isNamedYAML(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }
}
