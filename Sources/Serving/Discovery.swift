import Model

/// What the API says about itself: versions, groups and resources.
struct Discovery: Sendable {
  private let resources: [APIResource]
  /// The version of the cluster as the bundle tells it, e.g. `v1.31.2`.
  private let version: String

  init(_ resources: [APIResource], version: String) {
    self.resources = resources
    self.version = version
  }

  /// The answer for a path of discovery; nil for other paths.
  func answer(_ path: [String]) -> Value? {
    switch path {
    case []: return .object(["paths": .texts(["/api", "/api/v1", "/apis", "/healthz", "/version"])])
    case ["version"]: return versionInfo
    case ["api"]:
      return .object([
        "kind": .text("APIVersions"), "versions": .texts(["v1"]), "serverAddressByClientCIDRs": .list([]),
      ])
    case ["apis"]:
      return .object([
        "kind": .text("APIGroupList"), "apiVersion": .text("v1"), "groups": .list(groups.map(group)),
      ])
    default: break
    }
    if path.count == 2, path[0] == "apis", groups.contains(path[1]) {
      return group(path[1]).setting("kind", .text("APIGroup")).setting("apiVersion", .text("v1"))
    }
    guard path.count == (path.first == "api" ? 2 : 3), ["api", "apis"].contains(path.first) else { return nil }
    let groupVersion = path.dropFirst().joined(separator: "/")
    let members = resources.filter { $0.groupVersion == groupVersion && $0.group.isEmpty == (path[0] == "api") }
    guard !members.isEmpty else { return nil }
    return .object([
      "kind": .text("APIResourceList"), "apiVersion": .text("v1"), "groupVersion": .text(groupVersion),
      "resources": .list(members.flatMap(entries)),
    ])
  }

  private var groups: [String] { Set(resources.map(\.group)).filter { !$0.isEmpty }.sorted() }

  private func group(_ name: String) -> Value {
    let preferred = APIResource.builtIn.first { $0.group == name }?.version
    let versions = Set(resources.filter { $0.group == name }.map(\.version))
      .sorted { ($0 == preferred ? 0 : 1, $0) < ($1 == preferred ? 0 : 1, $1) }
    let entries = versions.map { version in
      Value.object(["groupVersion": .text("\(name)/\(version)"), "version": .text(version)])
    }
    return .object(["name": .text(name), "versions": .list(entries), "preferredVersion": entries.first])
  }

  private func entries(_ resource: APIResource) -> [Value] {
    let entry = Value.object([
      "name": .text(resource.plural), "singularName": .text(resource.kind.lowercased()),
      "namespaced": .flag(resource.isNamespaced), "kind": .text(resource.kind),
      "verbs": .texts(["get", "list", "watch"]),
      "shortNames": resource.shortNames.isEmpty ? nil : .texts(resource.shortNames),
      "categories": resource.isInAll ? .texts(["all"]) : nil,
    ])
    guard resource.kind == "Pod", resource.group.isEmpty else { return [entry] }
    let log = Value.object([
      "name": .text("pods/log"), "singularName": .text(""), "namespaced": .flag(true), "kind": .text("Pod"),
      "verbs": .texts(["get"]),
    ])
    return [entry, log]
  }

  private var versionInfo: Value {
    let parts = version.drop { !$0.isNumber }.split(separator: ".")
    func part(_ place: Int) -> String { parts.count > place ? String(parts[place].prefix { $0.isNumber }) : "" }
    return .object([
      "major": .text(part(0)), "minor": .text(part(1)), "gitVersion": .text(version), "gitCommit": .text(""),
      "gitTreeState": .text(""), "buildDate": .text("1970-01-01T00:00:00Z"), "goVersion": .text(""),
      "compiler": .text(""), "platform": .text("linux/amd64"),
    ])
  }
}
