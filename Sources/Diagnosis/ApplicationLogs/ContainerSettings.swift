import Model

/// A setting that a container is started with: an environment variable, from the pod or from a ConfigMap.
struct ContainerSetting: Sendable {
  /// E.g. `ORDERS_DB_ADDR`.
  var name: String
  /// Its value.
  var value: String
  /// Where it stands.
  var evidence: Evidence

  /// The settings of a container whose values the bundle holds. What comes from a Secret is not among them.
  static func all(of container: String, in pod: Pod, _ index: IncidentIndex) -> [ContainerSetting] {
    guard let (spec, field) = pod.containers.first(where: { $0.value["name"]?.string == container }) else { return [] }
    var settings: [ContainerSetting] = []
    for (offset, source) in (spec["envFrom"]?.items ?? []).enumerated() where offset < 32 {
      guard let name = source.value(at: "configMapRef.name")?.string, let map = configMap(name, pod, index) else {
        continue
      }
      for member in map.value(at: "data")?.members ?? [] {
        guard let text = member.value.string else { continue }
        settings.append(
          .init(
            name: member.key, value: text, evidence: map.evidence(for: member.value, field: "data.\(member.key)")))
      }
    }
    for (offset, entry) in (spec["env"]?.items ?? []).enumerated() {
      guard let name = entry["name"]?.string else { continue }
      if let value = entry["value"], let text = value.string {
        settings.append(
          .init(
            name: name, value: text, evidence: pod.object.evidence(for: value, field: "\(field).env.\(offset).value")))
      } else if let reference = entry.value(at: "valueFrom.configMapKeyRef"), let key = reference["key"]?.string,
        let map = reference["name"]?.string.flatMap({ configMap($0, pod, index) }),
        let value = map.value(at: "data")?[key], let text = value.string
      {
        settings.append(.init(name: name, value: text, evidence: map.evidence(for: value, field: "data.\(key)")))
      }
    }
    return settings
  }

  private static func configMap(_ name: String, _ pod: Pod, _ index: IncidentIndex) -> KubernetesObject? {
    index.object(EntityReference(kind: "ConfigMap", namespace: pod.object.namespace, name: name))
  }

  /// What the setting calls: `redis:6379`, `postgres://db:5432/x`; a bare host only where the name says that it is one.
  var endpoint: NetworkEndpoint? {
    guard value.utf8.count <= 512 else { return nil }
    var rest = value[...]
    if let scheme = rest.byteRange(of: "://") { rest = rest[scheme.upperBound...] }
    if let user = rest.firstIndex(of: "@"), rest[..<user].firstIndex(of: "/") == nil {
      rest = rest[rest.index(after: user)...]
    }
    let host = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
    guard host.contains(where: \.isLetter), host.utf8.count <= 253 else { return nil }
    let after = rest[host.endIndex...]
    if after.hasPrefix(":"), let port = Int(after.dropFirst().prefix { $0.isNumber }), (1...65535).contains(port) {
      return NetworkEndpoint(host: String(host), port: port)
    }
    let isNamedHost = ["_HOST", "_HOSTNAME", "_ADDR", "_ADDRESS", "_SERVICE"].contains { name.hasSuffix($0) }
    let isWhole = after.isEmpty || after.hasPrefix("/") && value.byteRange(of: "://") != nil
    return isWhole && (isNamedHost || value.byteRange(of: "://") != nil)
      ? NetworkEndpoint(host: String(host), port: nil) : nil
  }
}
