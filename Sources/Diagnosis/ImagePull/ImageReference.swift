/// A reference to an image, taken apart: `docker.io/library/nginx:1.27`.
struct ImageReference {
  /// The registry; `docker.io` where none is written.
  var registry: String
  /// The path within the registry, e.g. `library/nginx`.
  var repository: String

  init(_ text: String) {
    var rest = text[...]
    if let digest = rest.firstIndex(of: "@") { rest = rest[..<digest] }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") { rest = rest[..<colon] }
    let parts = rest.split(separator: "/")
    // Only a host has a dot or a port, or is called localhost.
    if let first = parts.first, parts.count > 1,
      first.contains(".") || first.contains(":") || first == "localhost"
    {
      registry = first == "index.docker.io" ? "docker.io" : String(first)
      repository = parts.dropFirst().joined(separator: "/")
    } else {
      registry = "docker.io"
      repository = parts.joined(separator: "/")
    }
    if registry == "docker.io", !repository.contains("/") { repository = "library/" + repository }
  }

  /// Whether it is one of the images that Docker publishes itself, such as `nginx`.
  var isOfficial: Bool { registry == "docker.io" && repository.hasPrefix("library/") }

  /// What the repository lies in: `docker.io/library`; permissions are mostly given for it as a whole.
  var parent: String {
    let parts = repository.split(separator: "/").dropLast()
    return ([Substring(registry)] + parts).joined(separator: "/")
  }
}
