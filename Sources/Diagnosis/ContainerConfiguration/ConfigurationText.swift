/// What the kubelet's error says about the configuration that a container lacks.
enum ConfigurationText: Equatable {
  /// `configmap "web-config" not found`
  case missingConfigMap(String)
  /// `secret "web-credentials" not found`
  case missingSecret(String)
  /// `couldn't find key ISSUER in ConfigMap shop/web-config`
  case missingKey(String)
  /// `container has runAsNonRoot and image will run as root (pod: …)`
  case runsAsRoot

  /// The cause that a text names; nil for anything else.
  init?(_ text: String) {
    // The kubelet's cache has not seen the object yet, or the API server was slow: neither says that it is absent.
    guard text.firstRange(of: "not registered") == nil, text.firstRange(of: "kube-root-ca.crt") == nil else {
      return nil
    }
    if let name = Self.quoted(in: text, after: "configmap \"") ?? Self.quoted(in: text, after: "configmaps \"") {
      self = .missingConfigMap(name)
    } else if let name = Self.quoted(in: text, after: "secret \"") ?? Self.quoted(in: text, after: "secrets \"") {
      self = .missingSecret(name)
    } else if let key = Self.key(in: text) {
      self = .missingKey(key)
    } else if text.firstRange(of: "container has runAsNonRoot and image ") != nil
      || text.firstRange(of: "container's runAsUser breaks non-root policy") != nil
    {
      self = .runsAsRoot
    } else {
      return nil
    }
  }

  /// Failure mode id.
  var id: String {
    switch self {
    case .missingConfigMap: "missing-configmap"
    case .missingSecret: "missing-secret"
    case .missingKey: "missing-config-key"
    case .runsAsRoot: "run-as-non-root-violation"
    }
  }

  /// Ends the sentence `Container c of w: …`.
  var what: String {
    switch self {
    case .missingConfigMap(let name): "ConfigMap \(name) does not exist"
    case .missingSecret(let name): "Secret \(name) does not exist"
    case .missingKey(let key): "there is no \(key)"
    case .runsAsRoot: "it must not run as root, and its image does not ensure that"
    }
  }

  private static func quoted(in text: String, after prefix: String) -> String? {
    guard let start = text.firstRange(of: prefix)?.upperBound else { return nil }
    let rest = text[start...]
    guard let end = rest.firstIndex(of: "\""), end > start, rest[end...].hasPrefix("\" not found") else { return nil }
    return String(rest[..<end])
  }

  private static func key(in text: String) -> String? {
    if let start = text.firstRange(of: "couldn't find key ")?.upperBound { return "key " + text[start...] }
    for kind in ["config", "secret"] {
      if let start = text.firstRange(of: "references non-existent \(kind) key: ")?.upperBound {
        return "\(kind) key " + text[start...]
      }
      // Until 1.6 the key itself was not named.
      if text.firstRange(of: "references non-existent \(kind) key") != nil { return "\(kind) key of that name" }
    }
    return nil
  }
}
