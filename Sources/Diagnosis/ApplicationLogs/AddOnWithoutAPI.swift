import Model

/// An add-on of the cluster that ends since the API server does not serve what it asks for:
///
///     Failed to watch *v1beta1.EndpointSlice: failed to list *v1beta1.EndpointSlice: the server could not find the requested resource
enum AddOnWithoutAPI {
  /// What client libraries write for a path that the server does not know.
  private static let unserved = "the server could not find the requested resource"

  /// Namespaces in which add-ons run, and nothing else.
  private static let namespaces: Set<String> = [
    "calico-apiserver", "calico-system", "cert-manager", "ingress-nginx", "istio-system", "kube-flannel", "kube-system",
    "local-path-storage", "longhorn-system", "metallb-system", "tigera-operator",
  ]

  /// The failure of an add-on whose log holds such a line before its end; nil for anything else.
  static func failure(_ logged: LoggedFailure, _ code: String) -> ApplicationFailure? {
    guard namespaces.contains(logged.context.pod.object.namespace),
      let line = logged.log.keptLines.last(where: { $0.text.byteRange(of: unserved) != nil })
    else { return nil }
    let said = LoggedFailure.quoted(line.text)
    var failure = logged.failure(
      "addon-incompatible-after-upgrade",
      "\(logged.context.title) ends\(code): it asks for something that this API server does not serve: \(said)")
    failure.evidence = [logged.log.evidence(line)] + failure.evidence.filter { $0.line != line.number }
    failure.confidence = .likely
    return failure
  }
}
