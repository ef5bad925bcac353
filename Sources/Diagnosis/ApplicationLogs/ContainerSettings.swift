import Model

/// A setting that a container is started with: an environment variable, from the pod, a ConfigMap or a Secret.
struct ContainerSetting: Sendable {
  /// E.g. `ORDERS_DB_ADDR`.
  var name: String
  /// Its value.
  var value: String
  /// Where it stands.
  var evidence: Evidence
  /// Whether only a manifest tells the value: what the API holds may differ.
  var isApplied = false

  /// The settings of a container whose values the bundle holds. A later one of the same name wins.
  static func all(of container: String, in pod: Pod, _ objects: ConfigurationObjects) -> [ContainerSetting] {
    guard let (spec, field) = pod.containers.first(where: { $0.value["name"]?.string == container }) else { return [] }
    let namespace = pod.object.namespace
    var settings: [ContainerSetting] = []
    for source in (spec["envFrom"]?.items ?? []).prefix(32) {
      let prefix = source["prefix"]?.string ?? ""
      for (key, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
        guard let name = source[key]?["name"]?.string, let entries = objects.entries(kind, name, in: namespace) else {
          continue
        }
        settings += entries.members.compactMap { setting(prefix + $0.key, $0, of: entries) }
      }
    }
    for (offset, entry) in (spec["env"]?.items ?? []).enumerated() {
      guard let name = entry["name"]?.string else { continue }
      settings.removeAll { $0.name == name }
      if let value = entry["value"], let text = value.string {
        settings.append(
          .init(
            name: name, value: text, evidence: pod.object.evidence(for: value, field: "\(field).env.\(offset).value")))
        continue
      }
      for (key, kind) in [("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")] {
        guard let reference = entry.value(at: "valueFrom.\(key)"), let object = reference["name"]?.string,
          let entries = objects.entries(kind, object, in: namespace),
          let member = entries.members.first(where: { $0.key == reference["key"]?.string })
        else { continue }
        settings += [setting(name, member, of: entries)].compactMap { $0 }
      }
    }
    return settings
  }

  private static func setting(
    _ name: String, _ member: Value.Member, of entries: ConfigurationObjects.Entries
  ) -> ContainerSetting? {
    guard let text = member.value.string else { return nil }
    // What is secret is not looked at, so that no report can quote it.
    let isSecret = ["PASS", "TOKEN", "KEY", "CREDENTIAL"].contains { name.uppercased().byteRange(of: $0) != nil }
    guard entries.object.kind != "Secret" || !isSecret && text.byteRange(of: "@") == nil else { return nil }
    return .init(name: name, value: text, evidence: entries.evidence(member), isApplied: entries.isApplied)
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
    let isRemote =
      NetworkEndpoint(host: String(host), port: nil).isAddress && !host.hasPrefix("127.") && host != "0.0.0.0"
    guard host.contains(where: \.isLetter) || isRemote, host.utf8.count <= 253 else { return nil }
    let after = rest[host.endIndex...]
    if after.hasPrefix(":"), let port = Int(after.dropFirst().prefix { $0.isNumber }), (1...65535).contains(port) {
      return NetworkEndpoint(host: String(host), port: port)
    }
    let isNamedHost = Self.hostEndings.contains { name.uppercased().hasSuffix($0) }
    let isWhole = after.isEmpty || after.hasPrefix("/") && value.byteRange(of: "://") != nil
    return isWhole && (isNamedHost || value.byteRange(of: "://") != nil)
      ? NetworkEndpoint(host: String(host), port: nil) : nil
  }

  /// Ends of names of settings that hold a host.
  static let hostEndings = ["_HOST", "_HOSTNAME", "_ADDR", "_ADDRESS", "_SERVICE", "_SERVER"]
}

/// A host and port that settings of a container name: one of them, or two that belong together.
///
///     ORDERS_DB_HOST=orders-db
///     ORDERS_DB_PORT=5433            // orders-db:5433
struct ConfiguredEndpoint: Sendable {
  /// The setting with the host.
  var setting: ContainerSetting
  /// The setting with the port, where that is another one.
  var portSetting: ContainerSetting?
  /// What they name.
  var endpoint: NetworkEndpoint

  var evidence: [Evidence] { [portSetting?.evidence, setting.evidence].compactMap { $0 } }
  /// Whether only a manifest tells one of them.
  var isApplied: Bool { setting.isApplied || portSetting?.isApplied == true }
  /// The names of the settings, for a sentence.
  var names: String { portSetting.map { "\(setting.name) and \($0.name)" } ?? setting.name }

  /// All that the settings of a container name, in their order.
  static func all(in settings: [ContainerSetting]) -> [ConfiguredEndpoint] {
    settings.compactMap { setting in
      guard let endpoint = setting.endpoint else { return nil }
      guard endpoint.port == nil, setting.value.byteRange(of: "://") == nil,
        let ending = ContainerSetting.hostEndings.first(where: { setting.name.uppercased().hasSuffix($0) }),
        let other = settings.first(where: { $0.name == setting.name.dropLast(ending.utf8.count) + "_PORT" }),
        let port = Int(other.value), (1...65535).contains(port)
      else { return ConfiguredEndpoint(setting: setting, endpoint: endpoint) }
      return ConfiguredEndpoint(
        setting: setting, portSetting: other, endpoint: NetworkEndpoint(host: endpoint.host, port: port))
    }
  }
}
