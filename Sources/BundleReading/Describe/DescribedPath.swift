/// The kind that the path of a describe text speaks of.
enum DescribedPath {
  /// E.g. `Pod` for `describe/pods.txt`, `describe/pods/web-0.txt` and `describe-pod.txt`; nil for other paths.
  static func kind(_ path: String) -> String? {
    if let kind = ResourceNames.kind(ofPath: path) { return kind }
    let components = path.split(separator: "/")
    guard let file = components.last else { return nil }
    for word in file.prefix(while: { $0 != "." }).lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }) {
      if let kind = ResourceNames.kind(ofResource: String(word)) { return kind }
    }
    return components.dropLast().last.flatMap { ResourceNames.kind(ofResource: $0.lowercased()) }
  }
}
